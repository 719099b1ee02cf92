package tell443.context;

import java.util.Arrays;
import tell443.hash.Secrets;

/**
 * Numbers from 0 for keys of three longs, at most so many; the key that came first gives its number to the next when there
 * are no more. Where a key is looked for depends on a seed, against flooding; which numbers are given does not.
 */
final class BoundedIndex {

    static final int NOT_FOUND = -1;
    private static final int FIRST = 1 << 6;

    private final int limit;
    private final Secrets secrets;
    private long[] keys = new long[FIRST * 3];
    private int[] index = new int[FIRST * 2]; // number + 1, 0 is free
    private int count;
    private int next; // the number that is given next

    BoundedIndex(int limit, long seed) {
        this.limit = limit;
        secrets = new Secrets(6, seed);
    }

    int find(long a, long b, long c) {
        int mask = index.length - 1;
        for (int at = home(a, b, c); index[at] != 0; at = at + 1 & mask) {
            int number = index[at] - 1;
            if (keys[number * 3] == a && keys[number * 3 + 1] == b && keys[number * 3 + 2] == c) {
                return number;
            }
        }
        return NOT_FOUND;
    }

    /** A number for a key that has none. What the number stood for before is forgotten. */
    int add(long a, long b, long c) {
        int number = next;
        next = next + 1 == limit ? 0 : next + 1;
        if (number < count) {
            remove(number);
        } else {
            count++;
            grow(number);
        }
        keys[number * 3] = a;
        keys[number * 3 + 1] = b;
        keys[number * 3 + 2] = c;
        place(number);
        return number;
    }

    /** Numbers are below this. */
    int count() {
        return count;
    }

    private void grow(int number) {
        if ((number + 1) * 3 > keys.length) {
            keys = Arrays.copyOf(keys, keys.length * 2);
            index = new int[index.length * 2];
            for (int i = 0; i < number; i++) {
                place(i);
            }
        }
    }

    private void place(int number) {
        int mask = index.length - 1;
        int at = home(number);
        while (index[at] != 0) {
            at = at + 1 & mask;
        }
        index[at] = number + 1;
    }

    /** What stands behind the gap moves up, so that no search ends too early. */
    private void remove(int number) {
        int mask = index.length - 1;
        int gap = home(number);
        while (index[gap] != number + 1) {
            gap = gap + 1 & mask;
        }
        for (int at = gap + 1 & mask; index[at] != 0; at = at + 1 & mask) {
            int wanted = home(index[at] - 1);
            if ((at - wanted & mask) >= (at - gap & mask)) {
                index[gap] = index[at];
                gap = at;
            }
        }
        index[gap] = 0;
    }

    private int home(int number) {
        return home(keys[number * 3], keys[number * 3 + 1], keys[number * 3 + 2]);
    }

    private int home(long a, long b, long c) {
        long sum = secrets.product(a, 0) + secrets.product(b, 2) + secrets.product(c, 4);
        return secrets.spread(sum) & index.length - 1;
    }
}
