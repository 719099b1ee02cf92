package tell443.flow;

import tell443.counters.Counters;
import tell443.net.Headers;
import tell443.net.Tcp;
import tell443.tls.CertificateReader;
import tell443.tls.HelloReader;

/** The parsers of one worker, and how a packet's payload reaches them. */
final class FlowParsers {

    private static final int SCRATCH = 64 << 10;

    private final FlowRow row;
    private final TcpTracker tracker;
    private final TcpConnection connection;
    private final HandshakeBuffers handshakes;
    private final Openings openings;
    private final ControlChannels controls;
    private final Datagrams datagrams;
    private final FlowSides sides;
    private final FlowSide none = new FlowSide();

    FlowParsers(Parts parts) {
        row = parts.row;
        sides = new FlowSides(row, parts.table);
        Counters counters = parts.counters;
        Limits limits = parts.settings.limits();
        byte[] scratch = new byte[SCRATCH];
        HelloReader hellos = new HelloReader(counters);
        CertificateReader certificates = new CertificateReader(counters);
        Budget handshakeBudget = new Budget(limits.handshakeBytes());
        handshakes = new HandshakeBuffers(row, handshakeBudget);
        HandshakeReader messages = new HandshakeReader(row, hellos, certificates, handshakes, scratch, counters);
        controls = new ControlChannels(row, hellos, certificates, handshakeBudget, scratch, counters);
        openings = new Openings(row, new Budget(limits.openingBytes()), scratch, counters);
        StreamReader streams = new StreamReader(row, messages, new Records(parts.sequences), openings, controls, counters);
        SegmentPool segments = new SegmentPool(limits.segmentBytes());
        Reassembly reassembly = new Reassembly(row, streams, handshakes, segments, parts.statistics, counters);
        tracker = new TcpTracker(row, reassembly, segments, parts.statistics, counters);
        connection = new TcpConnection(row, tracker, counters);
        datagrams = new Datagrams(row, openings, controls, hellos, certificates, new Records(parts.sequences),
                new Budget(limits.quicBytes()), scratch, counters);
    }

    boolean isReplacedBy(Headers headers, int i, int sender) {
        return connection.isReplacedBy(headers, i, sender);
    }

    /** Reads the packet's TCP header and payload. @return whether the connection is closed now */
    boolean segment(Headers headers, int i, int sender, int lane, long timeNanos) {
        boolean mayRead = headers.payloadLength[i] > 0 || (headers.flags[i] & Tcp.SYN) != 0 && row.is(FlowRow.HAS_SIDE);
        FlowSide side = mayRead ? sides.forReading() : none;
        tracker.stand(side, lane, timeNanos);
        boolean closed = connection.segment(headers, i, sender, timeNanos);
        if (side != none) {
            sides.settle(side);
        }
        return closed;
    }

    void datagram(Headers headers, int i, int sender, int lane, long timeNanos) {
        if (headers.payloadLength[i] > 0 && !row.is(FlowRow.NOTHING_WANTED)) {
            datagrams.read(sides.forReading(), headers, i, sender, lane, timeNanos);
        }
    }

    /** The flow of the row ends: what waits is read, what was borrowed is given back. */
    void finish(int lane) {
        if (!row.is(FlowRow.HAS_SIDE)) {
            return;
        }
        FlowSide side = sides.forReading();
        tracker.stand(side, lane, row.get(FlowRow.END));
        if (row.isTcp()) {
            tracker.finish();
        }
        handshakes.releaseAll(side, lane);
        openings.release(side, lane);
        controls.finish(side, lane);
        datagrams.finish(side, lane);
        sides.settle(side);
    }
}
