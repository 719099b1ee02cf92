package tell443.quic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tell443.hash.Sha256;

/**
 * HKDF with SHA-256 (RFC 5869) for keys of at most 32 bytes, as QUIC uses it (RFC 9001 section 5.1).
 *
 * <p>A secret is kept as its <em>pads</em>, 16 words: the two states of HMAC (RFC 2104) after the inner and after the
 * outer pad. The inner block of an expansion is the same for every secret, so its message schedule is made once per
 * label: an expansion is two compressions and one schedule.
 *
 * <p>One per worker: it holds scratch words.
 */
final class Hkdf {

    static final int PADS = 2 * Sha256.STATE; // words

    private static final int INNER_PAD = 0x36363636;
    private static final int OUTER_PAD = 0x5C5C5C5C;
    private static final int END_OF_MESSAGE = 0x80;
    private static final int PAD_BYTES = 64;

    private final int[] schedule = new int[Sha256.SCHEDULE];
    private final int[] inner = new int[Sha256.STATE];
    private final int[] key = new int[Sha256.STATE];

    /** The schedule of the only block after the inner pad: HkdfLabel (RFC 8446 section 7.1) and the byte 1. */
    static int[] label(String label, int length) {
        byte[] text = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
        byte[] info = new byte[text.length + 5];
        info[1] = (byte) length;
        info[2] = (byte) text.length;
        System.arraycopy(text, 0, info, 3, text.length);
        info[info.length - 1] = 1; // the counter of HKDF-Expand; the context is empty
        int[] words = new int[Sha256.SCHEDULE];
        lastBlock(info, 0, info.length, words);
        Sha256.schedule(words);
        return words;
    }

    /** The pads of a salt of at most 32 bytes. */
    static int[] salt(byte[] salt) {
        Hkdf hkdf = new Hkdf();
        fill(salt, 0, salt.length, hkdf.key);
        int[] pads = new int[PADS];
        hkdf.pads(hkdf.key, pads);
        return pads;
    }

    /** HKDF-Extract of at most 55 bytes; the result are the pads of the secret. */
    void extract(int[] saltPads, byte[] bytes, int at, int length, int[] pads) {
        lastBlock(bytes, at, length, schedule);
        Sha256.schedule(schedule);
        Sha256.compress(saltPads, 0, schedule, inner, 0);
        outer(saltPads, key);
        pads(key, pads);
    }

    /** HKDF-Expand-Label to a secret, as pads. */
    void expandSecret(int[] secretPads, int[] label, int[] pads) {
        expand(secretPads, label, key);
        pads(key, pads);
    }

    /** HKDF-Expand-Label to a key; the first words of {@code to} are its bytes. */
    void expand(int[] secretPads, int[] label, int[] to) {
        Sha256.compress(secretPads, 0, label, inner, 0);
        outer(secretPads, to);
    }

    private void outer(int[] pads, int[] to) {
        System.arraycopy(inner, 0, schedule, 0, Sha256.STATE);
        schedule[Sha256.STATE] = END_OF_MESSAGE << 24;
        Arrays.fill(schedule, Sha256.STATE + 1, Sha256.BLOCK - 1, 0);
        schedule[Sha256.BLOCK - 1] = (PAD_BYTES + 4 * Sha256.STATE) * 8;
        Sha256.schedule(schedule);
        Sha256.compress(pads, Sha256.STATE, schedule, to, 0);
    }

    private void pads(int[] secret, int[] pads) {
        pad(secret, INNER_PAD, pads, 0);
        pad(secret, OUTER_PAD, pads, Sha256.STATE);
    }

    private void pad(int[] secret, int pad, int[] pads, int at) {
        for (int i = 0; i < Sha256.STATE; i++) {
            schedule[i] = secret[i] ^ pad;
        }
        Arrays.fill(schedule, Sha256.STATE, Sha256.BLOCK, pad);
        Sha256.schedule(schedule);
        Sha256.begin(schedule, pads, at);
    }

    /** The padded block of a message whose only bytes after a pad of 64 are these. */
    private static void lastBlock(byte[] bytes, int at, int length, int[] words) {
        Arrays.fill(words, 0, Sha256.BLOCK, 0);
        fill(bytes, at, length, words);
        words[length >> 2] |= END_OF_MESSAGE << 24 - 8 * (length & 3);
        words[Sha256.BLOCK - 1] = (PAD_BYTES + length) * 8;
    }

    private static void fill(byte[] bytes, int at, int length, int[] words) {
        for (int i = 0; i < length; i++) {
            words[i >> 2] |= (bytes[at + i] & 0xFF) << 24 - 8 * (i & 3);
        }
    }
}
