package tell443.capture;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952), all members of a file one after the other. Inflates from one direct buffer into another;
 * {@code java.util.zip.GZIPInputStream} copies more and keeps silent about what follows the last member.
 */
final class GzipBytes implements ReadableByteChannel {

    private static final int FLAG_CHECKSUM = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;

    private final ReadableByteChannel packed;
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private boolean inMember;
    private boolean ended;

    GzipBytes(ReadableByteChannel packed) {
        this.packed = packed;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int start = target.position();
        while (!ended && target.position() == start && target.hasRemaining()) {
            if (!inMember) {
                beginMember();
            } else {
                inflate(target);
                if (inflater.finished()) {
                    endMember();
                }
            }
        }
        return ended && target.position() == start ? -1 : target.position() - start;
    }

    @Override
    public boolean isOpen() {
        return packed.isOpen();
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        packed.close();
    }

    private void inflate(ByteBuffer target) throws IOException {
        int from = target.position();
        try {
            inflater.inflate(target);
        } catch (DataFormatException e) {
            throw new IOException("the gzip data is damaged", e); // what came before it is in the target, and counts
        }
        if (target.position() == from && !inflater.finished()) {
            needMore();
        }
        int limit = target.limit();
        target.limit(target.position()).position(from);
        checksum.update(target);
        target.limit(limit);
    }

    private void needMore() throws IOException {
        if (inflater.needsDictionary() || !refill()) {
            throw new EOFException("the gzip data is cut short");
        }
        inflater.setInput(in);
    }

    private void beginMember() throws IOException {
        if (!in.hasRemaining() && !refill()) {
            ended = true;
            return;
        }
        int first = in.get(in.position()) & 0xFF;
        if (first == 0) {
            skipPadding();
            return;
        }
        if (first != 0x1F || next() != 0x1F || next() != 0x8B || next() != 8) {
            throw new IOException("bytes follow the gzip data that are not gzip");
        }
        int flags = next();
        skip(6); // modification time, extra flags, operating system
        if ((flags & FLAG_EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_CHECKSUM) != 0) {
            skip(2);
        }
        inMember = true;
        inflater.reset();
        inflater.setInput(in);
        checksum.reset();
    }

    private void endMember() throws IOException {
        inMember = false;
        if (u32() != (int) checksum.getValue()) {
            throw new IOException("the gzip data is damaged: its checksum does not fit");
        }
        if (u32() != (int) inflater.getBytesWritten()) {
            throw new IOException("the gzip data is damaged: its length does not fit");
        }
    }

    /** Tapes and some file systems fill up with zeros; gzip itself passes over them too. */
    private void skipPadding() throws IOException {
        while (in.hasRemaining() || refill()) {
            if (in.get() != 0) {
                throw new IOException("bytes follow the gzip data that are not gzip");
            }
        }
        ended = true;
    }

    private void skipText() throws IOException {
        while (next() != 0) {
            // RFC 1952: the name and the comment end with a zero
        }
    }

    private void skip(int length) throws IOException {
        for (int i = 0; i < length; i++) {
            next();
        }
    }

    private int u32() throws IOException {
        return next() | next() << 8 | next() << 16 | next() << 24;
    }

    private int next() throws IOException {
        if (!in.hasRemaining() && !refill()) {
            throw new EOFException("the gzip data is cut short");
        }
        return in.get() & 0xFF;
    }

    private boolean refill() throws IOException {
        in.clear();
        int got;
        do {
            got = packed.read(in);
        } while (got == 0);
        in.flip();
        return got > 0;
    }
}
