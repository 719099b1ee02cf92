package tell443.flow;

import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.net.Headers;

/** Counts a packet in its flow's row: what every packet has, whatever it carries. */
final class Statistics {

    private static final int HOP_CHANGE = 30;
    private static final long RANGE_MAX = 0xFFFF_FFFFL; // microseconds
    private static final long NEW_PACKET = 1L << 32;

    private final FlowRow row;
    private final SequencePool sequences;
    private final boolean keepPackets;
    private final Counters counters;

    Statistics(FlowRow row, SequencePool sequences, boolean keepPackets, Counters counters) {
        this.row = row;
        this.sequences = sequences;
        this.keepPackets = keepPackets;
        this.counters = counters;
    }

    void count(Headers headers, int i, int side, long timeNanos) {
        int base = FlowRow.side(side);
        int payload = headers.payloadLength[i];
        long packets = row.get(base + FlowRow.PACKETS);
        if (packets == 0) {
            first(headers, i, side, timeNanos);
        } else if (keepPackets) {
            gap(base, timeNanos);
        }
        row.set(base + FlowRow.PACKETS, packets + NEW_PACKET + (payload > 0 ? 1 : 0));
        row.set(base + FlowRow.BYTES, row.get(base + FlowRow.BYTES) + headers.ipLength[i]);
        row.set(base + FlowRow.LAST_TIME, Math.max(timeNanos, row.get(base + FlowRow.LAST_TIME)));
        if (timeNanos >= row.get(FlowRow.END)) {
            row.set(FlowRow.END, timeNanos);
        } else {
            row.flag(Quality.TIME_BACKWARDS);
        }
        if (payload > 0) {
            payload(headers, i, side, base, payload, timeNanos);
        }
        if (headers.marks[i] != 0) {
            marks(headers.marks[i], payload > headers.payloadHeld[i]);
        }
    }

    private void first(Headers headers, int i, int side, long timeNanos) {
        int base = FlowRow.side(side);
        row.set(base + FlowRow.FIRST_TIME, timeNanos);
        row.set(base + FlowRow.GAP_RANGE, RANGE_MAX << 32);
        row.setSmall(FlowRow.TTL + side * 8, headers.timeToLive[i]);
    }

    private void payload(Headers headers, int i, int side, int base, int payload, long timeNanos) {
        row.set(base + FlowRow.PAYLOAD, row.get(base + FlowRow.PAYLOAD) + payload);
        if (Math.abs(row.small(FlowRow.TTL + side * 8) - headers.timeToLive[i]) > HOP_CHANGE) {
            row.flag(Quality.TTL_CHANGE);
        }
        if (keepPackets || !row.isTcp()) {
            sequences.add(row, false, side, 0, payload, timeNanos);
        }
    }

    private void gap(int base, long timeNanos) {
        long micros = Math.min(Micros.of(Math.max(0, timeNanos - row.get(base + FlowRow.LAST_TIME))), RANGE_MAX);
        double squares = Double.longBitsToDouble(row.get(base + FlowRow.GAP_SQUARES)) + (double) micros * micros;
        row.set(base + FlowRow.GAP_SQUARES, Double.doubleToRawLongBits(squares));
        long range = row.get(base + FlowRow.GAP_RANGE);
        row.set(base + FlowRow.GAP_RANGE, Math.min(micros, range >>> 32) << 32 | Math.max(micros, range & RANGE_MAX));
    }

    private void marks(int marks, boolean payloadCut) {
        if ((marks & Headers.SNAPPED) != 0 && payloadCut) {
            row.flag(Quality.SNAPPED);
        }
        if ((marks & Headers.FRAGMENTED) != 0) {
            row.flag(Quality.FRAGMENTS);
        }
        if ((marks & Headers.FRAGMENT_OVERLAP) != 0) {
            row.flag(Quality.OVERLAP_CONFLICT);
        }
    }

    void disorder(int side, boolean retransmitted) {
        int field = FlowRow.side(side) + FlowRow.DISORDER;
        row.set(field, row.get(field) + (retransmitted ? 1L << 36 : 1L << 8));
        counters.count(retransmitted ? Counter.TCP_SEGMENT_DUPLICATE : Counter.TCP_SEGMENT_OUT_OF_ORDER);
    }

    /** A segment whose every byte was delivered before. */
    void duplicate(int side) {
        int field = FlowRow.side(side) + FlowRow.DUPLICATE_AND_RANGE;
        row.setHigh(field, row.high(field) + 1);
    }
}
