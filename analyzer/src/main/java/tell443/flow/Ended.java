package tell443.flow;

import java.util.Arrays;

/** Flows that have ended, of all workers, in the order in which they are to be reported. Reused. */
public final class Ended {

    private static final int WORKER_SHIFT = 32;

    private long[] order = new long[1024];
    private long[] flowId = new long[1024];
    private long[] place = new long[1024]; // worker << 32 | id
    private long[] keys = new long[1024];
    private int count;

    public int count() {
        return count;
    }

    public int worker(int i) {
        return (int) (place[i] >>> WORKER_SHIFT);
    }

    /** Row of the worker's table. */
    public int id(int i) {
        return (int) place[i];
    }

    public void clear() {
        count = 0;
    }

    void add(long orderNanos, long number, int worker, int id) {
        if (count == order.length) {
            order = Arrays.copyOf(order, count * 2);
            flowId = Arrays.copyOf(flowId, count * 2);
            place = Arrays.copyOf(place, count * 2);
        }
        order[count] = orderNanos;
        flowId[count] = number;
        place[count++] = (long) worker << WORKER_SHIFT | id;
    }

    /** Sorts by the run's clock at the flow's last packet, then by flow number. */
    public void sort() {
        permute(order, 0, count);
        for (int start = 0, end; start < count; start = end) {
            for (end = start + 1; end < count && order[end] == order[start];) {
                end++;
            }
            if (end - start > 1) {
                permute(flowId, start, end);
            }
        }
    }

    /** Sorts a range of all columns by one of them: by as many of its upper bits as fit beside an index, then by the rest. */
    private void permute(long[] by, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(to - from);
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (int i = from; i < to; i++) {
            least = Math.min(least, by[i]);
            most = Math.max(most, by[i]);
        }
        int shift = Math.max(0, bits + 1 - Long.numberOfLeadingZeros(most - least));
        keys = keys.length < to - from ? new long[order.length] : keys;
        for (int i = from; i < to; i++) {
            keys[i - from] = by[i] - least >>> shift << bits | i - from;
        }
        Arrays.sort(keys, 0, to - from);
        gather(order, from, to, bits);
        gather(flowId, from, to, bits);
        gather(place, from, to, bits);
        if (shift > 0) {
            permuteRuns(by, from, to, least, shift);
        }
    }

    private void permuteRuns(long[] by, int from, int to, long least, int shift) {
        for (int start = from, end; start < to; start = end) {
            for (end = start + 1; end < to && by[end] - least >>> shift == by[start] - least >>> shift;) {
                end++;
            }
            permute(by, start, end);
        }
    }

    private void gather(long[] column, int from, int to, int bits) {
        long[] before = Arrays.copyOfRange(column, from, to);
        int mask = (1 << bits) - 1;
        for (int i = from; i < to; i++) {
            column[i] = before[(int) keys[i - from] & mask];
        }
    }
}
