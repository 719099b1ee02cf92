package tell443.alert;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tell443.report.OutputException;
import tell443.report.RowBuffer;

/** Lines on a stream or at the end of a file, each handed to the system at once. */
public final class AlertLog implements AlertSink {

    private final String name;
    private OutputStream out;
    private final boolean ours;

    private AlertLog(String name, OutputStream out, boolean ours) {
        this.name = name;
        this.out = out;
        this.ours = ours;
    }

    /** Closing this leaves the stream open. */
    public static AlertLog on(String name, OutputStream out) {
        return new AlertLog(name, out, false);
    }

    /** Appends. A link is refused: it might point anywhere. */
    public static AlertLog file(String name) throws OutputException {
        return new AlertLog(name, open(name), true);
    }

    private static OutputStream open(String name) throws OutputException {
        try {
            Path path = Path.of(name);
            if (Files.isSymbolicLink(path)) {
                throw new OutputException("cannot write " + name + ": it is a symbolic link; name the file it points to", null, false);
            }
            return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException | InvalidPathException e) {
            throw new OutputException("cannot write " + name + ": " + reason(e), e, false);
        }
    }

    @Override
    public void alert(String label, long timeNanos, RowBuffer object) throws OutputException {
        object.put('\n');
        try {
            out.write(object.bytes(), 0, object.length());
            out.flush();
        } catch (IOException e) {
            throw new OutputException("cannot write " + name + ": " + reason(e), e, !ours && "Broken pipe".equals(e.getMessage()));
        }
    }

    @Override
    public void reopen() throws OutputException {
        if (ours) {
            OutputStream next = open(name);
            close();
            out = next;
        }
    }

    @Override
    public void close() {
        try {
            if (ours) {
                out.close();
            }
        } catch (IOException e) {
            // every line was handed over before
        }
    }

    private static String reason(Exception e) {
        return e instanceof java.nio.file.AccessDeniedException ? "permission denied"
                : e instanceof java.nio.file.NoSuchFileException ? "it is in a folder that does not exist"
                : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
