package tell443.hash;

import java.util.SplittableRandom;

/**
 * A hash that nobody who does not know the secrets can prepare collisions for: the sum of products of a word's halves, each with
 * a secret added, NH of UMAC (RFC 4418 section 5.2.2). Whatever two keys are chosen, their sums are equal for one in 2^32 secrets.
 */
public final class Secrets {

    private final int[] secrets;
    private final long factor;

    /** @param count two for each word of a key */
    public Secrets(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        secrets = new int[count];
        for (int i = 0; i < count; i++) {
            secrets[i] = random.nextInt();
        }
        factor = random.nextLong() | 1;
    }

    /** A word's part of the sum, with the secrets {@code at} and {@code at + 1}. */
    public long product(long word, int at) {
        return ((int) word + secrets[at] & 0xFFFF_FFFFL) * ((int) (word >>> 32) + secrets[at + 1] & 0xFFFF_FFFFL);
    }

    /** Brings what differs anywhere in the sum into the upper half. */
    public long mixed(long sum) {
        return (sum ^ sum >>> 32) * factor;
    }

    /** All bits of it are as good. */
    public int spread(long sum) {
        return (int) (mixed(sum) >>> 32);
    }
}
