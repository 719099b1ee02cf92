package tell443.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/** A channel whose first bytes can be looked at before they are read. */
final class PeekBytes implements ReadableByteChannel {

    /** Enough for every magic number and for a guess at what else it is. */
    static final int LENGTH = 64;

    private final ReadableByteChannel inner;
    private final byte[] head = new byte[LENGTH];
    private int length;
    private int taken;

    PeekBytes(ReadableByteChannel inner) {
        this.inner = inner;
    }

    /** The first bytes, at least {@code wanted} or all there are; nothing was read yet. */
    byte[] peek(int wanted) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(head, length, Math.max(0, wanted - length));
        while (target.hasRemaining() && inner.read(target) >= 0) {
            length = target.position();
        }
        return Arrays.copyOf(head, length);
    }

    /** Steps over bytes that were peeked at. */
    void skip(int count) {
        taken += count;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (taken == length) {
            return inner.read(target);
        }
        int got = Math.min(length - taken, target.remaining());
        target.put(head, taken, got);
        taken += got;
        return got;
    }

    @Override
    public boolean isOpen() {
        return inner.isOpen();
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}
