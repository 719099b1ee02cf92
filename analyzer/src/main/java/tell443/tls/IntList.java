package tell443.tls;

import java.util.Arrays;

/** Numbers being collected; grows, is cleared and used again. */
final class IntList {

    int[] values = new int[64];
    int count;

    void clear() {
        count = 0;
    }

    void add(int value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
    }

    boolean contains(int value) {
        for (int i = 0; i < count; i++) {
            if (values[i] == value) {
                return true;
            }
        }
        return false;
    }

    void sort() {
        Arrays.sort(values, 0, count);
    }

    int[] toArray() {
        return Arrays.copyOf(values, count);
    }

    /** As values of 16 bits. */
    void addTo(Key key) {
        key.add(values, count);
    }
}
