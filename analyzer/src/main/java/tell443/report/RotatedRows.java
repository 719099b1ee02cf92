package tell443.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;

/**
 * Writes rows to files in turn, each with its own header. A row belongs to the file of the time of its flow's last packet;
 * time that steps back does not open a finished file again. Without rows there is no file, unless it has but one name.
 */
final class RotatedRows implements RowCollector {

    private final Output output;
    private final Rotation rotation;
    private final long unitNanos;
    private final WholeFiles watcher;
    private final byte[] header;
    private final byte[] footer;
    private final ArrayDeque<Path> finished = new ArrayDeque<>();
    private String name = ""; // of the file at hand, without a number; empty when there is none
    private String path = "";
    private long slot = Long.MIN_VALUE;
    private long written;
    private long rows; // in the file at hand

    RotatedRows(Output output, Rotation rotation, byte[] header, byte[] footer, WholeFiles watcher) throws OutputException {
        this.output = output;
        this.rotation = rotation;
        this.header = header;
        this.footer = footer;
        this.watcher = watcher;
        unitNanos = rotation.periodNanos() > 0 ? rotation.periodNanos() : rotation.names().unitNanos();
        if (rotation.onlyOnRequest()) {
            begin(rotation.names().at(0));
        }
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
            begin(rotation.onlyOnRequest() ? rotation.names().at(0) : nextPath());
        }
        output.write(bytes, at, length);
        written += length;
        rows++;
    }

    @Override
    public void rotate() throws OutputException {
        end();
    }

    @Override
    public void finish() throws OutputException {
        if (name.isEmpty()) {
            watcher.finished();
        }
        end();
    }

    private String nextPath() {
        String next = rotation.names().at(slot * unitNanos);
        return rotation.names().unused(next, each -> !rotation.replace() && FileNames.exists(each));
    }

    private void begin(String next) throws OutputException {
        name = rotation.onlyOnRequest() ? rotation.names().at(0) : rotation.names().at(slot * unitNanos);
        path = next;
        output.begin(path);
        output.write(header, 0, header.length);
        written = header.length;
        rows = 0;
    }

    private void end() throws OutputException {
        if (name.isEmpty()) {
            return;
        }
        output.write(footer, 0, footer.length);
        if (rotation.onlyOnRequest() && !finished.isEmpty()) { // whoever asked may have moved the one before away
            path = FileNames.free(name);
        }
        output.commitAs(Path.of(path));
        name = "";
        watcher.whole(path, rows);
        finished.add(Path.of(path));
        if (rotation.keep() > 0 && finished.size() > rotation.keep()) {
            delete(finished.remove());
        }
    }

    /** What cannot be deleted is left: the rows matter more. */
    private void delete(Path old) {
        watcher.deleted(old);
        try {
            if (Files.isRegularFile(old, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(old);
            }
        } catch (IOException e) {
            // it stays
        }
    }
}
