package tell443.tls;

import java.util.Arrays;

/** What was made from some bytes, by these bytes: a bounded table where a newcomer takes the place of whoever was there. */
final class Remembered<T> {

    private static final byte[] NOTHING = {};

    private final byte[][] keys;
    private final Object[] values;
    private final int mask;

    /** @param places a power of two */
    Remembered(int places) {
        keys = new byte[places][];
        Arrays.fill(keys, NOTHING);
        values = new Object[places];
        mask = places - 1;
    }

    /** The value kept under this key, or {@code absent}. */
    @SuppressWarnings("unchecked") // only put fills the table
    T get(Key key, T absent) {
        int place = key.hash() & mask;
        return values[place] != null && key.is(keys[place]) ? (T) values[place] : absent;
    }

    T put(Key key, T value) {
        int place = key.hash() & mask;
        keys[place] = key.copy();
        values[place] = value;
        return value;
    }
}
