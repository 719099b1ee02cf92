package tell443.cli;

import java.io.OutputStream;
import java.util.Locale;
import tell443.capture.CaptureException;
import tell443.capture.PacketSource;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.report.OutputException;

/** {@code tell443 live}. */
final class LiveCommand {

    private static final double TOLERABLE_LOSS = 0.001; // where the summary tells of every packet

    private final LiveOptions options;
    private final Environment environment;
    private final Wiring wiring;
    private final Notes notes;
    private final Run run;
    private Counters counters = new Counters();

    LiveCommand(LiveOptions options, Environment environment, Wiring wiring, Notes notes, Stopping stopping) {
        this.options = options;
        this.environment = environment;
        this.wiring = wiring;
        this.notes = notes;
        run = new Run(options.analysis(), environment, wiring, notes, stopping);
    }

    int run(OutputStream out) throws UsageException, CaptureException, OutputException {
        LiveReport report = new LiveReport(notes, options.statsNanos());
        environment.onSignal("USR1", report::ask);
        environment.onHangUp(report::hangUp);
        run.input(String.join(", ", options.capture().interfaces()));
        int status = run.run(this::open, out, report);
        warnOfLosses();
        return status;
    }

    private PacketSource open(Counters ofRun) throws CaptureException, UsageException {
        counters = ofRun;
        return wiring.live(options, ofRun, notes::line);
    }

    private void warnOfLosses() {
        long lost = LiveReport.dropped(counters);
        double share = (double) lost / Math.max(1, lost + counters.get(Counter.PACKETS));
        if (share > (options.analysis().quiet() ? 0 : TOLERABLE_LOSS)) {
            notes.line(String.format(Locale.ROOT, "%d packets, %.1f %% of all, were lost before they could be read: flows are incomplete;"
                    + " a larger --buffer-size or a --filter may help", lost, share * 100));
        }
    }
}
