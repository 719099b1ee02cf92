package tell443.quic;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import tell443.bytes.Bytes;

/**
 * Takes off header protection (RFC 9001 section 5.4), proves the tag of AES-128-GCM over the whole packet
 * (section 5.3, NIST SP 800-38D section 7.2), and decrypts as far as its reader looks.
 *
 * <p>The packet's bytes are not written to: header and ciphertext are laid out in scratch as GHASH wants them, each
 * padded to 16 bytes, and the ciphertext is decrypted there. GHASH gets them as words in one bulk copy, which turns the
 * bytes of 1,200 in 0.08 microseconds; one by one that takes 0.5.
 */
final class InitialOpener {

    static final int TAG = 16; // bytes

    private static final int BLOCK = 16; // bytes
    private static final int SAMPLE_OFFSET = 4; // bytes after the start of the packet number
    private static final int FIRST_SCRATCH = 2048;
    private static final int KEPT_SCRATCH = 16384; // a datagram glued by receive offload may need more, once

    private final boolean trusting;
    private final Ghash ghash = new Ghash();
    private final int[] block = new int[4];
    private final CounterStream stream = new CounterStream();
    private byte[] scratch = {};
    private LongBuffer scratchWords = LongBuffer.allocate(0);
    private long[] words = {};
    private int at; // of the payload in scratch
    private int end;
    private int decrypted; // first index in scratch that is still sealed
    private int counter; // of the next block of the key stream
    private final InitialKeys keys;

    /** Trusting: packets are taken as sent without any protection; only for tests. */
    InitialOpener(InitialKeys keys, boolean trusting) {
        this.keys = keys;
        this.trusting = trusting;
        makeScratch(FIRST_SCRATCH);
    }

    /** Whether the tag fits. The packet is header {@code [packet, number)} and packet number to tag {@code [number, packetEnd)}. */
    boolean open(byte[] bytes, int packet, int number, int packetEnd) {
        if (packetEnd - number < SAMPLE_OFFSET + BLOCK) {
            return false; // RFC 9001 section 5.4.2: too short to take the sample
        }
        int sample = number + SAMPLE_OFFSET;
        Arrays.fill(block, 0);
        if (!trusting) {
            Aes128.encrypt(keys.header, Bytes.u32(bytes, sample), Bytes.u32(bytes, sample + 4),
                    Bytes.u32(bytes, sample + 8), Bytes.u32(bytes, sample + 12), block);
        }
        long mask = pair(block[0], block[1]); // five bytes of it count
        int first = bytes[packet] ^ (int) (mask >>> 56) & 0x0F;
        int numberLength = (first & 0x03) + 1;
        int packetNumber = 0;
        for (int i = 0; i < numberLength; i++) {
            packetNumber = packetNumber << 8 | (bytes[number + i] ^ maskByte(mask, i)) & 0xFF;
        }
        lay(bytes, packet, number + numberLength, packetEnd - TAG);
        scratch[0] = (byte) first;
        for (int i = 0; i < numberLength; i++) {
            scratch[number - packet + i] ^= (byte) maskByte(mask, i);
        }
        int[] iv = keys.iv;
        stream.start(keys.packet, iv[0], iv[1], iv[2] ^ packetNumber); // first packets of a connection carry the full number
        counter = 2;
        decrypted = trusting ? end : at;
        return trusting || tagFits(bytes, packetEnd - TAG, number + numberLength - packet);
    }

    private static int maskByte(long mask, int i) {
        return (int) (mask >>> 48 - 8 * i);
    }

    /** Copies header and ciphertext to scratch, each padded with zeros. */
    private void lay(byte[] bytes, int packet, int payload, int payloadEnd) {
        int headerLength = payload - packet;
        int length = payloadEnd - payload;
        at = headerLength + BLOCK - 1 & -BLOCK;
        end = at + length;
        int hashed = end + BLOCK - 1 & -BLOCK;
        if (hashed > scratch.length || scratch.length > KEPT_SCRATCH && hashed <= FIRST_SCRATCH) {
            makeScratch(Math.max(hashed, FIRST_SCRATCH));
        }
        System.arraycopy(bytes, packet, scratch, 0, headerLength);
        Arrays.fill(scratch, headerLength, at, (byte) 0);
        System.arraycopy(bytes, payload, scratch, at, length);
        Arrays.fill(scratch, end, hashed, (byte) 0);
    }

    /** @param length a multiple of the block's */
    private void makeScratch(int length) {
        scratch = new byte[length];
        scratchWords = ByteBuffer.wrap(scratch).asLongBuffer();
        words = new long[length / Long.BYTES + 2]; // the lengths follow
    }

    private boolean tagFits(byte[] bytes, int tag, int headerLength) {
        int count = (end + BLOCK - 1 & -BLOCK) / Long.BYTES;
        scratchWords.get(0, words, 0, count);
        words[count] = headerLength * 8L;
        words[count + 1] = (end - at) * 8L;
        Aes128.encrypt(keys.packet, 0, 0, 0, 0, block);
        ghash.key(pair(block[0], block[1]), pair(block[2], block[3]));
        ghash.hash(words, count + 2);
        stream.block(1, block);
        return (pair(block[0], block[1]) ^ ghash.high()) == Bytes.u64(bytes, tag)
                && (pair(block[2], block[3]) ^ ghash.low()) == Bytes.u64(bytes, tag + 8);
    }

    private static long pair(int high, int low) {
        return (long) high << 32 | low & 0xFFFFFFFFL;
    }

    /** Decrypts up to {@code wanted} and returns {@link #plain} for reading there. */
    byte[] plain(int wanted) {
        while (decrypted < wanted) { // past the end lies padding, which nobody needs any more
            stream.block(counter++, block);
            for (int i = 0; i < 4; i++) {
                mask(scratch, decrypted + 4 * i, block[i]);
            }
            decrypted += BLOCK;
        }
        return scratch;
    }

    private static void mask(byte[] bytes, int at, int word) {
        bytes[at] ^= (byte) (word >>> 24);
        bytes[at + 1] ^= (byte) (word >>> 16);
        bytes[at + 2] ^= (byte) (word >>> 8);
        bytes[at + 3] ^= (byte) word;
    }

    /** Index in scratch of the first byte of the frames. */
    int at() {
        return at;
    }

    /** First index in scratch behind the frames. */
    int end() {
        return end;
    }
}
