package tell443.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** An input stream as a channel: {@code Channels.newChannel} would go on reading a pipe that has given something. */
final class StreamBytes implements ReadableByteChannel {

    private final InputStream in;
    private final String complaint; // empty: the stream's own
    private final byte[] chunk = new byte[1 << 16];
    private boolean closed;

    StreamBytes(InputStream in) {
        this(in, "");
    }

    /** Of an unpacking stream; the complaint is put before what it throws, be that a checked exception or not. */
    StreamBytes(InputStream in, String complaint) {
        this.in = in;
        this.complaint = complaint;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int got = read(Math.min(chunk.length, target.remaining()));
        if (got > 0) {
            target.put(chunk, 0, got);
        }
        return got;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        in.close();
    }

    private int read(int length) throws IOException {
        if (complaint.isEmpty()) {
            return in.read(chunk, 0, length);
        }
        try {
            return in.read(chunk, 0, length);
        } catch (IOException | RuntimeException e) {
            throw new IOException(complaint + e.getMessage(), e);
        }
    }
}
