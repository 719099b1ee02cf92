package tell443.context;

/** Events of one kind that wait for their moment, in the order of packets: a ring of rows of longs, each with an optional name. */
final class Events {

    private final int longs;
    private long[] values;
    private String[] names;
    private int first;
    private int count;

    /** @param longs of a row; the first is the packet's number, the second the run's clock at it */
    Events(int longs) {
        this.longs = longs;
        values = new long[longs * 16];
        names = new String[16];
    }

    /** @return index of the new row's first long in {@link #values()} */
    int add(String name) {
        if (count == names.length) {
            widen(count);
        }
        int row = first + count++ & names.length - 1;
        names[row] = name;
        return row * longs;
    }

    private void widen(int capacity) {
        long[] wider = new long[capacity * 2 * longs];
        String[] widerNames = new String[capacity * 2];
        int untilEnd = capacity - first;
        System.arraycopy(values, first * longs, wider, 0, untilEnd * longs);
        System.arraycopy(values, 0, wider, untilEnd * longs, first * longs);
        System.arraycopy(names, first, widerNames, 0, untilEnd);
        System.arraycopy(names, 0, widerNames, untilEnd, first);
        values = wider;
        names = widerNames;
        first = 0;
    }

    long[] values() {
        return values;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Of the row that is first in line. */
    long number() {
        return values[first * longs];
    }

    long clockNanos() {
        return values[first * longs + 1];
    }

    long get(int field) {
        return values[first * longs + field];
    }

    String name() {
        return names[first];
    }

    void drop() {
        names[first] = "";
        first = first + 1 & names.length - 1;
        count--;
    }
}
