package tell443.report;

import java.nio.file.Path;

/**
 * Writes rows to files in turn, each with its own header. A row belongs to the file of the time of its flow's last packet;
 * time that steps back does not open a finished file again. Without rows there is no file, unless it has but one name.
 */
final class RotatedRows implements RowCollector {

    private final Output output;
    private final Rotation rotation;
    private final Turns turns;
    private final WholeFiles watcher;
    private final byte[] header;
    private final byte[] footer;
    private String path = ""; // of the file at hand; empty when there is none
    private long written;
    private long rows; // in the file at hand

    RotatedRows(Output output, Rotation rotation, byte[] header, byte[] footer, WholeFiles watcher) throws OutputException {
        this.output = output;
        this.rotation = rotation;
        this.header = header;
        this.footer = footer;
        this.watcher = watcher;
        turns = new Turns(rotation, watcher);
        if (rotation.onlyOnRequest()) {
            begin();
        }
    }

    @Override
    public void reached(long clockNanos) throws OutputException {
        if (turns.passes(clockNanos)) {
            end();
        }
    }

    @Override
    public void row(long startNanos, long flowId, byte[] bytes, int at, int length) throws OutputException {
        boolean full = rotation.bytes() > 0 && written > header.length && written + length + footer.length > rotation.bytes();
        if (full) {
            end();
        }
        if (path.isEmpty()) {
            begin();
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
        if (path.isEmpty()) {
            watcher.finished();
        }
        end();
    }

    private void begin() throws OutputException {
        path = turns.next();
        output.begin(path);
        output.write(header, 0, header.length);
        written = header.length;
        rows = 0;
    }

    private void end() throws OutputException {
        if (path.isEmpty()) {
            return;
        }
        output.write(footer, 0, footer.length);
        Path whole = turns.commit(output, path);
        path = "";
        watcher.whole(whole.toString(), rows);
    }
}
