package tell443.hash;

import java.util.Arrays;

/** MD5 (RFC 1321). One object per worker. */
public final class Md5 {

    public static final int DIGEST = 16; // bytes

    private static final int BLOCK = 64; // bytes
    private static final int ROUNDS = 64;
    private static final int LENGTH_AT = BLOCK - Long.BYTES;
    private static final int[] SHIFTS = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21}; // section 3.4, four a turn
    private static final int[] SINES = new int[ROUNDS];

    static {
        for (int i = 0; i < ROUNDS; i++) {
            SINES[i] = (int) (long) (Math.abs(Math.sin(i + 1)) * (1L << 32));
        }
    }

    private final byte[] last = new byte[2 * BLOCK];
    private final int[] words = new int[BLOCK / Integer.BYTES];
    private int a;
    private int b;
    private int c;
    private int d;

    /** Writes the digest of {@code bytes[at..at + length)} to the beginning of {@code to}. */
    public void digest(byte[] bytes, int at, int length, byte[] to) {
        a = 0x67452301;
        b = 0xEFCDAB89;
        c = 0x98BADCFE;
        d = 0x10325476;
        int whole = length & -BLOCK;
        for (int block = 0; block < whole; block += BLOCK) {
            compress(bytes, at + block);
        }
        int rest = length - whole;
        int padded = rest < LENGTH_AT ? BLOCK : 2 * BLOCK;
        System.arraycopy(bytes, at + whole, last, 0, rest);
        Arrays.fill(last, rest, padded, (byte) 0);
        last[rest] = (byte) 0x80;
        putWord((int) ((long) length << 3), last, padded - Long.BYTES);
        putWord(length >>> 29, last, padded - Integer.BYTES);
        for (int block = 0; block < padded; block += BLOCK) {
            compress(last, block);
        }
        putWord(a, to, 0);
        putWord(b, to, 4);
        putWord(c, to, 8);
        putWord(d, to, 12);
    }

    private void compress(byte[] bytes, int at) {
        int[] w = words;
        for (int i = 0; i < w.length; i++) {
            int p = at + 4 * i;
            w[i] = bytes[p] & 0xFF | (bytes[p + 1] & 0xFF) << 8 | (bytes[p + 2] & 0xFF) << 16 | bytes[p + 3] << 24;
        }
        int a = this.a;
        int b = this.b;
        int c = this.c;
        int d = this.d;
        for (int i = 0; i < ROUNDS; i += 4) { // after four rounds every value is back in its own variable
            int turn = i >>> 4;
            int shift = turn << 2;
            a = b + Integer.rotateLeft(a + mix(turn, b, c, d) + w[place(turn, i)] + SINES[i], SHIFTS[shift]);
            d = a + Integer.rotateLeft(d + mix(turn, a, b, c) + w[place(turn, i + 1)] + SINES[i + 1], SHIFTS[shift + 1]);
            c = d + Integer.rotateLeft(c + mix(turn, d, a, b) + w[place(turn, i + 2)] + SINES[i + 2], SHIFTS[shift + 2]);
            b = c + Integer.rotateLeft(b + mix(turn, c, d, a) + w[place(turn, i + 3)] + SINES[i + 3], SHIFTS[shift + 3]);
        }
        this.a += a;
        this.b += b;
        this.c += c;
        this.d += d;
    }

    private static int mix(int turn, int x, int y, int z) {
        return switch (turn) {
            case 0 -> z ^ x & (y ^ z);
            case 1 -> y ^ z & (x ^ y);
            case 2 -> x ^ y ^ z;
            default -> y ^ (x | ~z);
        };
    }

    /** Which word of the block a round takes. */
    private static int place(int turn, int round) {
        return switch (turn) {
            case 0 -> round & 15;
            case 1 -> 5 * round + 1 & 15;
            case 2 -> 3 * round + 5 & 15;
            default -> 7 * round & 15;
        };
    }

    private static void putWord(int word, byte[] to, int at) {
        to[at] = (byte) word;
        to[at + 1] = (byte) (word >>> 8);
        to[at + 2] = (byte) (word >>> 16);
        to[at + 3] = (byte) (word >>> 24);
    }
}
