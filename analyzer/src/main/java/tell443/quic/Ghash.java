package tell443.quic;

/**
 * GHASH of GCM (NIST SP 800-38D section 6.4) with a table of the 256 multiples of the hash key.
 *
 * <p>A polynomial's lowest degree is the highest bit of {@code high}, so multiplying by x shifts right. Bytes i and
 * i + 8 of a block are looked up together, since their shifts differ by one word, and two such pairs at a time, since
 * the first compiler (C1) needs an instruction more for each shift of a long; the product of four words is reduced once
 * per block.
 */
final class Ghash {

    private static final long REDUCTION = 0xE1L << 56; // x^128 = 1 + x + x^2 + x^7

    private final long[] highs = new long[256];
    private final long[] lows = new long[256];
    private long high;
    private long low;

    /** Sets the hash key: the encrypted zero block. */
    void key(long high, long low) {
        long h = highs[0x80] = high;
        long l = lows[0x80] = low;
        for (int i = 0x40; i > 0; i >>= 1) {
            long carry = -(l & 1) & REDUCTION;
            l = l >>> 1 | h << 63;
            h = h >>> 1 ^ carry;
            highs[i] = h;
            lows[i] = l;
        }
        for (int i = 2; i < 256; i <<= 1) {
            combine(i);
        }
    }

    private void combine(int power) {
        long h = highs[power];
        long l = lows[power];
        for (int i = 1; i < power; i++) {
            highs[power + i] = h ^ highs[i];
            lows[power + i] = l ^ lows[i];
        }
    }

    /** Hashes whole blocks: pairs of words in network order. */
    void hash(long[] words, int count) {
        long[] highs = this.highs;
        long[] lows = this.lows;
        long x = 0;
        long y = 0;
        for (int block = 0; block < count; block += 2) {
            x ^= words[block];
            y ^= words[block + 1];
            long a = 0;
            long b = 0;
            long c = 0;
            for (int pairs = 0; pairs < 4; pairs++) { // the fourth word of the product moves into y as its bytes are used
                int i = (int) x;
                int j = (int) y;
                int k = i >>> 8 & 0xFF;
                int l = j >>> 8 & 0xFF;
                i &= 0xFF;
                j &= 0xFF;
                long right = lows[j];
                long middle = lows[i] ^ highs[j];
                long left = highs[i];
                x >>>= 16;
                y = y >>> 16 | c << 48 ^ right << 56;
                c = (c >>> 16 | b << 48) ^ right >>> 8 ^ middle << 56 ^ lows[l];
                b = (b >>> 16 | a << 48) ^ middle >>> 8 ^ left << 56 ^ lows[k] ^ highs[l];
                a = a >>> 16 ^ left >>> 8 ^ highs[k];
            }
            b ^= y ^ y >>> 1 ^ y >>> 2 ^ y >>> 7; // y stands for x^192 * y: fold it down by 128
            c ^= y << 63 ^ y << 62 ^ y << 57;
            x = a ^ c ^ c >>> 1 ^ c >>> 2 ^ c >>> 7;
            y = b ^ c << 63 ^ c << 62 ^ c << 57;
        }
        high = x;
        low = y;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }
}
