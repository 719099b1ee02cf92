package tell443.context;

import java.util.Arrays;

/** Names that answers in the clear gave for addresses: to a client, and to anybody; each with the one before it. */
final class Names {

    private static final int ADDRESSES = 1 << 16;

    private final BoundedIndex index;
    private String[] names = new String[64];
    private String[] earlier = new String[64];
    private long[] since = new long[64];
    private long[] earlierSince = new long[64];

    Names(long seed) {
        index = new BoundedIndex(ADDRESSES, seed);
    }

    /** From that moment on the address has that name. */
    void add(long client, long high, long low, String name, long timeNanos) {
        int number = index.find(high, low, client);
        if (number == BoundedIndex.NOT_FOUND) {
            number = index.add(high, low, client);
            widen(number);
            names[number] = "";
            since[number] = Long.MIN_VALUE;
        } else if (names[number].equals(name)) {
            return;
        }
        earlier[number] = names[number];
        earlierSince[number] = since[number];
        names[number] = name;
        since[number] = timeNanos;
    }

    private void widen(int number) {
        if (number == names.length) {
            names = Arrays.copyOf(names, number * 2);
            earlier = Arrays.copyOf(earlier, number * 2);
            since = Arrays.copyOf(since, number * 2);
            earlierSince = Arrays.copyOf(earlierSince, number * 2);
        }
    }

    /** Whether an answer had given that address by then. */
    boolean has(long client, long high, long low, long untilNanos) {
        int number = index.find(high, low, client);
        return number != BoundedIndex.NOT_FOUND && (since[number] <= untilNanos || !earlier[number].isEmpty() && earlierSince[number] <= untilNanos);
    }

    /** The latest name by then; empty when no answer named it. */
    String of(long client, long high, long low, long untilNanos) {
        int number = index.find(high, low, client);
        if (number == BoundedIndex.NOT_FOUND) {
            return "";
        }
        return since[number] <= untilNanos ? names[number] : earlierSince[number] <= untilNanos ? earlier[number] : "";
    }
}
