package tell443.flow;

import java.nio.ByteBuffer;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;

/**
 * Hands each side's stream to the reader in order, once, first copy first. What comes early waits in the {@link SegmentPool};
 * a hole is given up when a limit is reached, when the receiver has acknowledged it and {@link #HOLE_SEGMENTS} segments wait
 * behind it, or when the flow ends.
 */
final class Reassembly {

    private static final int HOLE_SEGMENTS = 16;
    private static final int NOTHING = SegmentPool.NONE;

    private final FlowRow row;
    private final StreamReader streams;
    private final HandshakeBuffers handshakes;
    private final SegmentPool segments;
    private final Statistics statistics;
    private final Counters counters;

    private FlowSide side;
    private int lane;
    private long timeNanos;

    Reassembly(FlowRow row, StreamReader streams, HandshakeBuffers handshakes, SegmentPool segments, Statistics statistics,
            Counters counters) {
        this.row = row;
        this.streams = streams;
        this.handshakes = handshakes;
        this.segments = segments;
        this.statistics = statistics;
        this.counters = counters;
    }

    void stand(FlowSide side, int lane, long timeNanos) {
        this.side = side;
        this.lane = lane;
        this.timeNanos = timeNanos;
    }

    /** Says where a side's stream begins, and reads what has been waiting for that. */
    void open(int sender, int sequence) {
        row.set(FlowRow.side(sender) + FlowRow.NEXT_SEQUENCE, sequence, sequence);
        row.mark(TcpTracker.openBit(sender));
        drainWaiting(sender);
    }

    /**
     * Begins each stream that waits for a beginning at its lowest segment. Records of TLS are read in the order of their
     * capture, both sides' together: an answer comes behind what asked for it. Of anything else one side is read before the other.
     */
    void openWaiting() {
        int first0 = row.is(FlowRow.OPEN_0) ? NOTHING : row.low(FlowRow.side(0) + FlowRow.LOST);
        int first1 = row.is(FlowRow.OPEN_1) ? NOTHING : row.low(FlowRow.side(1) + FlowRow.LOST);
        boolean records = isRecord(first0) || isRecord(first1);
        int early = first0 == NOTHING || first1 != NOTHING && segments.timeNanos(first1) < segments.timeNanos(first0) ? 1 : 0;
        if (records) {
            begin(0, first0);
            begin(1, first1);
            drainBoth();
        } else {
            begin(early, early == 0 ? first0 : first1);
            drainWaiting(early);
            begin(1 - early, early == 0 ? first1 : first0);
            drainWaiting(1 - early);
        }
    }

    private void begin(int sender, int first) {
        if (first != NOTHING) {
            row.set(FlowRow.side(sender) + FlowRow.NEXT_SEQUENCE, segments.sequence(first), segments.sequence(first));
            row.mark(TcpTracker.openBit(sender));
        }
    }

    private boolean isRecord(int node) {
        return node != NOTHING && segments.held(node) >= StreamPiece.HEADER_LENGTH
                && Records.isHeader(segments.bytes(node).getInt(segments.at(node)), segments.bytes(node).get(segments.at(node) + 4) & 0xFF);
    }

    private void drainBoth() {
        long now = timeNanos;
        for (int node0 = nextWaiting(0), node1 = nextWaiting(1); node0 != NOTHING || node1 != NOTHING;) {
            boolean first = node1 == NOTHING || node0 != NOTHING && segments.timeNanos(node0) <= segments.timeNanos(node1);
            take(first ? 0 : 1, first ? node0 : node1);
            node0 = nextWaiting(0);
            node1 = nextWaiting(1);
        }
        timeNanos = now;
    }

    /** The next bytes of the stream. */
    void deliver(int sender, int sequence, ByteBuffer source, int at, int held, int length) {
        row.setHigh(FlowRow.side(sender) + FlowRow.NEXT_SEQUENCE, sequence + length);
        if (!StreamState.reads(row, sender)) {
            Openings.piece(side, sender, length, row.microsSinceStart(timeNanos) - 1);
            return;
        }
        boolean awaited = StreamState.awaitsHello(row, side, sender);
        streams.deliver(side, sender, lane, source, at, Math.min(held, length), length, timeNanos);
        if (!awaited && side.handshakes == null) {
            return;
        }
        if (awaited && held >= length && (sender == row.client() || StreamState.awaitsHello(row, side, sender))) {
            handshakes.remember(side, sender, lane, sequence, source, at, length);
        }
        if (side.handshakes != null) {
            handshakes.answered(side, 1 - sender, lane);
        }
    }

    /** A segment that begins before what is expected and ends after it, or begins after it. */
    void reorder(int sender, int sequence, int ahead, ByteBuffer source, int at, int held, int length) {
        int known = Math.max(0, -ahead);
        if (ahead != 0) {
            statistics.disorder(sender, ahead < 0);
        }
        if (known > 0) {
            compare(sender, sequence, source, at, Math.min(held, known));
        }
        int field = FlowRow.side(sender) + FlowRow.LOST;
        int first = row.low(field);
        if (first == NOTHING && ahead <= 0) {
            deliver(sender, sequence + known, source, at + known, Math.max(0, held - known), length - known);
            return;
        }
        int kept = StreamState.reads(row, sender) ? Math.max(0, Math.min(held, length) - known) : 0;
        int head = segments.add(first, lane, sequence + known, source, at + known, kept, length - known, timeNanos);
        if (head < 0) {
            counters.count(Counter.TCP_BUFFER_FULL);
            drainWaiting(sender);
            giveUpHole(sender);
            retry(sender, sequence, source, at, held, length);
            return;
        }
        row.setLow(field, head);
        if (segments.sawConflict()) {
            conflict();
        }
        drainWaiting(sender);
        if (head != NOTHING && ahead > 0) {
            giveUpAcknowledgedHole(sender);
        }
    }

    /** After a hole was given up the segment at hand may be next, or wait; it is lost only when there is no room even so. */
    private void retry(int sender, int sequence, ByteBuffer source, int at, int held, int length) {
        int next = row.high(FlowRow.side(sender) + FlowRow.NEXT_SEQUENCE);
        int known = Math.max(0, next - sequence);
        if (known < length && row.low(FlowRow.side(sender) + FlowRow.LOST) == NOTHING) {
            skipTo(sender, sequence + known);
            deliver(sender, sequence + known, source, at + known, Math.max(0, held - known), length - known);
        }
    }

    private void drainWaiting(int sender) {
        long now = timeNanos;
        for (int node = nextWaiting(sender); node != NOTHING; node = nextWaiting(sender)) {
            take(sender, node);
        }
        timeNanos = now;
    }

    /** The first segment that waits, unless a hole is before it. */
    private int nextWaiting(int sender) {
        int base = FlowRow.side(sender);
        int node = row.low(base + FlowRow.LOST);
        return node != NOTHING && row.high(base + FlowRow.NEXT_SEQUENCE) - segments.sequence(node) >= 0 ? node : NOTHING;
    }

    private void take(int sender, int node) {
        int base = FlowRow.side(sender);
        int next = row.high(base + FlowRow.NEXT_SEQUENCE);
        int known = next - segments.sequence(node);
        int length = segments.length(node);
        if (known < length) {
            timeNanos = segments.timeNanos(node);
            deliver(sender, next, segments.bytes(node), segments.at(node) + known, Math.max(0, segments.held(node) - known),
                    length - known);
        }
        row.setLow(base + FlowRow.LOST, segments.release(node, lane));
    }

    private void giveUpAcknowledgedHole(int sender) {
        int base = FlowRow.side(sender);
        int first = row.low(base + FlowRow.LOST);
        int acknowledged = row.high(FlowRow.side(1 - sender) + FlowRow.ACKNOWLEDGED);
        if (first != NOTHING && row.is(FlowRow.ACKED_0 << 1 - sender) && acknowledged - segments.sequence(first) >= 0
                && segments.count(first) >= HOLE_SEGMENTS) {
            giveUpHole(sender);
        }
    }

    void giveUpHole(int sender) {
        int first = row.low(FlowRow.side(sender) + FlowRow.LOST);
        if (first != NOTHING) {
            skipTo(sender, segments.sequence(first));
            drainWaiting(sender);
        }
    }

    /** Declares everything before that sequence number lost. */
    void skipTo(int sender, int sequence) {
        int base = FlowRow.side(sender);
        int missing = sequence - row.high(base + FlowRow.NEXT_SEQUENCE);
        if (missing <= 0) {
            return;
        }
        counters.count(Counter.TCP_GAP);
        counters.add(Counter.TCP_GAP_BYTES, missing);
        row.flag(Quality.GAP);
        row.setHigh(base + FlowRow.LOST, row.high(base + FlowRow.LOST) + missing);
        row.setHigh(base + FlowRow.NEXT_SEQUENCE, sequence);
        streams.gap(side, sender, lane);
    }

    /** What waits is given up, and the stream goes on at that sequence number; how much is lost is not known. */
    void goOnAt(int sender, int sequence) {
        int base = FlowRow.side(sender);
        segments.releaseAll(row.low(base + FlowRow.LOST), lane);
        row.setLow(base + FlowRow.LOST, NOTHING);
        row.setHigh(base + FlowRow.NEXT_SEQUENCE, sequence);
        counters.count(Counter.TCP_GAP);
        row.flag(Quality.GAP);
        streams.gap(side, sender, lane);
    }

    /** Nothing more of that side's stream will come. */
    void end(int sender) {
        streams.end(side, sender, lane);
    }

    /** Bytes that came again, beside what was delivered. */
    void compare(int sender, int sequence, ByteBuffer source, int at, int length) {
        HandshakeBuffer delivered = side.handshakes == null ? null : side.handshakes[sender];
        if (delivered != null && delivered.contradicts(sequence, source, at, length)) {
            conflict();
        }
    }

    /** Two copies of the same bytes differ. */
    void conflict() {
        counters.count(Counter.TCP_OVERLAP_CONFLICT);
        row.flag(Quality.OVERLAP_CONFLICT);
    }
}
