package tell443.quic;

/**
 * AES-128 encryption of single blocks (FIPS 197) by tables of words, after the Rijndael proposal section 5.2.1.
 *
 * <p>A key is its 44 round words. Not constant in time, which does not matter: everybody can derive these keys.
 */
final class Aes128 {

    static final int ROUND_WORDS = 44;

    static final int[] MIX0 = new int[256]; // the columns (2 1 1 3) * S(x), each table turned by one byte more
    static final int[] MIX1 = new int[256];
    static final int[] MIX2 = new int[256];
    static final int[] MIX3 = new int[256];
    private static final int[] S = new int[256];

    static { // walks the field: power runs over the powers of 3, inverse over those of its inverse
        int power = 1;
        int inverse = 1;
        do {
            power = power ^ twice(power);
            inverse ^= inverse << 1;
            inverse ^= inverse << 2;
            inverse ^= inverse << 4;
            inverse = (inverse ^ ((inverse & 0x80) != 0 ? 0x09 : 0)) & 0xFF;
            S[power] = 0x63 ^ inverse ^ turn(inverse, 1) ^ turn(inverse, 2) ^ turn(inverse, 3) ^ turn(inverse, 4);
        } while (power != 1);
        S[0] = 0x63;
        for (int i = 0; i < 256; i++) {
            MIX0[i] = twice(S[i]) << 24 | S[i] << 16 | S[i] << 8 | twice(S[i]) ^ S[i];
            MIX1[i] = Integer.rotateRight(MIX0[i], 8);
            MIX2[i] = Integer.rotateRight(MIX0[i], 16);
            MIX3[i] = Integer.rotateRight(MIX0[i], 24);
        }
    }

    private Aes128() {}

    /** Fills {@code roundKey} from the first four words of {@code key}. */
    static void expand(int[] key, int[] roundKey) {
        int a = roundKey[0] = key[0];
        int b = roundKey[1] = key[1];
        int c = roundKey[2] = key[2];
        int d = roundKey[3] = key[3];
        int constant = 1;
        for (int i = 4; i < ROUND_WORDS; i += 4) {
            a ^= (S[d >>> 16 & 0xFF] ^ constant) << 24 | S[d >>> 8 & 0xFF] << 16 | S[d & 0xFF] << 8 | S[d >>> 24];
            b ^= a;
            c ^= b;
            d ^= c;
            roundKey[i] = a;
            roundKey[i + 1] = b;
            roundKey[i + 2] = c;
            roundKey[i + 3] = d;
            constant = twice(constant);
        }
    }

    /** Encrypts the block {@code a b c d} into the first four words of {@code to}. */
    static void encrypt(int[] roundKey, int a, int b, int c, int d, int[] to) {
        encrypt(roundKey, 4, a ^ roundKey[0], b ^ roundKey[1], c ^ roundKey[2], d ^ roundKey[3], to);
    }

    /** Goes on with the round whose key begins at {@code round}. */
    static void encrypt(int[] roundKey, int round, int a, int b, int c, int d, int[] to) {
        for (int i = round; i < ROUND_WORDS - 4; i += 4) {
            int e = mix(a, b, c, d) ^ roundKey[i];
            int f = mix(b, c, d, a) ^ roundKey[i + 1];
            int g = mix(c, d, a, b) ^ roundKey[i + 2];
            d = mix(d, a, b, c) ^ roundKey[i + 3];
            a = e;
            b = f;
            c = g;
        }
        to[0] = substitute(a, b, c, d) ^ roundKey[40];
        to[1] = substitute(b, c, d, a) ^ roundKey[41];
        to[2] = substitute(c, d, a, b) ^ roundKey[42];
        to[3] = substitute(d, a, b, c) ^ roundKey[43];
    }

    /** A word of the next round without its key. C1 drops the checks of indexes that are masked. */
    static int mix(int a, int b, int c, int d) {
        return MIX0[a >>> 24 & 0xFF] ^ MIX1[b >>> 16 & 0xFF] ^ MIX2[c >>> 8 & 0xFF] ^ MIX3[d & 0xFF];
    }

    private static int substitute(int a, int b, int c, int d) {
        return S[a >>> 24 & 0xFF] << 24 | S[b >>> 16 & 0xFF] << 16 | S[c >>> 8 & 0xFF] << 8 | S[d & 0xFF];
    }

    private static int twice(int x) {
        return (x << 1 ^ ((x & 0x80) != 0 ? 0x11B : 0)) & 0xFF;
    }

    private static int turn(int x, int bits) {
        return (x << bits | x >>> 8 - bits) & 0xFF;
    }
}
