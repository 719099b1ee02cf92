package tell443.flow;

import java.nio.ByteBuffer;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.net.Headers;
import tell443.net.Tcp;

/**
 * Follows a TCP connection's sequence numbers (RFC 9293) and hands each side's stream to the reader in order, once, first
 * copy first. What comes early waits in the {@link SegmentPool}; a hole is given up when a limit is reached, when the
 * receiver has acknowledged it and {@link #HOLE_SEGMENTS} segments wait behind it, or when the flow ends.
 */
final class TcpTracker {

    /** Further away than this, either way, a segment belongs to no window that is in use on port 443. */
    private static final int WINDOW = 1 << 24;
    private static final int HOLE_SEGMENTS = 16;
    /** Packets after which a connection without a SYN is read from the lowest segment that waits. */
    private static final int JOIN_PACKETS = 12;
    private static final int RESUME_SEGMENTS = 3;
    private static final int NOTHING = SegmentPool.NONE;

    private final FlowRow row;
    private final StreamReader streams;
    private final HandshakeReader handshakes;
    private final SegmentPool segments;
    private final Statistics statistics;
    private final Counters counters;

    private FlowSide side;
    private int lane;
    private long timeNanos;

    TcpTracker(FlowRow row, StreamReader streams, HandshakeReader handshakes, SegmentPool segments, Statistics statistics,
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

    static int openBit(int sender) {
        return FlowRow.OPEN_0 << sender;
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
        data(sender, sequence, headers.bytes, headers.payloadAt[i], headers.payloadHeld[i], length);
    }

    private void data(int sender, int sequence, ByteBuffer source, int at, int held, int length) {
        if (!row.is(openBit(sender))) {
            if (holdUntilOpen(sender, sequence, source, at, held, length)) {
                return;
            }
            if (!row.is(openBit(sender))) {
                open(sender, sequence); // too long to wait
            }
        }
        int next = row.high(FlowRow.side(sender) + FlowRow.NEXT_SEQUENCE);
        int ahead = sequence - next;
        if (ahead == 0 && row.low(FlowRow.side(sender) + FlowRow.LOST) == NOTHING) {
            deliver(sender, next, source, at, held, length);
        } else if (ahead > WINDOW || ahead < -WINDOW) {
            outside(sender, sequence, source, at, held, length);
        } else if (ahead + length <= 0) {
            statistics.disorder(sender, true);
            statistics.duplicate(sender);
            compare(sender, sequence, source, at, Math.min(held, length));
        } else {
            reorder(sender, sequence, ahead, source, at, held, length);
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

    private void deliver(int sender, int sequence, ByteBuffer source, int at, int held, int length) {
        row.setHigh(FlowRow.side(sender) + FlowRow.NEXT_SEQUENCE, sequence + length);
        if (!StreamReader.reads(row, sender)) {
            return;
        }
        boolean awaited = StreamReader.awaitsHello(row, side, sender);
        streams.deliver(side, sender, lane, source, at, Math.min(held, length), length, timeNanos);
        if (!awaited && side.handshakes == null) {
            return;
        }
        handshakes.stand(side, sender, lane, timeNanos);
        if (awaited && held >= length && (sender == row.client() || StreamReader.awaitsHello(row, side, sender))) {
            handshakes.remember(sequence, source, at, length);
        }
        if (side.handshakes != null) {
            handshakes.answered(side, 1 - sender);
        }
    }

    /** A segment that begins before what is expected and ends after it, or begins after it. */
    private void reorder(int sender, int sequence, int ahead, ByteBuffer source, int at, int held, int length) {
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
        int kept = StreamReader.reads(row, sender) ? Math.max(0, Math.min(held, length) - known) : 0;
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
        int field = FlowRow.side(sender) + FlowRow.LOST;
        int next = row.high(FlowRow.side(sender) + FlowRow.NEXT_SEQUENCE);
        int known = Math.max(0, next - sequence);
        if (known >= length) {
            return;
        }
        if (row.low(field) == NOTHING) {
            skipTo(sender, sequence + known);
            deliver(sender, sequence + known, source, at + known, Math.max(0, held - known), length - known);
        }
    }

    private void drainWaiting(int sender) {
        int base = FlowRow.side(sender);
        int node = row.low(base + FlowRow.LOST);
        long now = timeNanos;
        while (node != NOTHING) {
            int next = row.high(base + FlowRow.NEXT_SEQUENCE);
            int known = next - segments.sequence(node);
            if (known < 0) {
                break;
            }
            int length = segments.length(node);
            if (known < length) {
                timeNanos = segments.timeNanos(node);
                deliver(sender, next, segments.bytes(node), segments.at(node) + known, Math.max(0, segments.held(node) - known),
                        length - known);
            }
            node = segments.release(node, lane);
            row.setLow(base + FlowRow.LOST, node);
        }
        timeNanos = now;
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

    private void giveUpHole(int sender) {
        int first = row.low(FlowRow.side(sender) + FlowRow.LOST);
        if (first != NOTHING) {
            skipTo(sender, segments.sequence(first));
            drainWaiting(sender);
        }
    }

    /** Declares everything before that sequence number lost. */
    private void skipTo(int sender, int sequence) {
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

    private void compare(int sender, int sequence, ByteBuffer source, int at, int length) {
        HandshakeBuffer delivered = side.handshakes == null ? null : side.handshakes[sender];
        if (delivered != null && delivered.contradicts(sequence, source, at, length)) {
            conflict();
        }
    }

    private void conflict() {
        counters.count(Counter.TCP_OVERLAP_CONFLICT);
        row.flag(Quality.OVERLAP_CONFLICT);
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
            abandon(sender);
            row.setHigh(FlowRow.side(sender) + FlowRow.NEXT_SEQUENCE, sequence);
            counters.count(Counter.TCP_GAP);
            row.flag(Quality.GAP);
            streams.gap(side, sender, lane);
            deliver(sender, sequence, source, at, held, length);
        }
    }

    private void abandon(int sender) {
        int field = FlowRow.side(sender) + FlowRow.LOST;
        segments.releaseAll(row.low(field), lane);
        row.setLow(field, NOTHING);
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
                conflict();
            }
        }
        if (head < 0 || row.high(FlowRow.side(0) + FlowRow.PACKETS) + row.high(FlowRow.side(1) + FlowRow.PACKETS) >= JOIN_PACKETS) {
            openAll();
        }
        return head >= 0;
    }

    /** Begins both streams at the lowest segments that wait, reading them in the order of their capture. */
    private void openAll() {
        while (true) {
            int first0 = row.is(FlowRow.OPEN_0) ? NOTHING : row.low(FlowRow.side(0) + FlowRow.LOST);
            int first1 = row.is(FlowRow.OPEN_1) ? NOTHING : row.low(FlowRow.side(1) + FlowRow.LOST);
            if (first0 == NOTHING && first1 == NOTHING) {
                return;
            }
            boolean later = first0 == NOTHING || first1 != NOTHING && segments.timeNanos(first1) < segments.timeNanos(first0);
            int sender = later ? 1 : 0;
            open(sender, segments.sequence(later ? first1 : first0));
        }
    }

    /** Says where a side's stream begins, and reads what has been waiting for that. */
    void open(int sender, int sequence) {
        row.set(FlowRow.side(sender) + FlowRow.NEXT_SEQUENCE, sequence, sequence);
        row.mark(openBit(sender));
        drainWaiting(sender);
    }

    /** The flow ends: what waits is read; holes are gaps, also those that only a FIN or an acknowledgment tells of. */
    void finish() {
        for (int sender = 0; sender < 2 && side.padding != null; sender++) {
            settle(sender, row.is(openBit(sender)) ? lastKnown(sender) : side.padding.sequence(sender));
        }
        openAll();
        for (int sender = 0; sender < 2; sender++) {
            while (row.low(FlowRow.side(sender) + FlowRow.LOST) != NOTHING) {
                giveUpHole(sender);
            }
            if (row.is(openBit(sender))) {
                skipTo(sender, lastKnown(sender));
            }
            streams.end(side, sender, lane);
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
