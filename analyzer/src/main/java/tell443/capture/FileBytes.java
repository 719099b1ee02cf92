package tell443.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a regular file. Its file descriptor may be taken away between reads, see {@link OpenFiles}. */
final class FileBytes implements ReadableByteChannel {

    private final Path path;
    private final OpenFiles openFiles;
    private final Progress progress;
    private FileChannel channel; // null while parked
    private long position;
    private boolean closed;

    FileBytes(Path path, OpenFiles openFiles, Progress progress) throws IOException {
        this.path = path;
        this.openFiles = openFiles;
        this.progress = progress;
        unpark();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (channel == null) {
            unpark();
        }
        int got = channel.read(target);
        if (got > 0) {
            position += got;
            progress.add(got);
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
        openFiles.closed(this);
        if (channel != null) {
            channel.close();
        }
    }

    /** Gives the file descriptor back until the next read. */
    void park() {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing was written: what could be lost?
        }
        channel = null;
    }

    private void unpark() throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ).position(position);
        openFiles.opened(this);
    }
}
