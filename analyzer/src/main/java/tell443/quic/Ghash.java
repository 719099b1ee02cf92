package tell443.quic;

import tell443.bytes.Bytes;

/**
 * GHASH of GCM (NIST SP 800-38D section 6.4) with a table of the 256 multiples of the hash key.
 *
 * <p>A polynomial's lowest degree is the highest bit of {@code high}, so multiplying by x shifts right. Bytes i and
 * i + 8 of a block are looked up together, since their shifts differ by one word; the product of four words is
 * reduced once per block.
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

    /** Hashes whole blocks of 16 bytes. */
    void hash(byte[] bytes, int at, int end) {
        long x = 0;
        long y = 0;
        for (int block = at; block < end; block += 16) {
            x ^= Bytes.u64(bytes, block);
            y ^= Bytes.u64(bytes, block + 8);
            long a = 0;
            long b = 0;
            long c = 0;
            long d = 0;
            for (int shift = 0; shift < 64; shift += 8) {
                int i = (int) (x >>> shift) & 0xFF;
                int j = (int) (y >>> shift) & 0xFF;
                d = d >>> 8 | c << 56;
                c = (c >>> 8 | b << 56) ^ lows[j];
                b = (b >>> 8 | a << 56) ^ lows[i] ^ highs[j];
                a = a >>> 8 ^ highs[i];
            }
            b ^= d ^ d >>> 1 ^ d >>> 2 ^ d >>> 7; // d stands for x^192 * d: fold it down by 128
            c ^= d << 63 ^ d << 62 ^ d << 57;
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
