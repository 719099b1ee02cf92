package tell443.facts;

import java.util.Arrays;

/**
 * How the streams of a TCP connection that is not TLS were cut: the first pieces of both, in order. A piece is what a segment
 * brought; one that fills its segment is one with what its sender sends next. Grows as it is filled.
 */
public final class Pieces {

    public static final int LIMIT = 192;
    /** Bytes; a shorter segment was not filled, so that its end is where the sender had said what it had to say. */
    private static final int FULL = 1000;
    private static final int LONGEST = 1 << 30;

    private int[] sizes = {};
    private int[] micros = {};
    private boolean[] client = {};
    private int count;

    public void add(boolean fromClient, int size, int microsSinceStart) {
        if (count > 0 && client[count - 1] == fromClient && sizes[count - 1] >= FULL) {
            sizes[count - 1] = Math.min(LONGEST, sizes[count - 1] + size);
        } else if (count < LIMIT) {
            if (count == sizes.length) {
                int length = Math.min(LIMIT, Math.max(8, count * 2));
                sizes = Arrays.copyOf(sizes, length);
                micros = Arrays.copyOf(micros, length);
                client = Arrays.copyOf(client, length);
            }
            sizes[count] = size;
            micros[count] = microsSinceStart;
            client[count++] = fromClient;
        }
    }

    public int count() {
        return count;
    }

    /** Bytes. */
    public int size(int i) {
        return sizes[i];
    }

    public boolean fromClient(int i) {
        return client[i];
    }

    /** When its first segment came, since the flow began. */
    public int micros(int i) {
        return micros[i];
    }

    void swapRoles() {
        for (int i = 0; i < count; i++) {
            client[i] = !client[i];
        }
    }
}
