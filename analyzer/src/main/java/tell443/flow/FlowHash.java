package tell443.flow;

/**
 * Hashes of a flow's key. The index's hash is seeded by chance, so nobody can prepare flows that collide; the lane's is
 * not, so a flow is in the same lane in every run, whatever the number of threads.
 */
final class FlowHash {

    private static final long PRIME_1 = 0x9E37_79B9_7F4A_7C15L;
    private static final long PRIME_2 = 0xC2B2_AE3D_27D4_EB4FL;
    private static final int LANE_SHIFT = 60;

    private final long seed1;
    private final long seed2;

    FlowHash(long seed1, long seed2) {
        this.seed1 = seed1 | 1;
        this.seed2 = seed2 | 1;
    }

    long of(FlowKey key) {
        return mix(key.high0, key.low0, key.high1, key.low1, key.ports);
    }

    long of(FlowRow row) {
        return mix(row.get(FlowRow.HIGH_0), row.get(FlowRow.LOW_0), row.get(FlowRow.HIGH_1), row.get(FlowRow.LOW_1),
                row.get(FlowRow.PORTS));
    }

    /**
     * Both halves of 128-bit products with secret factors (the scheme of wyhash). The lower half alone would not do: a
     * difference in a factor's upper bits stays there, so addresses could be chosen that collide whatever the secrets are.
     */
    private long mix(long high0, long low0, long high1, long low1, long ports) {
        if ((high0 | high1) == 0) {
            return fold((low0 << 32 | low1 & 0xFFFF_FFFFL) ^ seed1, ports ^ seed2); // IPv4: all of the key fits into two words
        }
        long x = fold(low0 ^ seed1, low1 ^ seed2) ^ fold(high0 ^ seed2, high1 ^ PRIME_2 ^ seed1);
        return fold(x ^ ports, PRIME_1 ^ seed1);
    }

    private static long fold(long x, long y) {
        return x * y ^ Math.multiplyHigh(x, y);
    }

    /** One of {@link Lanes#COUNT}. */
    static int lane(FlowKey key) {
        long x = (key.low0 ^ Long.rotateLeft(key.low1, 29) ^ key.high0 ^ Long.rotateLeft(key.high1, 17)) * PRIME_1;
        return (int) ((x ^ x >>> 32 ^ key.ports) * PRIME_2 >>> LANE_SHIFT);
    }

    static int lane(FlowRow row) {
        long x = (row.get(FlowRow.LOW_0) ^ Long.rotateLeft(row.get(FlowRow.LOW_1), 29)
                ^ row.get(FlowRow.HIGH_0) ^ Long.rotateLeft(row.get(FlowRow.HIGH_1), 17)) * PRIME_1;
        return (int) ((x ^ x >>> 32 ^ row.get(FlowRow.PORTS)) * PRIME_2 >>> LANE_SHIFT);
    }
}
