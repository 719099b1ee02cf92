package tell443.hash;

/** SHA-1 (FIPS 180-4 section 6.1) of messages that fit one block: at most 13 words. One object per worker. */
public final class Sha1 {

    public static final int DIGEST = 5; // words
    private static final int BLOCK = 16; // words
    private static final int ROUNDS = 80;
    private static final int END = 0x80000000; // the bit after the message

    private final int[] schedule = new int[ROUNDS];
    private final int[] digest = new int[DIGEST];
    private int count;

    public void clear() {
        count = 0;
    }

    /** Appends four bytes of the message, the first in the highest bits. */
    public void word(int word) {
        schedule[count++] = word;
    }

    /** Of all words since {@link #clear}; the array is overwritten by the next call. */
    public int[] digest() {
        int[] w = schedule;
        w[count] = END;
        for (int i = count + 1; i < BLOCK - 1; i++) {
            w[i] = 0;
        }
        w[BLOCK - 1] = count * Integer.SIZE;
        for (int i = BLOCK; i < ROUNDS; i++) {
            int mixed = w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16];
            w[i] = mixed << 1 | mixed >>> 31;
        }
        compress(w, digest);
        return digest;
    }

    /** Five rounds at a time: then the five variables need not change places. */
    private static void compress(int[] w, int[] out) {
        int a = 0x67452301;
        int b = 0xEFCDAB89;
        int c = 0x98BADCFE;
        int d = 0x10325476;
        int e = 0xC3D2E1F0;
        for (int i = 0; i < ROUNDS; i += 5) {
            e += (a << 5 | a >>> 27) + mix(i, b, c, d) + w[i];
            b = b << 30 | b >>> 2;
            d += (e << 5 | e >>> 27) + mix(i, a, b, c) + w[i + 1];
            a = a << 30 | a >>> 2;
            c += (d << 5 | d >>> 27) + mix(i, e, a, b) + w[i + 2];
            e = e << 30 | e >>> 2;
            b += (c << 5 | c >>> 27) + mix(i, d, e, a) + w[i + 3];
            d = d << 30 | d >>> 2;
            a += (b << 5 | b >>> 27) + mix(i, c, d, e) + w[i + 4];
            c = c << 30 | c >>> 2;
        }
        out[0] = 0x67452301 + a;
        out[1] = 0xEFCDAB89 + b;
        out[2] = 0x98BADCFE + c;
        out[3] = 0x10325476 + d;
        out[4] = 0xC3D2E1F0 + e;
    }

    /** Function and constant of the round, sections 4.1.1 and 4.2.1. */
    private static int mix(int round, int x, int y, int z) {
        if (round < 20) {
            return (x & (y ^ z) ^ z) + 0x5A827999;
        }
        if (round < 40) {
            return (x ^ y ^ z) + 0x6ED9EBA1;
        }
        return round < 60 ? (x & y | (x | y) & z) + 0x8F1BBCDC : (x ^ y ^ z) + 0xCA62C1D6;
    }
}
