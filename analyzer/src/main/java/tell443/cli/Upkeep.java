package tell443.cli;

import java.util.ArrayList;
import java.util.List;
import tell443.report.Output;
import tell443.report.OutputException;

/** What outputs need while a run goes on: to be handed to the system now and then, and to begin other files when a person wants that. */
final class Upkeep {

    private static final long FLUSH_EVERY_NANOS = 250_000_000L;

    private final List<Step> flushed = new ArrayList<>();
    private final List<Step> reopened = new ArrayList<>();
    private long flushNanos = System.nanoTime();
    private volatile boolean anotherFile;

    /** Something that may fail as writing does. */
    interface Step {
        void run() throws OutputException;
    }

    Upkeep(Output output) {
        flushed.add(output::flush);
    }

    void alsoFlush(Step other) {
        flushed.add(other);
    }

    void alsoReopen(Step other) {
        reopened.add(other);
    }

    /** From any thread. */
    void beginOtherFiles() {
        anotherFile = true;
    }

    void look(long nowNanos, boolean prompt) throws OutputException {
        if (prompt && nowNanos - flushNanos >= FLUSH_EVERY_NANOS) {
            flushNanos = nowNanos;
            for (Step each : flushed) {
                each.run();
            }
        }
        if (anotherFile) {
            anotherFile = false;
            for (Step each : reopened) {
                each.run();
            }
        }
    }
}
