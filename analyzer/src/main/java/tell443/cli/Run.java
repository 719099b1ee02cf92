package tell443.cli;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tell443.capture.CaptureException;
import tell443.capture.PacketSource;
import tell443.counters.Counters;
import tell443.report.Format;
import tell443.report.Output;
import tell443.report.OutputException;
import tell443.report.Progress;
import tell443.report.Summary;
import tell443.report.TableStyle;

/** One run, wherever its packets come from: opens both ends, lets the analysis run, and says how it went. */
final class Run {

    private static final int WIDTH_ELSEWHERE = 120; // characters of a table's line where there is no terminal
    private static final int NARROWEST = 40;

    private final AnalysisOptions options;
    private final Environment environment;
    private final Wiring wiring;
    private final Notes notes;
    private final Stopping stopping;

    /** Opens what the packets come from; what is odd there moves the run's counters. */
    interface Opening {
        PacketSource open(Counters counters) throws CaptureException, UsageException;
    }

    Run(AnalysisOptions options, Environment environment, Wiring wiring, Notes notes, Stopping stopping) {
        this.options = options;
        this.environment = environment;
        this.wiring = wiring;
        this.notes = notes;
        this.stopping = stopping;
    }

    int run(Opening packets, String title, OutputStream out, Job.Watch watch) throws UsageException, CaptureException, OutputException {
        long startedNanos = System.nanoTime();
        Counters counters = new Counters();
        TableStyle style = style();
        boolean screen = options.view().screen();
        boolean showProgress = !options.quiet() && !screen && environment.errIsTerminal()
                && !(options.live() && environment.outIsTerminal());
        OutputStream standard = screen ? OutputStream.nullOutputStream() : out; // the terminal shows one thing
        try (PacketSource source = packets.open(counters);
                Output output = options.toStandardOutput() ? Output.to(standard) : Output.to(options.output());
                Views views = new Views(options.view(), notes)) {
            stopping.onStop(source::stop);
            output.failAfter(options.simulate().getOrDefault("write-error", Long.MAX_VALUE));
            Progress progress = new Progress(notes::raw, showProgress, startedNanos);
            Job job = new Job(options, style, output, counters, progress, stopping::isStopped, watch, views);
            views.addMetrics(job::tally, options.live(), options.quiet());
            views.addScreen("tell443 " + title, options.classes(), job::tally, environment, stopping);
            int status = analyze(source, job);
            job.rows().finish();
            output.commit();
            views.closeScreen();
            if (!options.quiet()) {
                String summary = Summary.text(counters, job.tally(), System.nanoTime() - startedNanos);
                notes.raw(summary.getBytes(StandardCharsets.UTF_8));
            }
            return status;
        }
    }

    /** A capture that ends in the middle still has rows; they are kept. */
    private int analyze(PacketSource source, Job job) throws OutputException, UsageException {
        try {
            wiring.analyze(source, job);
            job.progress().finish();
            return Tell443.DONE;
        } catch (CaptureException e) {
            job.progress().finish();
            notes.line(e.getMessage());
            return Tell443.WORLD_WRONG;
        }
    }

    private TableStyle style() {
        boolean colour = options.toStandardOutput() && environment.outIsTerminal() && environment.variable("NO_COLOR").isEmpty()
                && !environment.variable("TERM").equals("dumb");
        return new TableStyle(width(), colour, options.explain());
    }

    private int width() {
        if (options.format() != Format.TABLE) {
            return WIDTH_ELSEWHERE;
        }
        int width = environment.terminalWidth();
        return width == 0 ? WIDTH_ELSEWHERE : Math.max(NARROWEST, width);
    }
}
