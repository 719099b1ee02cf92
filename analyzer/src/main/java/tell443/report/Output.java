package tell443.report;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Where results go: standard output, a file that appears whole under its name or not at all, or a device.
 *
 * <p>A file is written as {@code NAME.part} beside its place; {@link #commit} brings it to the disk and renames it
 * over {@code NAME}; {@link #close} without commit deletes it.
 */
public final class Output implements AutoCloseable {

    private static final int BUFFER = 1 << 18;
    private static final int STALE_PARTS = 100;
    private static final Path NONE = Path.of("");

    private final String name;
    private final WritableByteChannel channel;
    private final boolean standard; // the process's own standard output
    private final Path part; // where a file is until it is whole, else NONE
    private final Path whole;
    private final byte[] buffer = new byte[BUFFER]; // to gather rows outside the heap costs more per row
    private final ByteBuffer outside = ByteBuffer.allocateDirect(BUFFER);
    private int held; // bytes of the buffer
    private long budget = Long.MAX_VALUE;
    private boolean committed;

    private Output(String name, WritableByteChannel channel, boolean standard, Path part, Path whole) {
        this.name = name;
        this.channel = channel;
        this.standard = standard;
        this.part = part;
        this.whole = whole;
    }

    /** Standard output, or what stands for it in a test. */
    public static Output to(OutputStream stream) {
        return new Output("standard output", Channels.newChannel(stream), isOurs(stream), NONE, NONE);
    }

    /** A file by name. A link is refused: it might point anywhere. Devices and FIFOs are written to directly. */
    public static Output to(String name) throws OutputException {
        Path path = Path.of(name);
        if (Files.isSymbolicLink(path)) {
            throw refuse(name, "is a symbolic link; name the file it points to, or - for standard output");
        }
        if (Files.isDirectory(path)) {
            throw refuse(name, "is a folder; name a file in it");
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw refuse(name, "is in a folder that does not exist");
        }
        boolean device = Files.exists(path) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
        try {
            return device
                    ? new Output(name, FileChannel.open(path, StandardOpenOption.WRITE), false, NONE, path)
                    : beside(name, path);
        } catch (IOException e) {
            throw new OutputException("cannot write " + name + ": " + reason(e), e, false);
        }
    }

    /** Fault injection: makes the write that would pass this many bytes fail as a full disk does. */
    public void failAfter(long bytes) {
        budget = bytes;
    }

    public void write(byte[] bytes, int at, int length) throws OutputException {
        for (int done = 0; done < length; ) {
            if (held == BUFFER) {
                flush();
            }
            int step = Math.min(length - done, BUFFER - held);
            System.arraycopy(bytes, at + done, buffer, held, step);
            held += step;
            done += step;
        }
    }

    /** Hands everything written so far to the system. */
    public void flush() throws OutputException {
        outside.clear().put(buffer, 0, held).flip();
        try {
            budget -= held;
            if (budget < 0) {
                throw new IOException("No space left on device (simulated)");
            }
            while (outside.hasRemaining()) {
                channel.write(outside);
            }
        } catch (IOException e) {
            throw new OutputException("cannot write " + name + ": " + reason(e), e, readerGone(e));
        }
        held = 0;
    }

    /** The results are complete: flushes, and gives a file its name. */
    public void commit() throws OutputException {
        flush();
        if (part != NONE) {
            try {
                ((FileChannel) channel).force(true);
                channel.close();
                Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new OutputException("cannot write " + name + ": " + reason(e), e, false);
            }
        }
        committed = true;
    }

    /** Never throws: what matters was said by {@link #commit}. Standard output stays open. */
    @Override
    public void close() {
        try {
            if (whole != NONE) {
                channel.close();
            }
            if (part != NONE && !committed) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            // a leftover .part is not mistaken for a result
        }
    }

    private static Output beside(String name, Path path) throws IOException {
        for (int i = 0; ; i++) {
            Path part = path.resolveSibling(path.getFileName() + (i == 0 ? ".part" : "." + i + ".part"));
            try {
                FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                return new Output(name, compressed(name, file), false, part, path);
            } catch (FileAlreadyExistsException e) {
                if (i == STALE_PARTS) {
                    throw e;
                }
            }
        }
    }

    /** The seam for compression by the name's ending; today every file is written as it is. */
    private static WritableByteChannel compressed(String name, FileChannel file) {
        return file;
    }

    private static OutputException refuse(String name, String why) {
        return new OutputException("cannot write " + name + ": it " + why, null, false);
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return e instanceof FileAlreadyExistsException ? "too many .part files are beside it"
                : e instanceof AccessDeniedException ? "permission denied"
                : message == null ? e.getClass().getSimpleName() : message;
    }

    private static boolean isOurs(OutputStream stream) {
        try {
            return stream instanceof FileOutputStream && ((FileOutputStream) stream).getFD() == FileDescriptor.out;
        } catch (IOException e) {
            return false;
        }
    }

    /** EPIPE. Its text may be translated by the C library; but writing to a pipe fails for no other reason. */
    private boolean readerGone(IOException e) {
        if ("Broken pipe".equals(e.getMessage())) {
            return whole == NONE;
        }
        try {
            return standard && Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().matches("(pipe|socket):.*");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
