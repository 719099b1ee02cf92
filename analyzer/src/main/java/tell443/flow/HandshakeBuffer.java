package tell443.flow;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One side's handshake while it is being put together: the bodies of its records, and the stream as delivered, to compare
 * retransmissions with. The bodies are dropped as soon as the hello is whole, the stream when the other side has answered:
 * until then the receiver may have believed another copy than we did.
 */
final class HandshakeBuffer {

    static final int LIMIT = 64 << 10;
    private static final int SPARE = 8 << 10;

    private static final byte[] EMPTY = {};

    byte[] bodies = EMPTY;
    int bodiesLength;
    byte[] stream = EMPTY;
    int streamLength;
    /** Sequence number of the first byte of {@link #stream}. */
    int streamSequence;

    /** Bytes taken from the budget. */
    long taken;

    void appendBody(ByteBuffer source, int at, int length) {
        bodies = reserve(bodies, bodiesLength + length);
        source.get(at, bodies, bodiesLength, length);
        bodiesLength += length;
    }

    void appendBody(byte[] source, int at, int length) {
        bodies = reserve(bodies, bodiesLength + length);
        System.arraycopy(source, at, bodies, bodiesLength, length);
        bodiesLength += length;
    }

    /** Forgets the first bytes of the bodies. */
    void consume(int length) {
        bodiesLength -= length;
        System.arraycopy(bodies, length, bodies, 0, bodiesLength);
    }

    void appendStream(int sequence, ByteBuffer source, int at, int length) {
        if (streamLength == 0) {
            streamSequence = sequence;
        }
        if (streamSequence + streamLength == sequence && streamLength + length <= LIMIT) {
            stream = reserve(stream, streamLength + length);
            source.get(at, stream, streamLength, length);
            streamLength += length;
        }
    }

    /** Whether bytes that came again differ from what was delivered. */
    boolean contradicts(int sequence, ByteBuffer source, int at, int length) {
        for (int i = 0; i < length; i++) {
            int place = sequence + i - streamSequence;
            if (place >= 0 && place < streamLength && stream[place] != source.get(at + i)) {
                return true;
            }
        }
        return false;
    }

    void dropBodies() {
        bodies = EMPTY;
        bodiesLength = 0;
    }

    /** Makes it as new. @return whether it is small enough to be worth keeping */
    boolean clear() {
        bodiesLength = 0;
        streamLength = 0;
        taken = 0;
        return bodies.length + stream.length <= SPARE;
    }

    private static byte[] reserve(byte[] bytes, int length) {
        int wanted = Math.max(Math.max(256, length), Math.min(LIMIT * 2, bytes.length * 2));
        return length <= bytes.length ? bytes : Arrays.copyOf(bytes, wanted);
    }
}
