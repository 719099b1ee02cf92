package tell443.classify;

import java.util.Arrays;
import tell443.facts.Pieces;

/**
 * Lengths that both sides draw from one short list, as ScrambleSuit and obfs4 do: the server's seed chooses up to a hundred of
 * the {@link #MODULUS} possible, and every piece is padded until its last segment has one of them, whoever sends it
 * (obfs4-spec section 6; its handshake, the first turn of each side, is padded otherwise).
 *
 * <p>Messages of other protocols may have lengths in common. But then those beside them are common, too, or those a step
 * of 4 to 128 bytes off, where lengths go in steps. Echoes are left out. Reused; allocates nothing.
 */
public final class SharedLengths {

    /** A full segment of obfs4, bytes. */
    static final int MODULUS = 1448;
    /** A set of lengths, one bit each. */
    public static final int LONGS = (MODULUS + 63) / 64;
    private static final int[] STEPS = {1, 4, 8, 16, 32, 64, 128};
    private static final int REACH = 3;
    private static final int FEWEST = 3;
    private static final int SPREAD = 300;

    private final long[][] own = new long[2][LONGS];
    private final long[][] all = new long[2][LONGS];
    private int least;
    private int most;

    /** Pieces behind each side's first turn. */
    public void read(Pieces pieces) {
        Arrays.fill(own[0], 0);
        Arrays.fill(own[1], 0);
        for (int i = turnEnd(pieces, turnEnd(pieces, 0)); i < pieces.count(); i++) {
            boolean echo = i > 0 && pieces.size(i) == pieces.size(i - 1) && pieces.fromClient(i) != pieces.fromClient(i - 1);
            if (!echo) {
                put(own[pieces.fromClient(i) ? 0 : 1], pieces.size(i) % MODULUS);
            }
        }
    }

    private static int turnEnd(Pieces pieces, int from) {
        int end = from;
        while (end < pieces.count() && pieces.fromClient(end) == pieces.fromClient(from)) {
            end++;
        }
        return end;
    }

    /** Adds these lengths to those of earlier connections, the client's and the server's. */
    public void addTo(long[] client, long[] server) {
        for (int i = 0; i < LONGS; i++) {
            client[i] |= own[0][i];
            server[i] |= own[1][i];
        }
    }

    /** How many lengths of one side are also the other's, here or in earlier connections; 0 when that may be chance. */
    public int shared(long[] client, long[] server) {
        for (int i = 0; i < LONGS; i++) {
            all[0][i] = client[i] | own[0][i];
            all[1][i] = server[i] | own[1][i];
        }
        least = MODULUS;
        most = 0;
        int shared = same();
        if (shared < FEWEST || most - least < SPREAD) {
            return 0;
        }
        int near = 0;
        for (int step : STEPS) {
            near = Math.max(near, near(step));
        }
        return shared * REACH >= FEWEST * REACH + near ? shared : 0; // near is a sum over six places: twice their mean is a third of it
    }

    private int same() {
        int shared = 0;
        for (int length = 1; length < MODULUS; length++) {
            if (has(own[0], length) && has(all[1], length) || has(own[1], length) && has(all[0], length)) {
                shared++;
                least = Math.min(least, length);
                most = length;
            }
        }
        return shared;
    }

    /** How many of the other side's are up to three steps off, three up and three down. */
    private int near(int step) {
        int near = 0;
        for (int length = 1; length < MODULUS; length++) {
            for (int side = 0; side < 2; side++) {
                if (has(own[side], length)) {
                    near += near(all[1 - side], length, step);
                }
            }
        }
        return near;
    }

    private static int near(long[] set, int length, int step) {
        int near = 0;
        for (int off = step; off <= REACH * step; off += step) {
            near += has(set, (length + off) % MODULUS) ? 1 : 0;
            near += has(set, (length - off + MODULUS) % MODULUS) ? 1 : 0;
        }
        return near;
    }

    private static boolean has(long[] set, int length) {
        return (set[length >> 6] >>> length & 1) != 0;
    }

    private static void put(long[] set, int length) {
        set[length >> 6] |= 1L << length;
    }
}
