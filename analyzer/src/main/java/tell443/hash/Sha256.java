package tell443.hash;

import java.util.Arrays;
import tell443.bytes.Bytes;

/**
 * SHA-256 (FIPS 180-4 section 6.2): of a message, and its compression function on words, with the message schedule kept
 * apart: with the halves apart most of HKDF's work can be done once.
 */
public final class Sha256 {

    public static final int STATE = 8; // words
    public static final int BLOCK = 16; // words
    public static final int SCHEDULE = 64; // words

    public static final int DIGEST = 32; // bytes

    private static final int BLOCK_BYTES = BLOCK * Integer.BYTES;
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

    private final int[] words = new int[SCHEDULE];
    private final int[] state = new int[2 * STATE]; // the one before and the one after
    private final byte[] last = new byte[2 * BLOCK_BYTES];

    /** Writes the digest of {@code bytes[at..at + length)} to the beginning of {@code to}. One object per worker. */
    public void digest(byte[] bytes, int at, int length, byte[] to) {
        System.arraycopy(INITIAL, 0, state, 0, STATE);
        int whole = length & -BLOCK_BYTES;
        for (int block = 0; block < whole; block += BLOCK_BYTES) {
            compress(bytes, at + block);
        }
        int rest = length - whole;
        int padded = rest < BLOCK_BYTES - Long.BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES;
        System.arraycopy(bytes, at + whole, last, 0, rest);
        Arrays.fill(last, rest, padded, (byte) 0);
        last[rest] = (byte) 0x80;
        putWord(length >>> 29, last, padded - Long.BYTES);
        putWord(length << 3, last, padded - Integer.BYTES);
        for (int block = 0; block < padded; block += BLOCK_BYTES) {
            compress(last, block);
        }
        for (int i = 0; i < STATE; i++) {
            putWord(state[i], to, Integer.BYTES * i);
        }
    }

    private void compress(byte[] bytes, int at) {
        for (int i = 0; i < BLOCK; i++) {
            words[i] = Bytes.u32(bytes, at + Integer.BYTES * i);
        }
        schedule(words);
        compress(state, 0, words, state, STATE);
        System.arraycopy(state, STATE, state, 0, STATE);
    }

    private static void putWord(int word, byte[] to, int at) {
        to[at] = (byte) (word >>> 24);
        to[at + 1] = (byte) (word >>> 16);
        to[at + 2] = (byte) (word >>> 8);
        to[at + 3] = (byte) word;
    }

    /** Compresses a scheduled block into the standard's initial state. */
    public static void begin(int[] schedule, int[] to, int toAt) {
        compress(INITIAL, 0, schedule, to, toAt);
    }

    /** Words 0 to 15 are the block; afterwards all 64 are the schedule with the round constants added. */
    public static void schedule(int[] words) {
        int[] k = K;
        int oldest = words[0];
        int late2 = words[14];
        int late3 = words[15];
        for (int i = 0; i < SCHEDULE - BLOCK; i += 4) { // four at a time, so that a word is loaded once for its three uses
            int second = words[i + 1];
            int third = words[i + 2];
            int fourth = words[i + 3];
            int next = words[i + 4];
            int new0 = oldest + early(second) + words[i + 9] + late(late2);
            int new1 = second + early(third) + words[i + 10] + late(late3);
            words[i] = oldest + k[i]; // these have served
            words[i + 1] = second + k[i + 1];
            words[i + 16] = new0;
            words[i + 17] = new1;
            late2 = third + early(fourth) + words[i + 11] + late(new0);
            late3 = fourth + early(next) + words[i + 12] + late(new1);
            words[i + 2] = third + k[i + 2];
            words[i + 3] = fourth + k[i + 3];
            words[i + 18] = late2;
            words[i + 19] = late3;
            oldest = next;
        }
        for (int i = SCHEDULE - BLOCK; i < SCHEDULE; i++) {
            words[i] += k[i];
        }
    }

    private static int early(int word) {
        return Integer.rotateRight(word, 7) ^ Integer.rotateRight(word, 18) ^ word >>> 3;
    }

    private static int late(int word) {
        return Integer.rotateRight(word, 17) ^ Integer.rotateRight(word, 19) ^ word >>> 10;
    }

    /** The state {@code from} with one scheduled block more; {@code to} is another place. */
    public static void compress(int[] from, int fromAt, int[] schedule, int[] to, int toAt) {
        int a = from[fromAt + 0];
        int b = from[fromAt + 1];
        int c = from[fromAt + 2];
        int d = from[fromAt + 3];
        int e = from[fromAt + 4];
        int f = from[fromAt + 5];
        int g = from[fromAt + 6];
        int h = from[fromAt + 7];
        for (int i = 0; i < SCHEDULE; i += 4) { // after four rounds every value is back in its own variable
            int t = h + schedule[i] + mixE(e, f, g);
            h = d + t;
            d = t + mixA(a, b, c);
            t = g + schedule[i + 1] + mixE(h, e, f);
            g = c + t;
            c = t + mixA(d, a, b);
            t = f + schedule[i + 2] + mixE(g, h, e);
            f = b + t;
            b = t + mixA(c, d, a);
            t = e + schedule[i + 3] + mixE(f, g, h);
            e = a + t;
            a = t + mixA(b, c, d);
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
        return (Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22)) + (a & b) + (c & (a ^ b));
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
