package tell443.packets;

import java.util.function.IntUnaryOperator;

/** Flow ids, each with a number: an open-addressing table without objects. */
final class FlowNumbers {

    static final int NONE = -1;

    private static final int SMALLEST = 1 << 10;

    private long[] ids = new long[SMALLEST]; // 0 where there is none: flow ids begin with 1
    private int[] numbers = new int[SMALLEST];
    private int count;

    int get(long id) {
        int slot = slot(id);
        return ids[slot] == id ? numbers[slot] : NONE;
    }

    void put(long id, int number) {
        int slot = slot(id);
        if (ids[slot] == 0) {
            ids[slot] = id;
            count++;
        }
        numbers[slot] = number;
        if (count > ids.length / 4 * 3) {
            grow();
        }
    }

    /** Closes the gap: whoever was pushed behind the removed one moves up. */
    void remove(long id) {
        int mask = ids.length - 1;
        int gap = slot(id);
        if (ids[gap] != id) {
            return;
        }
        for (int next = gap + 1 & mask; ids[next] != 0; next = next + 1 & mask) {
            int home = home(ids[next]);
            if ((next - home & mask) >= (next - gap & mask)) {
                ids[gap] = ids[next];
                numbers[gap] = numbers[next];
                gap = next;
            }
        }
        ids[gap] = 0;
        count--;
    }

    /** Gives all of them other numbers. */
    void change(IntUnaryOperator to) {
        for (int slot = 0; slot < ids.length; slot++) {
            numbers[slot] = ids[slot] == 0 ? 0 : to.applyAsInt(numbers[slot]);
        }
    }

    int count() {
        return count;
    }

    private int slot(long id) {
        int mask = ids.length - 1;
        int slot = home(id);
        while (ids[slot] != id && ids[slot] != 0) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int home(long id) {
        return (int) (id * 0x9E37_79B9_7F4A_7C15L >>> 32) & ids.length - 1;
    }

    private void grow() {
        long[] oldIds = ids;
        int[] oldNumbers = numbers;
        ids = new long[oldIds.length * 2];
        numbers = new int[ids.length];
        for (int i = 0; i < oldIds.length; i++) {
            if (oldIds[i] != 0) {
                int slot = slot(oldIds[i]);
                ids[slot] = oldIds[i];
                numbers[slot] = oldNumbers[i];
            }
        }
    }
}
