package tell443.flow;

import java.util.Arrays;

/**
 * Ended flows that wait until no earlier row can come. The run's clock is cut into slices; each slice counts the live
 * flows whose last packet lies in it, and lists the ended ones by lane. A slice's rows may be reported once no live flow
 * is in it or before it. Slices form a ring that is longer than the idle time-out.
 */
final class Pending {

    private static final int RING = 1 << 12;
    private static final int NOBODY = -1;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final FlowTable table;
    private final FlowRow row = new FlowRow();
    private final long sliceNanos;
    private final int[] live = new int[RING];
    private final int[] ended = new int[RING * Lanes.COUNT];
    private final int[] endedInSlice = new int[RING];
    private final int[] endedInLane = new int[Lanes.COUNT];
    private int endedInAll;
    private long oldest = Long.MIN_VALUE; // no row that waits is older
    private long oldestLive = Long.MIN_VALUE;

    Pending(FlowTable table, long idleNanos) {
        this.table = table;
        sliceNanos = Math.max(SECOND_NANOS, idleNanos / (RING / 2));
        Arrays.fill(ended, NOBODY);
    }

    long slice(long clockNanos) {
        return Math.floorDiv(clockNanos, sliceNanos);
    }

    private static int ring(long slice) {
        return (int) slice & RING - 1;
    }

    void begin(long clockNanos) {
        long slice = slice(clockNanos);
        oldest = oldest == Long.MIN_VALUE ? slice : oldest;
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
    void end(FlowRow row, int lane) {
        long slice = slice(row.get(FlowRow.LAST));
        live[ring(slice)]--;
        hold(row, lane);
    }

    /** A part of a live flow waits to be reported. */
    void hold(FlowRow row, int lane) {
        int ring = ring(slice(row.get(FlowRow.LAST)));
        int list = ring * Lanes.COUNT + lane;
        row.set(FlowRow.LINKS, 0, ended[list]);
        ended[list] = row.id;
        endedInSlice[ring]++;
        endedInLane[lane]++;
        endedInAll++;
    }

    boolean hasEnded(int lane) {
        return endedInLane[lane] > 0;
    }

    /** The slice before which no live flow had its last packet; nothing later than {@code now}. */
    long oldestLive(long nowNanos) {
        if (oldest == Long.MIN_VALUE) {
            return slice(nowNanos);
        }
        long limit = slice(nowNanos);
        oldestLive = Math.max(oldestLive, oldest);
        while (oldestLive < limit && live[ring(oldestLive)] == 0) {
            oldestLive++;
        }
        return oldestLive;
    }

    /** The slice of the oldest row that waits, or {@link Long#MAX_VALUE}. */
    long oldestEnded() {
        if (endedInAll == 0) {
            return Long.MAX_VALUE;
        }
        while (endedInSlice[ring(oldest)] == 0) {
            oldest++;
        }
        return oldest;
    }

    /** Takes the rows of a slice, in no order. */
    void takeSlice(long slice, Ids ids) {
        for (int lane = 0; lane < Lanes.COUNT && endedInSlice[ring(slice)] > 0; lane++) {
            take(ring(slice), lane, ids);
        }
    }

    /** Takes the oldest rows of one lane although earlier ones may come; there must be some. */
    void takeEarly(int lane, Ids ids) {
        for (long slice = oldestEnded(); endedInLane[lane] > 0; slice++) {
            if (ended[ring(slice) * Lanes.COUNT + lane] != NOBODY) {
                take(ring(slice), lane, ids);
                return;
            }
        }
    }

    private void take(int ring, int lane, Ids ids) {
        int list = ring * Lanes.COUNT + lane;
        for (int id = ended[list]; id != NOBODY;) {
            ids.add(id);
            table.stand(row, id);
            id = row.low(FlowRow.LINKS);
            endedInSlice[ring]--;
            endedInLane[lane]--;
            endedInAll--;
        }
        ended[list] = NOBODY;
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
