package tell443.flow;

import java.util.SplittableRandom;
import tell443.net.Headers;

/**
 * Hashes of a flow's key. The index's hash is seeded by chance, so nobody can prepare flows that collide; the lane's is
 * not, so a flow is in the same lane in every run, whatever the number of threads.
 */
public final class FlowHash {

    private static final long PRIME_1 = 0x9E37_79B9_7F4A_7C15L;
    private static final long PRIME_2 = 0xC2B2_AE3D_27D4_EB4FL;
    private static final int LANE_SHIFT = 60;
    private static final long MAPPED = 0xFFFF; // upper half of the low word of an IPv4-mapped address

    private final int[] secrets = new int[10];
    private final long factor;

    public FlowHash(long seed1, long seed2) {
        SplittableRandom random = new SplittableRandom(seed1 ^ Long.rotateLeft(seed2, 32) * PRIME_2);
        for (int i = 0; i < secrets.length; i++) {
            secrets[i] = random.nextInt();
        }
        factor = random.nextLong() | 1;
    }

    long of(Headers headers, int i) {
        return mix(headers.high0[i], headers.low0[i], headers.high1[i], headers.low1[i], headers.ports[i]);
    }

    long of(FlowRow row) {
        return mix(row.get(FlowRow.HIGH_0), row.get(FlowRow.LOW_0), row.get(FlowRow.HIGH_1), row.get(FlowRow.LOW_1),
                row.get(FlowRow.PORTS));
    }

    /**
     * The sum of products of a word's halves, each with a secret added: NH of UMAC (RFC 4418 section 5.2.2). Whatever two keys
     * are chosen, they meet for one in 2^32 secrets. The last product spreads that over the half that makes the tag.
     */
    private long mix(long high0, long low0, long high1, long low1, long ports) {
        int[] secrets = this.secrets;
        long sum = product(ports, secrets[0], secrets[1]);
        if ((high0 | high1 | low0 >>> 32 ^ MAPPED | low1 >>> 32 ^ MAPPED) == 0) {
            sum += product(low0 << 32 | low1 & 0xFFFF_FFFFL, secrets[2], secrets[3]); // IPv4: the addresses fit into one word
        } else {
            sum += product(low0, secrets[2], secrets[3]) + product(low1, secrets[4], secrets[5])
                    + product(high0, secrets[6], secrets[7]) + product(high1, secrets[8], secrets[9]);
        }
        return (sum ^ sum >>> 32) * factor;
    }

    private static long product(long word, int secret1, int secret2) {
        return ((int) word + secret1 & 0xFFFF_FFFFL) * ((int) (word >>> 32) + secret2 & 0xFFFF_FFFFL);
    }

    /** One of {@link Lanes#COUNT}. */
    static int lane(Headers headers, int i) {
        return lane(headers.high0[i], headers.low0[i], headers.high1[i], headers.low1[i], headers.ports[i]);
    }

    static int lane(FlowRow row) {
        return lane(row.get(FlowRow.HIGH_0), row.get(FlowRow.LOW_0), row.get(FlowRow.HIGH_1), row.get(FlowRow.LOW_1),
                row.get(FlowRow.PORTS));
    }

    private static int lane(long high0, long low0, long high1, long low1, long ports) {
        long x = (low0 ^ Long.rotateLeft(low1, 29) ^ high0 ^ Long.rotateLeft(high1, 17)) * PRIME_1;
        return (int) ((x ^ x >>> 32 ^ ports) * PRIME_2 >>> LANE_SHIFT);
    }
}
