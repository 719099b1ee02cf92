package tell443.capture;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * One input as the person named it.
 *
 * @param regular can be opened again and has a size; standard input and pipes cannot and have not
 * @param size bytes on disk, 0 when not regular
 */
record CaptureFile(String name, Path path, boolean regular, long size) {

    static final String STANDARD_INPUT = "-";

    static CaptureFile of(String name, Path path) throws CaptureException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            boolean regular = attributes.isRegularFile();
            return new CaptureFile(name, path, regular, regular ? attributes.size() : 0);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    static CaptureFile standardInput() {
        return new CaptureFile(STANDARD_INPUT, Path.of(STANDARD_INPUT), false, 0);
    }

    boolean isStandardInput() {
        return name.equals(STANDARD_INPUT);
    }

    ReadableByteChannel open(InputStream stdin, OpenFiles openFiles, Progress progress) throws CaptureException {
        try {
            if (isStandardInput()) {
                return stdin instanceof FileInputStream file ? file.getChannel() : new StreamBytes(stdin);
            }
            return regular ? new FileBytes(path, openFiles, progress) : openFiles.open(path);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    static CaptureException unreadable(String name, IOException e) {
        String why = e instanceof NoSuchFileException ? "no such file or folder"
                : e instanceof AccessDeniedException ? "permission denied"
                : String.valueOf(e.getMessage());
        return new CaptureException(name + ": cannot be read: " + why, e);
    }
}
