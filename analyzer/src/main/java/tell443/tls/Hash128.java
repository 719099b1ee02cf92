package tell443.tls;

import java.util.SplittableRandom;
import tell443.bytes.Bytes;

/**
 * A seeded 128-bit hash of words, in two lanes: the key of what is remembered.
 *
 * <p>Each step multiplies with a secret to 128 bits and folds them, so that nobody who does not know the secrets can
 * make two different hellos meet; shifts and fixed multipliers would let differences cancel whatever the seed is.
 */
final class Hash128 {

    private static final SplittableRandom RANDOM = new SplittableRandom();
    private static final long START = RANDOM.nextLong();
    private static final long SECRET = RANDOM.nextLong() | 1;
    private static final long SECOND_START = RANDOM.nextLong();
    private static final long SECOND_SECRET = RANDOM.nextLong() | 1;

    long first;
    long second;

    Hash128 clear() {
        first = START;
        second = SECOND_START;
        return this;
    }

    void add(long word) {
        first = fold(first ^ word, SECRET);
        second = fold(second + word, SECOND_SECRET);
    }

    private void add(long word, long next) {
        first = fold(first ^ word, SECRET ^ next);
        second = fold(second + word, SECOND_SECRET + next);
    }

    /** The bytes and how many they are. */
    void add(byte[] bytes, int at, int length) {
        add(length);
        int i = at;
        int end = at + length;
        for (; i + 16 <= end; i += 16) {
            add(Bytes.u64(bytes, i), Bytes.u64(bytes, i + 8));
        }
        for (; i + 8 <= end; i += 8) {
            add(Bytes.u64(bytes, i));
        }
        long rest = 0;
        for (; i < end; i++) {
            rest = rest << 8 | Bytes.u8(bytes, i);
        }
        add(rest);
    }

    private static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ a * b;
    }
}
