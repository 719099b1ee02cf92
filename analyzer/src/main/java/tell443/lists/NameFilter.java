package tell443.lists;

/** Tells for most names that no table has them, with one look instead of one in each. */
final class NameFilter {

    private static final int BITS = 1 << 15; // the built-in lists fill 3 %

    private final long[] bits = new long[BITS / Long.SIZE];

    void add(int hash) {
        int bit = NameTable.spread(hash) & BITS - 1;
        bits[bit >>> 6] |= 1L << bit;
    }

    boolean mayHave(int hash) {
        int bit = NameTable.spread(hash) & BITS - 1;
        return (bits[bit >>> 6] >>> bit & 1) != 0;
    }
}
