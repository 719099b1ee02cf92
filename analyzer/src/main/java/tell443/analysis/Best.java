package tell443.analysis;

import java.util.Arrays;

/**
 * The flows with the highest keys, at most so many; of equal ones those that began first. A heap whose root is the worst of
 * them: most flows are turned away by one comparison.
 */
final class Best {

    private long[] keys = {};
    private long[] flowIds = {};
    private long[] places = {}; // worker << 32 | id
    private long[] values = {};
    private int count;
    private int limit;

    void clear(int limit) {
        this.limit = limit;
        count = 0;
    }

    int count() {
        return count;
    }

    int worker(int i) {
        return (int) (places[i] >>> 32);
    }

    int id(int i) {
        return (int) places[i];
    }

    /** What was offered with it. */
    long value(int i) {
        return values[i];
    }

    void offer(long key, long flowId, int worker, int id, long value) {
        if (count < limit) {
            reserve();
            set(count, key, flowId, (long) worker << 32 | id, value);
            rise(count++);
        } else if (limit > 0 && (key > keys[0] || key == keys[0] && flowId < flowIds[0])) {
            set(0, key, flowId, (long) worker << 32 | id, value);
            sink(0, count);
        }
    }

    /** Puts them in order, the best first; nothing may be offered afterwards. */
    void sort() {
        for (int end = count - 1; end > 0; end--) {
            swap(0, end);
            sink(0, end);
        }
    }

    private void reserve() {
        if (count == keys.length) {
            int capacity = Math.min(limit, Math.max(64, count * 2));
            keys = Arrays.copyOf(keys, capacity);
            flowIds = Arrays.copyOf(flowIds, capacity);
            places = Arrays.copyOf(places, capacity);
            values = Arrays.copyOf(values, capacity);
        }
    }

    private boolean isWorse(int a, int b) {
        return keys[a] != keys[b] ? keys[a] < keys[b] : flowIds[a] > flowIds[b];
    }

    private void rise(int from) {
        int at = from;
        while (at > 0 && isWorse(at, (at - 1) / 2)) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void sink(int from, int end) {
        int at = from;
        while (true) {
            int worst = at;
            for (int child = 2 * at + 1; child <= 2 * at + 2 && child < end; child++) {
                worst = isWorse(child, worst) ? child : worst;
            }
            if (worst == at) {
                return;
            }
            swap(at, worst);
            at = worst;
        }
    }

    private void set(int i, long key, long flowId, long place, long value) {
        keys[i] = key;
        flowIds[i] = flowId;
        places[i] = place;
        values[i] = value;
    }

    private void swap(int a, int b) {
        long key = keys[a];
        long flowId = flowIds[a];
        long place = places[a];
        long value = values[a];
        set(a, keys[b], flowIds[b], places[b], values[b]);
        set(b, key, flowId, place, value);
    }
}
