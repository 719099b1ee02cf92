package tell443.flow;

import java.nio.ByteBuffer;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.net.Headers;
import tell443.net.Tcp;

/**
 * Follows a TCP connection's sequence numbers (RFC 9293): says where its streams begin and end, which segments belong to
 * them, and gives these to {@link Reassembly}.
 */
final class TcpTracker {

    /** Further away than this, either way, a segment belongs to no window that is in use on port 443. */
    private static final int WINDOW = 1 << 24;
    /** Packets after which a connection without a SYN is read from the lowest segment that waits. */
    private static final int JOIN_PACKETS = 12;
    private static final int RESUME_SEGMENTS = 3;
    private static final int NOTHING = SegmentPool.NONE;

    private final FlowRow row;
    private final Reassembly streams;
    private final SegmentPool segments;
    private final Statistics statistics;
    private final Counters counters;

    private FlowSide side;
    private int lane;
    private long timeNanos;

    TcpTracker(FlowRow row, Reassembly streams, SegmentPool segments, Statistics statistics, Counters counters) {
        this.row = row;
        this.streams = streams;
        this.segments = segments;
        this.statistics = statistics;
        this.counters = counters;
    }

    void stand(FlowSide side, int lane, long timeNanos) {
        this.side = side;
        this.lane = lane;
        this.timeNanos = timeNanos;
        streams.stand(side, lane, timeNanos);
    }

    static int openBit(int sender) {
        return FlowRow.OPEN_0 << sender;
    }

    /** Says where a side's stream begins, and reads what has been waiting for that. */
    void open(int sender, int sequence) {
        streams.open(sender, sequence);
    }

    /** A segment with payload at that sequence number. */
    void data(Headers headers, int i, int sender, int sequence) {
        int length = headers.payloadLength[i];
        if ((headers.flags[i] & (Tcp.ACK | Tcp.SYN)) == 0) {
            counters.count(Counter.TCP_SEGMENT_INVALID); // RFC 9293 section 3.10.7.4: without ACK it is dropped
            return;
        }
        if (side.padding != null) {
            settle(sender, sequence);
        }
        data(sender, sequence, headers.bytes(i), headers.payloadAt[i], headers.payloadHeld[i], length);
    }

    private void data(int sender, int sequence, ByteBuffer source, int at, int held, int length) {
        if (!row.is(openBit(sender))) {
            if (holdUntilOpen(sender, sequence, source, at, held, length)) {
                return;
            }
            if (!row.is(openBit(sender))) {
                streams.open(sender, sequence); // too long to wait
            }
        }
        int next = row.high(FlowRow.side(sender) + FlowRow.NEXT_SEQUENCE);
        int ahead = sequence - next;
        if (ahead == 0 && row.low(FlowRow.side(sender) + FlowRow.LOST) == NOTHING) {
            streams.deliver(sender, next, source, at, held, length);
        } else if (ahead > WINDOW || ahead < -WINDOW) {
            outside(sender, sequence, source, at, held, length);
        } else if (ahead + length <= 0) {
            statistics.disorder(sender, true);
            statistics.duplicate(sender);
            streams.compare(sender, sequence, source, at, Math.min(held, length));
        } else {
            streams.reorder(sender, sequence, ahead, source, at, held, length);
        }
    }

    /** Zeros that may be padding; where the sender goes on will tell. */
    void doubt(int sender, int sequence, int length) {
        if (side.padding != null) {
            settle(sender, sequence);
        }
        side.padding = side.padding == null ? new Padding() : side.padding;
        side.padding.remember(sender, sequence, length);
    }

    /** The sender's stream has come to that place. */
    private void settle(int sender, int place) {
        if (!side.padding.isDoubtful(sender) || place - side.padding.sequence(sender) < 0) {
            return;
        }
        int zeros = side.padding.zerosBefore(sender, place);
        if (zeros > 0) {
            data(sender, side.padding.sequence(sender), Padding.ZEROS, 0, zeros, zeros);
        } else {
            counters.count(Counter.TCP_PADDING);
        }
        if (!side.padding.isDoubtful(0) && !side.padding.isDoubtful(1)) {
            side.padding = null;
        }
    }

    /** Believed only when several such segments follow each other: then the capture lost what was before. */
    private void outside(int sender, int sequence, ByteBuffer source, int at, int held, int length) {
        counters.count(Counter.TCP_SEGMENT_OUTSIDE_WINDOW);
        if (side.resume == null) {
            side.resume = new int[4];
        }
        boolean follows = side.resume[sender * 2] == sequence;
        side.resume[sender * 2] = sequence + length;
        side.resume[sender * 2 + 1] = follows ? side.resume[sender * 2 + 1] + 1 : 1;
        if (side.resume[sender * 2 + 1] >= RESUME_SEGMENTS) {
            side.resume[sender * 2 + 1] = 0;
            streams.goOnAt(sender, sequence);
            streams.deliver(sender, sequence, source, at, held, length);
        }
    }

    // --- connections joined late ---

    /** Neither SYN nor enough packets were seen to know where that side's stream begins. @return whether the segment waits */
    private boolean holdUntilOpen(int sender, int sequence, ByteBuffer source, int at, int held, int length) {
        int field = FlowRow.side(sender) + FlowRow.LOST;
        int first = row.low(field);
        boolean near = first == NOTHING || Math.abs(sequence - segments.sequence(first)) < WINDOW;
        int head = near ? segments.add(first, lane, sequence, source, at, Math.min(held, length), length, timeNanos) : -1;
        if (head >= 0) {
            row.setLow(field, head);
            if (segments.sawConflict()) {
                streams.conflict();
            }
        }
        if (head < 0 || row.high(FlowRow.side(0) + FlowRow.PACKETS) + row.high(FlowRow.side(1) + FlowRow.PACKETS) >= JOIN_PACKETS) {
            streams.openWaiting();
        }
        return head >= 0;
    }

    /** The flow ends: what waits is read; holes are gaps, also those that only a FIN or an acknowledgment tells of. */
    void finish() {
        for (int sender = 0; sender < 2 && side.padding != null; sender++) {
            settle(sender, row.is(openBit(sender)) ? lastKnown(sender) : side.padding.sequence(sender));
        }
        streams.openWaiting();
        for (int sender = 0; sender < 2; sender++) {
            while (row.low(FlowRow.side(sender) + FlowRow.LOST) != NOTHING) {
                streams.giveUpHole(sender);
            }
            if (row.is(openBit(sender))) {
                streams.skipTo(sender, lastKnown(sender));
            }
            streams.end(sender);
        }
    }

    /** Where that side's stream is known to have come to: its FIN, or one byte (it may be a FIN) before what was acknowledged. */
    private int lastKnown(int sender) {
        int next = row.high(FlowRow.side(sender) + FlowRow.NEXT_SEQUENCE);
        int last = next;
        if (row.is(FlowRow.FIN_SENT_0 << sender)) {
            last = row.low(FlowRow.side(sender) + FlowRow.ACKNOWLEDGED);
        } else if (row.is(FlowRow.ACKED_0 << 1 - sender)) {
            last = row.high(FlowRow.side(1 - sender) + FlowRow.ACKNOWLEDGED) - 1;
        }
        return last - next <= WINDOW ? last : next;
    }
}
