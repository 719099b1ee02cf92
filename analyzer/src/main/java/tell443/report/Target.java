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
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** One place that bytes go to: a stream, a device, or a file that is called {@code .part} until it is whole. */
final class Target {

    static final Target NOWHERE = new Target("nowhere", Channels.newChannel(OutputStream.nullOutputStream()), Path.of(""), Path.of(""));

    private static final String NO_FOLDER = "is in a folder that does not exist";
    private static final int STALE_PARTS = 100;
    private static final Path NONE = Path.of("");

    private final String name;
    private final WritableByteChannel raw;
    private final WritableByteChannel channel; // packs on the way to raw, or is the same
    private final boolean standard; // the process's own standard output
    private final Path part; // where a file is until it is whole, else NONE
    private final Path whole;
    private boolean keepsPart;

    private Target(String name, WritableByteChannel raw, Path part, Path whole) {
        this(name, raw, raw, false, part, whole);
    }

    private Target(String name, WritableByteChannel raw, WritableByteChannel channel, boolean standard, Path part, Path whole) {
        this.name = name;
        this.raw = raw;
        this.channel = channel;
        this.standard = standard;
        this.part = part;
        this.whole = whole;
    }

    static Target of(OutputStream stream) {
        WritableByteChannel channel = Channels.newChannel(stream);
        return new Target("standard output", channel, channel, isOurs(stream), NONE, NONE);
    }

    static Target of(String name) throws OutputException {
        Path path = Path.of(name);
        if (Files.isSymbolicLink(path)) {
            throw refuse(name, "is a symbolic link; name the file it points to, or - for standard output");
        }
        if (Files.isDirectory(path)) {
            throw refuse(name, "is a folder; name a file in it");
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw refuse(name, NO_FOLDER);
        }
        boolean device = Files.exists(path) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
        try {
            return device
                    ? new Target(name, FileChannel.open(path, StandardOpenOption.WRITE), NONE, path)
                    : beside(name, path);
        } catch (IOException e) {
            throw new OutputException("cannot write " + name + ": " + reason(e), e, false);
        }
    }

    /** Of names that are made later: folders in the pattern have no fields of time. */
    static void checkFolder(String pattern) throws OutputException {
        Path folder = Path.of(pattern.replace("%%", "%")).toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw refuse(pattern, NO_FOLDER);
        }
        if (!Files.isWritable(folder)) {
            throw new OutputException("cannot write " + pattern + ": permission denied", null, false);
        }
    }

    /** Its name, when it is whole. */
    Path path() {
        return whole;
    }

    void write(ByteBuffer bytes) throws OutputException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** What could be written of it is not deleted. */
    void keepPart() {
        keepsPart = part != NONE;
    }

    OutputException failed(IOException e) {
        return new OutputException("cannot write " + name + ": " + reason(e) + left(), e, readerGone(e));
    }

    private String left() {
        return keepsPart ? "; what was written before is in " + part : "";
    }

    /** Everything was written: a file is brought to the disk and gets its name. */
    void complete(Path as) throws OutputException {
        if (part == NONE) {
            return;
        }
        try {
            if (channel != raw) {
                channel.close(); // writes what the packer still holds
            }
            ((FileChannel) raw).force(true);
            raw.close();
            if (Files.exists(as, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(as, LinkOption.NOFOLLOW_LINKS)) {
                keepPart(); // a device or a FIFO that was put there meanwhile stays
                throw new FileSystemException(as.toString(), null, "it is no file any more");
            }
            Files.move(part, as, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new OutputException("cannot write " + name + ": " + reason(e) + left(), e, false);
        }
    }

    /** Never throws: what matters was said before. Standard output stays open. */
    void close(boolean keep) {
        try {
            if (whole != NONE) {
                raw.close();
            }
            if (part != NONE && !keep && !(keepsPart && Files.size(part) > 0)) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            // a leftover .part is not mistaken for a result
        }
    }

    private static Target beside(String name, Path path) throws IOException {
        for (int i = 0; ; i++) {
            Path part = path.resolveSibling(path.getFileName() + (i == 0 ? ".part" : "." + i + ".part"));
            try {
                FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                return new Target(name, file, Packing.of(name).packed(file), false, part, path);
            } catch (FileAlreadyExistsException e) {
                if (i == STALE_PARTS) {
                    throw e;
                }
            }
        }
    }

    private static OutputException refuse(String name, String why) {
        return new OutputException("cannot write " + name + ": it " + why, null, false);
    }

    static String reason(IOException e) {
        String message = e.getMessage();
        return e instanceof FileAlreadyExistsException ? "too many .part files are beside it"
                : e instanceof AccessDeniedException ? "permission denied"
                : e instanceof FileSystemException && ((FileSystemException) e).getReason() != null ? ((FileSystemException) e).getReason()
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
