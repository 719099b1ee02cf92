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

    /** Four 16-bit values to a word. */
    void addTo(Hash128 hash) {
        hash.add(count);
        long word = 0;
        for (int i = 0; i < count; i++) {
            word = word << 16 | values[i];
            if ((i & 3) == 3) {
                hash.add(word);
                word = 0;
            }
        }
        hash.add(word);
    }
}
