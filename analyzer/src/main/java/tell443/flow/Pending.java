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
    private long oldest = Long.MIN_VALUE;

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
    }

    boolean hasEnded(int lane) {
        return endedInLane[lane] > 0;
    }

    /** Moves to the next slice that may be reported before {@code now}; false when there is none. */
    boolean next(long nowNanos) {
        if (oldest == Long.MIN_VALUE) {
            return false;
        }
        long limit = slice(nowNanos);
        while (oldest < limit && live[ring(oldest)] == 0) {
            if (endedInSlice[ring(oldest)] > 0) {
                return true;
            }
            oldest++;
        }
        return false;
    }

    /** Forgets how old the oldest live flow is: the run has ended and there are none. */
    boolean nextOfAll(long lastNanos) {
        return next(lastNanos + sliceNanos);
    }

    /** Takes the rows of the slice {@link #next} found, in no order. @return how many */
    int takeOldest(Ids ids) {
        int ring = ring(oldest);
        ids.clear();
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            take(ring, lane, ids);
        }
        return ids.count;
    }

    /** Takes the oldest rows of one lane although earlier ones may come; there must be some. */
    int takeEarly(int lane, Ids ids) {
        ids.clear();
        for (long slice = oldest; ids.count == 0; slice++) {
            take(ring(slice), lane, ids);
        }
        return ids.count;
    }

    private void take(int ring, int lane, Ids ids) {
        int list = ring * Lanes.COUNT + lane;
        for (int id = ended[list]; id != NOBODY;) {
            ids.add(id);
            table.stand(row, id);
            id = row.low(FlowRow.LINKS);
            endedInSlice[ring]--;
            endedInLane[lane]--;
        }
        ended[list] = NOBODY;
    }

    /** A growing list of flow ids. */
    static final class Ids {
        int[] ids = new int[1024];
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
