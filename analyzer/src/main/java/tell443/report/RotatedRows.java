package tell443.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;

/**
 * Writes rows to files in turn, each with its own header. A row belongs to the file of the time of its flow's last packet;
 * time that steps back does not open a finished file again. Without rows there is no file.
 */
final class RotatedRows implements RowCollector {

    private final Output output;
    private final Rotation rotation;
    private final long unitNanos;
    private final byte[] header;
    private final byte[] footer;
    private final ArrayDeque<Path> finished = new ArrayDeque<>();
    private String name = ""; // of the file at hand, without a number; empty when there is none
    private String path = "";
    private long slot = Long.MIN_VALUE;
    private long written;

    RotatedRows(Output output, Rotation rotation, byte[] header, byte[] footer) {
        this.output = output;
        this.rotation = rotation;
        this.header = header;
        this.footer = footer;
        unitNanos = rotation.periodNanos() > 0 ? rotation.periodNanos() : rotation.names().unitNanos();
    }

    @Override
    public void reached(long clockNanos) throws OutputException {
        long now = Math.floorDiv(clockNanos, unitNanos);
        if (now > slot) {
            slot = now;
            boolean sameFile = rotation.periodNanos() == 0 && rotation.names().at(slot * unitNanos).equals(name);
            if (!sameFile) {
                end();
            }
        }
    }

    @Override
    public void row(long startNanos, long flowId, byte[] bytes, int at, int length) throws OutputException {
        boolean full = rotation.bytes() > 0 && written > header.length && written + length + footer.length > rotation.bytes();
        if (full) {
            end();
        }
        if (name.isEmpty()) {
            begin();
        }
        output.write(bytes, at, length);
        written += length;
    }

    @Override
    public void rotate() throws OutputException {
        end();
    }

    @Override
    public void finish() throws OutputException {
        end();
    }

    private void begin() throws OutputException {
        name = rotation.names().at(slot * unitNanos);
        path = rotation.names().unused(name, each -> !rotation.replace() && Files.exists(Path.of(each), LinkOption.NOFOLLOW_LINKS));
        output.begin(path);
        output.write(header, 0, header.length);
        written = header.length;
    }

    private void end() throws OutputException {
        if (name.isEmpty()) {
            return;
        }
        output.write(footer, 0, footer.length);
        output.commit();
        name = "";
        finished.add(Path.of(path));
        if (rotation.keep() > 0 && finished.size() > rotation.keep()) {
            delete(finished.remove());
        }
    }

    /** What cannot be deleted is left: the rows matter more. */
    private static void delete(Path old) {
        try {
            if (Files.isRegularFile(old, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(old);
            }
        } catch (IOException e) {
            // it stays
        }
    }
}
