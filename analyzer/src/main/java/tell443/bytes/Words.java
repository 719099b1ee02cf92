package tell443.bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * A direct buffer that can also be read eight aligned bytes at a time.
 *
 * <p>What a getter of {@link ByteBuffer} costs is the call and its checks, and away from an aligned place a call for every
 * byte; so a header is read as a run of aligned words, which are then {@link #join}ed to words that begin where the header
 * does. The first byte of a word is its lowest.
 */
public final class Words {

    /** Big-endian. */
    public final ByteBuffer bytes;
    private final LongBuffer words;

    public Words(int capacity) {
        ByteBuffer roomy = ByteBuffer.allocateDirect((capacity & -Long.BYTES) + 2 * Long.BYTES);
        bytes = roomy.slice(0, capacity);
        words = roomy.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    }

    /** The bytes {@code word * 8 .. word * 8 + 7}; also of the word that begins at the end or holds it. */
    public long aligned(int word) {
        return words.get(word);
    }

    /** The eight bytes that begin {@code shift} bits, 0 to 56, behind the beginning of {@code word}, which {@code next} follows. */
    public static long join(long word, long next, int shift) {
        return word >>> shift | next << 1 << 63 - shift;
    }
}
