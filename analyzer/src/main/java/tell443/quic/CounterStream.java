package tell443.quic;

/**
 * The key stream of AES-128 in counter mode as GCM uses it (NIST SP 800-38D section 6.5): three words that stay, and a
 * counter.
 *
 * <p>While the upper three bytes of the counter stay, so does all of the first round but one lookup, and all of the
 * second but the four that follow from it; these parts are kept.
 */
final class CounterStream {

    private static final int KEY3 = 12; // index of the third round's key

    private int[] roundKey = {};
    private int a;
    private int b;
    private int c;
    private int upper; // of the counter: what the words below belong to
    private int first; // of round 1, without the counter's lowest byte
    private int second0; // of round 2, each without what follows from that byte
    private int second1;
    private int second2;
    private int second3;

    /** Begins another stream. The round words are not copied. */
    void start(int[] roundKey, int a, int b, int c) {
        this.roundKey = roundKey;
        this.a = a;
        this.b = b;
        this.c = c;
        keep(0);
    }

    private void keep(int counter) {
        int[] key = roundKey;
        int p = a ^ key[0];
        int q = b ^ key[1];
        int r = c ^ key[2];
        int s = counter ^ key[3];
        int f = Aes128.mix(q, r, s, p) ^ key[5];
        int g = Aes128.mix(r, s, p, q) ^ key[6];
        int h = Aes128.mix(s, p, q, r) ^ key[7];
        upper = counter >>> 8;
        first = Aes128.mix(p, q, r, 0) ^ Aes128.MIX3[0] ^ key[4];
        second0 = Aes128.mix(0, f, g, h) ^ Aes128.MIX0[0] ^ key[8];
        second1 = Aes128.mix(f, g, h, 0) ^ Aes128.MIX3[0] ^ key[9];
        second2 = Aes128.mix(g, h, 0, f) ^ Aes128.MIX2[0] ^ key[10];
        second3 = Aes128.mix(h, 0, f, g) ^ Aes128.MIX1[0] ^ key[11];
    }

    /** Puts the block of that counter into the first four words of {@code to}. */
    void block(int counter, int[] to) {
        if (counter >>> 8 != upper) {
            keep(counter);
        }
        int[] key = roundKey;
        int e = first ^ Aes128.MIX3[(counter ^ key[3]) & 0xFF];
        Aes128.encrypt(key, KEY3, second0 ^ Aes128.MIX0[e >>> 24 & 0xFF], second1 ^ Aes128.MIX3[e & 0xFF],
                second2 ^ Aes128.MIX2[e >>> 8 & 0xFF], second3 ^ Aes128.MIX1[e >>> 16 & 0xFF], to);
    }
}
