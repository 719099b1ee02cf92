package tell443.flow;

import tell443.hash.Secrets;
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

    private final Secrets secrets;

    public FlowHash(long seed1, long seed2) {
        secrets = new Secrets(10, seed1 ^ Long.rotateLeft(seed2, 32) * PRIME_2);
    }

    long of(Headers headers, int i) {
        return mix(headers.high0[i], headers.low0[i], headers.high1[i], headers.low1[i], headers.ports[i]);
    }

    long of(FlowRow row) {
        return mix(row.get(FlowRow.HIGH_0), row.get(FlowRow.LOW_0), row.get(FlowRow.HIGH_1), row.get(FlowRow.LOW_1),
                row.get(FlowRow.PORTS));
    }

    private long mix(long high0, long low0, long high1, long low1, long ports) {
        Secrets secrets = this.secrets;
        long sum = secrets.product(ports, 0);
        if ((high0 | high1 | low0 >>> 32 ^ MAPPED | low1 >>> 32 ^ MAPPED) == 0) {
            sum += secrets.product(low0 << 32 | low1 & 0xFFFF_FFFFL, 2); // IPv4: the addresses fit into one word
        } else {
            sum += secrets.product(low0, 2) + secrets.product(low1, 4) + secrets.product(high0, 6) + secrets.product(high1, 8);
        }
        return secrets.mixed(sum);
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
