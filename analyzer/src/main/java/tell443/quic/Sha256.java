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
        for (int i = BLOCK; i < SCHEDULE; i++) {
            int old = words[i - 15];
            int late = words[i - 2];
            words[i] = (Integer.rotateRight(late, 17) ^ Integer.rotateRight(late, 19) ^ late >>> 10) + words[i - 7]
                    + (Integer.rotateRight(old, 7) ^ Integer.rotateRight(old, 18) ^ old >>> 3) + words[i - 16];
        }
        for (int i = 0; i < SCHEDULE; i++) {
            words[i] += K[i];
        }
    }

    /** The state {@code from} with one scheduled block more; {@code to} may be the same place. */
    static void compress(int[] from, int fromAt, int[] schedule, int[] to, int toAt) {
        int a = from[fromAt];
        int b = from[fromAt + 1];
        int c = from[fromAt + 2];
        int d = from[fromAt + 3];
        int e = from[fromAt + 4];
        int f = from[fromAt + 5];
        int g = from[fromAt + 6];
        int h = from[fromAt + 7];
        for (int i = 0; i < SCHEDULE; i += 8) { // eight rounds with the roles turned instead of the values moved
            h += mixE(e, f, g) + schedule[i];
            d += h;
            h += mixA(a, b, c);
            g += mixE(d, e, f) + schedule[i + 1];
            c += g;
            g += mixA(h, a, b);
            f += mixE(c, d, e) + schedule[i + 2];
            b += f;
            f += mixA(g, h, a);
            e += mixE(b, c, d) + schedule[i + 3];
            a += e;
            e += mixA(f, g, h);
            d += mixE(a, b, c) + schedule[i + 4];
            h += d;
            d += mixA(e, f, g);
            c += mixE(h, a, b) + schedule[i + 5];
            g += c;
            c += mixA(d, e, f);
            b += mixE(g, h, a) + schedule[i + 6];
            f += b;
            b += mixA(c, d, e);
            a += mixE(f, g, h) + schedule[i + 7];
            e += a;
            a += mixA(b, c, d);
        }
        to[toAt] = from[fromAt] + a;
        to[toAt + 1] = from[fromAt + 1] + b;
        to[toAt + 2] = from[fromAt + 2] + c;
        to[toAt + 3] = from[fromAt + 3] + d;
        to[toAt + 4] = from[fromAt + 4] + e;
        to[toAt + 5] = from[fromAt + 5] + f;
        to[toAt + 6] = from[fromAt + 6] + g;
        to[toAt + 7] = from[fromAt + 7] + h;
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
