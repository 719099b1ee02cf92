package tell443.capture;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The bytes of a named pipe or a device. Opening it waits for somebody who writes, reading for what is written; once
 * {@link #close closed} by another thread, both find its end. Nothing can call an opening back, so a thread of its own does
 * it, and may be left behind.
 */
final class PipeBytes implements ReadableByteChannel {

    private final FutureTask<FileChannel> opening;
    private volatile boolean closed;

    PipeBytes(Path path) {
        opening = new FutureTask<>(() -> FileChannel.open(path, StandardOpenOption.READ));
    }

    /** Waits until it is open, or closed. */
    void open() throws IOException {
        Thread opener = new Thread(opening, "opener");
        opener.setDaemon(true);
        opener.start();
        try {
            channel();
        } catch (CancellationException e) {
            closed = true; // what is read now is the end
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        try {
            return closed ? -1 : channel().read(target);
        } catch (CancellationException | ClosedChannelException e) {
            return -1;
        }
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (!opening.cancel(false) && !opening.isCancelled()) {
            channel().close();
        }
    }

    private FileChannel channel() throws IOException {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException fault ? fault : new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
        }
    }
}
