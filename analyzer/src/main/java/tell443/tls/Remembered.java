package tell443.tls;

/** What was made from some bytes, by their hash: a bounded table where a newcomer takes the place of whoever was there. */
final class Remembered<T> {

    private final long[] first;
    private final long[] second;
    private final Object[] values;
    private final int mask;

    /** @param places a power of two */
    Remembered(int places) {
        first = new long[places];
        second = new long[places];
        values = new Object[places];
        mask = places - 1;
    }

    /** The value kept under this hash, or {@code absent}. */
    @SuppressWarnings("unchecked") // only put fills the table
    T get(Hash128 key, T absent) {
        int place = (int) key.first & mask;
        Object value = values[place];
        return value != null && first[place] == key.first && second[place] == key.second ? (T) value : absent;
    }

    T put(Hash128 key, T value) {
        int place = (int) key.first & mask;
        first[place] = key.first;
        second[place] = key.second;
        values[place] = value;
        return value;
    }
}
