package tell443.report;

import java.util.function.Consumer;

/** One line on a terminal that says how far a long run is. Called often; writes five times a second at most. */
public final class Progress {

    private static final long FIRST_NANOS = 1_000_000_000L;
    private static final long EVERY_NANOS = 200_000_000L;
    private static final String ERASE = "\r\033[K";

    private final Consumer<byte[]> terminal;
    private final boolean wanted;
    private final long startNanos;
    private long dueNanos;
    private boolean shown;

    /** {@code nowNanos} is monotonic time, here and below. */
    public Progress(Consumer<byte[]> terminal, boolean wanted, long nowNanos) {
        this.terminal = terminal;
        this.wanted = wanted;
        startNanos = nowNanos;
        dueNanos = nowNanos + FIRST_NANOS;
    }

    /** {@code share} of the input that was read, 0..1, or -1 when that cannot be known. */
    public void tick(double share, long packets, long nowNanos) {
        if (!wanted || nowNanos - dueNanos < 0) {
            return;
        }
        dueNanos = nowNanos + EVERY_NANOS;
        RowBuffer line = new RowBuffer(80).ascii(ERASE);
        if (share >= 0) {
            line.integer(Math.min(100, (long) (share * 100))).ascii(" %  ");
        }
        TableColumn.human(packets, line).ascii(" packets  ");
        TableColumn.human((long) (packets * 1e9 / (nowNanos - startNanos)), line).ascii(" packets/s");
        show(line);
    }

    /** Takes the line away. */
    public void finish() {
        if (shown) {
            show(new RowBuffer(8).ascii(ERASE));
            shown = false;
        }
    }

    private void show(RowBuffer line) {
        byte[] bytes = new byte[line.length()];
        System.arraycopy(line.bytes(), 0, bytes, 0, bytes.length);
        terminal.accept(bytes);
        shown = true;
    }
}
