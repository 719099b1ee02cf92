package tell443.lists;

/** Address blocks to rows: one probe per prefix length that occurs (a handful), nothing allocated. Addresses as in FlowFacts. */
final class AddressTable {

    /** The built-in list fits without growing: it is read at every start. */
    private static final int ROOM = 512;

    private ListEntry[] rows = new ListEntry[ROOM];
    private long[] highs = new long[ROOM];
    private long[] lows = new long[ROOM];
    private int[] lengths = new int[ROOM];
    private int count;
    private final boolean[] occurs = new boolean[129];
    private int[] longestFirst = new int[0];

    boolean add(Address block, ListEntry row) {
        if (count * 2 >= rows.length) {
            grow();
        }
        if (find(block.high(), block.low(), block.prefixLength()).present()) {
            return false;
        }
        put(block.high(), block.low(), block.prefixLength(), row);
        count++;
        if (!occurs[block.prefixLength()]) {
            occurs[block.prefixLength()] = true;
            longestFirst = lengthsThatOccur();
        }
        return true;
    }

    /** The row of the narrowest block that holds the address. */
    ListEntry find(long high, long low) {
        for (int length : longestFirst) {
            ListEntry row = find(Address.maskHigh(high, length), Address.maskLow(low, length), length);
            if (row.present()) {
                return row;
            }
        }
        return ListEntry.NONE;
    }

    int count() {
        return count;
    }

    private ListEntry find(long high, long low, int length) {
        int mask = rows.length - 1;
        for (int at = hash(high, low, length) & mask; rows[at] != null; at = at + 1 & mask) {
            if (highs[at] == high && lows[at] == low && lengths[at] == length) {
                return rows[at];
            }
        }
        return ListEntry.NONE;
    }

    private void put(long high, long low, int length, ListEntry row) {
        int mask = rows.length - 1;
        int at = hash(high, low, length) & mask;
        while (rows[at] != null) {
            at = at + 1 & mask;
        }
        rows[at] = row;
        highs[at] = high;
        lows[at] = low;
        lengths[at] = length;
    }

    private void grow() {
        ListEntry[] oldRows = rows;
        long[] oldHighs = highs;
        long[] oldLows = lows;
        int[] oldLengths = lengths;
        rows = new ListEntry[oldRows.length * 2];
        highs = new long[rows.length];
        lows = new long[rows.length];
        lengths = new int[rows.length];
        for (int i = 0; i < oldRows.length; i++) {
            if (oldRows[i] != null) {
                put(oldHighs[i], oldLows[i], oldLengths[i], oldRows[i]);
            }
        }
    }

    private int[] lengthsThatOccur() {
        int[] found = new int[longestFirst.length + 1];
        for (int length = 128, i = 0; length >= 0; length--) {
            if (occurs[length]) {
                found[i++] = length;
            }
        }
        return found;
    }

    private static int hash(long high, long low, int length) {
        long mixed = (high * 31 + low + length) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }
}
