package tell443.flow;

/**
 * Knows before which moment no live flow had its last packet, so that rows that belong before it can be written. The run's
 * clock is cut into slices that count the live flows whose last packet lies in them. The slices form a ring four times as
 * long as the idle time-out: no live flow's last packet is older than two of those, because each list of flows is looked
 * through once per time-out.
 */
final class LiveSlices {

    static final int RING = 1 << 12;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final long sliceNanos;
    private final int[] live = new int[RING];
    private long oldest = Long.MIN_VALUE;

    LiveSlices(long idleNanos) {
        sliceNanos = Math.max(SECOND_NANOS, idleNanos / (RING / 4));
    }

    private long slice(long clockNanos) {
        return Math.floorDiv(clockNanos, sliceNanos);
    }

    private static int ring(long slice) {
        return (int) slice & RING - 1;
    }

    /** A flow begins. */
    void begin(long clockNanos) {
        long slice = slice(clockNanos);
        oldest = oldest == Long.MIN_VALUE ? slice : oldest;
        live[ring(slice)]++;
    }

    /** A flow's last packet is another one now. */
    void move(long fromNanos, long toNanos) {
        long from = slice(fromNanos);
        long to = slice(toNanos);
        if (from != to) {
            live[ring(from)]--;
            live[ring(to)]++;
        }
    }

    /** A flow ends whose last packet was then. */
    void end(long lastNanos) {
        live[ring(slice(lastNanos))]--;
    }

    /** The moment before which no live flow, and none to come, has its last packet. */
    long watermark(long nowNanos) {
        long limit = slice(nowNanos);
        oldest = oldest == Long.MIN_VALUE ? limit : oldest;
        for (int steps = 0; oldest < limit && live[ring(oldest)] == 0; steps++) {
            oldest = steps < RING ? oldest + 1 : limit; // an empty ring has been walked: the clock leapt
        }
        return oldest * sliceNanos;
    }
}
