package tell443.classify;

/** A set of reasons by their numbers in {@link Questions}. */
final class Reasons {

    static final int LIMIT = 2 * Long.SIZE;

    private long low;
    private long high;

    void clear() {
        low = 0;
        high = 0;
    }

    void add(int i) {
        if (i < Long.SIZE) {
            low |= 1L << i;
        } else {
            high |= 1L << i;
        }
    }

    boolean has(int i) {
        return ((i < Long.SIZE ? low : high) >>> i & 1) != 0;
    }

    boolean meets(Reasons other) {
        return (low & other.low | high & other.high) != 0;
    }

    void copy(Reasons other) {
        low = other.low;
        high = other.high;
    }

    boolean same(Reasons other) {
        return low == other.low && high == other.high;
    }

    long mixed() {
        return low + high * 31;
    }
}
