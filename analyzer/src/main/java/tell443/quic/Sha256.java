package tell443.quic;

/**
 * The compression function of SHA-256 (FIPS 180-4 section 6.2.2), on words and with the message schedule kept apart.
 *
 * <p>HKDF needs nothing else, and with the halves apart most of its work can be done once: see {@link Hkdf}.
 */
final class Sha256 {

    static final int STATE = 8; // words
    static final int BLOCK = 16; // words
    static final int SCHEDULE = 64; // words

    private static final int[] K = new int[SCHEDULE];
    private static final int[] INITIAL = new int[STATE];

    static { // the first 32 bits of the fractional parts of the roots of the first primes, sections 4.2.2 and 5.3.3
        for (int found = 0, candidate = 2; found < SCHEDULE; candidate++) {
            if (isPrime(candidate)) {
                if (found < STATE) {
                    INITIAL[found] = fraction(Math.sqrt(candidate));
                }
                K[found++] = fraction(Math.cbrt(candidate));
            }
        }
    }

    private Sha256() {}

    /** Compresses a scheduled block into the standard's initial state. */
    static void begin(int[] schedule, int[] to, int toAt) {
        compress(INITIAL, 0, schedule, to, toAt);
    }

    /** Words 0 to 15 are the block; afterwards all 64 are the schedule with the round constants added. */
    static void schedule(int[] words) {
        int oldest = words[0];
        int even = words[14];
        int odd = words[15];
        for (int i = BLOCK; i < SCHEDULE; i += 2) { // two at a time: each needs the one two before it
            int old = words[i - 15];
            even = late(even) + words[i - 7] + early(old) + oldest;
            words[i] = even;
            words[i - 16] = oldest + K[i - 16]; // this one has served
            oldest = words[i - 14];
            odd = late(odd) + words[i - 6] + early(oldest) + old;
            words[i + 1] = odd;
            words[i - 15] = old + K[i - 15];
        }
        for (int i = SCHEDULE - BLOCK; i < SCHEDULE; i++) {
            words[i] += K[i];
        }
    }

    private static int early(int word) {
        return Integer.rotateRight(word, 7) ^ Integer.rotateRight(word, 18) ^ word >>> 3;
    }

    private static int late(int word) {
        return Integer.rotateRight(word, 17) ^ Integer.rotateRight(word, 19) ^ word >>> 10;
    }

    /** The state {@code from} with one scheduled block more; {@code to} is another place. */
    static void compress(int[] from, int fromAt, int[] schedule, int[] to, int toAt) {
        rounds(from[fromAt], from[fromAt + 1], from[fromAt + 2], from[fromAt + 3],
                from[fromAt + 4], from[fromAt + 5], from[fromAt + 6], from[fromAt + 7], schedule, to, toAt);
        for (int i = 0; i < STATE; i++) {
            to[toAt + i] += from[fromAt + i];
        }
    }

    private static void rounds(int a, int b, int c, int d, int e, int f, int g, int h, int[] schedule, int[] to, int toAt) {
        for (int i = 0; i < SCHEDULE; i += 8) { // eight rounds with the roles turned instead of the values moved
            h += schedule[i] + mixE(e, f, g);
            d += h;
            h += mixA(a, b, c);
            g += schedule[i + 1] + mixE(d, e, f);
            c += g;
            g += mixA(h, a, b);
            f += schedule[i + 2] + mixE(c, d, e);
            b += f;
            f += mixA(g, h, a);
            e += schedule[i + 3] + mixE(b, c, d);
            a += e;
            e += mixA(f, g, h);
            d += schedule[i + 4] + mixE(a, b, c);
            h += d;
            d += mixA(e, f, g);
            c += schedule[i + 5] + mixE(h, a, b);
            g += c;
            c += mixA(d, e, f);
            b += schedule[i + 6] + mixE(g, h, a);
            f += b;
            b += mixA(c, d, e);
            a += schedule[i + 7] + mixE(f, g, h);
            e += a;
            a += mixA(b, c, d);
        }
        to[toAt] = a;
        to[toAt + 1] = b;
        to[toAt + 2] = c;
        to[toAt + 3] = d;
        to[toAt + 4] = e;
        to[toAt + 5] = f;
        to[toAt + 6] = g;
        to[toAt + 7] = h;
    }

    private static int mixE(int e, int f, int g) {
        return (Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25)) + (g ^ e & (f ^ g));
    }

    private static int mixA(int a, int b, int c) {
        return (Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22)) + (a & b | c & (a | b));
    }

    private static int fraction(double root) {
        return (int) (long) ((root - Math.floor(root)) * (1L << 32));
    }

    private static boolean isPrime(int candidate) {
        for (int divisor = 2; divisor * divisor <= candidate; divisor++) {
            if (candidate % divisor == 0) {
                return false;
            }
        }
        return true;
    }
}
