package tell443.flow;

import java.util.Arrays;

/** Flows that have ended, of all workers, in the order in which they are to be reported. Reused. */
public final class Ended {

    private static final int WORKER_SHIFT = 32;

    private long[] order = new long[1024];
    private long[] flowId = new long[1024];
    private long[] place = new long[1024]; // worker << 32 | id
    private int[] index = new int[1024];
    private int[] merged = new int[1024];
    private long[] before = new long[1024];
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

    /** The run's clock at the flow's last packet. */
    public long clockNanos(int i) {
        return order[i];
    }

    public void clear() {
        count = 0;
    }

    /** Makes room for that many flows more: at the end of a run for all at once, so that no outgrown arrays are left behind. */
    void reserve(int more) {
        if (more > order.length - count) {
            int capacity = Math.max(count + more, order.length + (order.length >> 1));
            order = Arrays.copyOf(order, capacity);
            flowId = Arrays.copyOf(flowId, capacity);
            place = Arrays.copyOf(place, capacity);
        }
    }

    void add(long orderNanos, long number, int worker, int id) {
        if (count == order.length) {
            reserve(count);
        }
        order[count] = orderNanos;
        flowId[count] = number;
        place[count++] = (long) worker << WORKER_SHIFT | id;
    }

    /** Sorts by the run's clock at the flow's last packet, then by flow number. */
    public void sort() {
        if (index.length < count) {
            index = new int[order.length];
            merged = new int[order.length];
        }
        for (int i = 0; i < count; i++) {
            index[i] = i;
        }
        sort(0, count);
        gather(order);
        gather(flowId);
        gather(place);
    }

    /** Merge sort of the index; what is in order already is left as it is. */
    private void sort(int start, int end) {
        if (end - start < 2) {
            return;
        }
        int middle = start + end >>> 1;
        sort(start, middle);
        sort(middle, end);
        if (!isBefore(index[middle], index[middle - 1])) {
            return;
        }
        System.arraycopy(index, start, merged, start, middle - start);
        int right = middle;
        int to = start;
        for (int left = start; left < middle;) {
            index[to++] = right < end && isBefore(index[right], merged[left]) ? index[right++] : merged[left++];
        }
    }

    private boolean isBefore(int a, int b) {
        return order[a] != order[b] ? order[a] < order[b] : flowId[a] < flowId[b];
    }

    private void gather(long[] column) {
        before = before.length < count ? new long[order.length] : before;
        System.arraycopy(column, 0, before, 0, count);
        for (int i = 0; i < count; i++) {
            column[i] = before[index[i]];
        }
    }
}
