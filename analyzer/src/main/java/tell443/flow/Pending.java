package tell443.flow;

import java.util.Arrays;

/**
 * Ended flows that wait until no earlier row can come. The run's clock is cut into slices, each of which counts the live
 * flows whose last packet lies in it; what ended before the oldest of these may be reported. The slices form a ring four
 * times as long as the idle time-out: no live flow's last packet is older than two of those, as each list of flows is looked
 * through once per time-out.
 */
final class Pending {

    static final int RING = 1 << 12;

    private static final int SHORTEST_SHIFT = 30; // 2^30 nanoseconds: a second

    /** A slice is 2 to this power of nanoseconds long: shifting is much cheaper than dividing. */
    private final int shift;
    private final int[] live = new int[RING];
    private long oldestLive = Long.MIN_VALUE;
    private int[] ids = new int[256];
    private long[] lastNanos = new long[256];
    private int count;
    private long earliest = Long.MAX_VALUE;

    Pending(long idleNanos) {
        shift = Math.max(SHORTEST_SHIFT, Long.SIZE - Long.numberOfLeadingZeros(idleNanos / (RING / 4)));
    }

    private long slice(long clockNanos) {
        return clockNanos >> shift;
    }

    private static int ring(long slice) {
        return (int) slice & RING - 1;
    }

    void begin(long clockNanos) {
        long slice = slice(clockNanos);
        oldestLive = oldestLive == Long.MIN_VALUE ? slice : oldestLive;
        live[ring(slice)]++;
    }

    void move(long fromNanos, long toNanos) {
        long from = slice(fromNanos);
        long to = slice(toNanos);
        if (from != to) {
            live[ring(from)]--;
            live[ring(to)]++;
        }
    }

    /** The flow ended: from now on its row waits. */
    void end(FlowRow row) {
        live[ring(slice(row.get(FlowRow.LAST)))]--;
        hold(row);
    }

    /** A part of a live flow waits to be reported. */
    void hold(FlowRow row) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, count * 2);
            lastNanos = Arrays.copyOf(lastNanos, count * 2);
        }
        ids[count] = row.id;
        lastNanos[count++] = row.get(FlowRow.LAST);
        earliest = Math.min(earliest, row.get(FlowRow.LAST));
    }

    /** Rows that wait. */
    int count() {
        return count;
    }

    /** The moment before which no live flow had its last packet; nothing later than {@code now}. */
    long completeBefore(long nowNanos) {
        long limit = slice(nowNanos);
        oldestLive = oldestLive == Long.MIN_VALUE ? limit : oldestLive;
        for (int steps = 0; oldestLive < limit && live[ring(oldestLive)] == 0; steps++) {
            oldestLive = steps < RING ? oldestLive + 1 : limit; // the whole ring is empty: the clock leapt
        }
        return oldestLive << shift;
    }

    /** Takes the rows of flows whose last packets were before that moment, in no order. */
    void take(long beforeNanos, Ids into) {
        if (earliest >= beforeNanos) {
            return;
        }
        int kept = 0;
        earliest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            if (lastNanos[i] < beforeNanos) {
                into.add(ids[i]);
            } else {
                ids[kept] = ids[i];
                lastNanos[kept++] = lastNanos[i];
                earliest = Math.min(earliest, lastNanos[i]);
            }
        }
        count = kept;
    }

    /** Copies the times of the last packets of all that wait. */
    void copyTimes(long[] into, int at) {
        System.arraycopy(lastNanos, 0, into, at, count);
    }

    /** A growing list of flow ids. */
    static final class Ids {
        int[] ids = new int[256];
        int count;

        void clear() {
            count = 0;
        }

        void add(int id) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, count * 2);
            }
            ids[count++] = id;
        }
    }
}
