package tell443.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Files by their content, packed at most once with gzip, zstd or lz4; also those that are no captures. */
public final class Unpacked {

    private Unpacked() {}

    /** Whether it is a regular file with a capture in it. One that cannot be opened counts: reading it will say so. */
    public static boolean isCapture(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (ReadableByteChannel raw = Files.newByteChannel(path)) {
            return isCapture(Unpacking.unpacked(raw));
        } catch (IOException e) {
            return true;
        }
    }

    /** The file's bytes, unpacked; {@code -} is standard input. */
    public static InputStream open(String name, InputStream stdin) throws CaptureException {
        try {
            ReadableByteChannel raw = name.equals(CaptureFile.STANDARD_INPUT) ? new StreamBytes(stdin)
                    : Files.newByteChannel(Path.of(name));
            return Channels.newInputStream(Unpacking.unpacked(raw));
        } catch (InvalidPathException e) {
            throw new CaptureException(name + ": not a file name", e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** What to say when reading a file has failed. */
    public static CaptureException unreadable(String name, IOException e) {
        return CaptureFile.unreadable(name, e);
    }

    private static boolean isCapture(PeekBytes content) {
        try (content) {
            return Content.of(content.peek(4)).isCapture();
        } catch (IOException e) {
            return false; // packed, and damaged where it begins
        }
    }
}
