package tell443.cli;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tell443.analysis.PacketTaker;
import tell443.capture.CaptureException;
import tell443.capture.PacketSource;
import tell443.counters.Counters;
import tell443.report.Format;
import tell443.report.Output;
import tell443.report.OutputException;
import tell443.report.Progress;
import tell443.report.Rotation;
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
    private Optional<Opening> again = Optional.empty();
    private String input = "";

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

    /** What the packets come from, for people. */
    void input(String name) {
        input = name;
    }

    /** The packets can be read a second time, in this way. */
    void again(Opening packets) {
        again = Optional.of(packets);
    }

    int run(Opening packets, OutputStream out, Job.Watch watch) throws UsageException, CaptureException, OutputException {
        long startedNanos = System.nanoTime();
        Counters counters = new Counters();
        TableStyle style = style();
        boolean screen = options.view().screen();
        boolean showProgress = !options.quiet() && !screen && environment.errIsTerminal()
                && !(options.live() && environment.outIsTerminal());
        OutputStream standard = screen ? OutputStream.nullOutputStream() : out; // the terminal shows one thing
        try (Views views = Views.open(options.view(), notes); // first: who gives rights up may not open a terminal any more
                PacketSource source = packets.open(counters);
                Output output = output(standard);
                SideOutputs side = SideOutputs.open(options, counters, source, again.isPresent(), input, standard, notes)) {
            stopping.onStop(source::stop);
            output.failAfter(options.simulate().getOrDefault("write-error", Long.MAX_VALUE));
            Progress progress = new Progress(notes::raw, showProgress, startedNanos);
            Job job = job(output, counters, progress, style, watch);
            side.join(job);
            views.join(job);
            if (options.live()) {
                side.alerts().ifPresent(alerts -> views.addAlerts(alerts, job));
            }
            views.addScreen("tell443 " + input, environment, stopping);
            int status = analyze(source, job);
            job.rows().finish();
            output.commit();
            views.closeScreen();
            boolean whole = side.secondPass().isEmpty() || secondPass(side.secondPass().get(), style, showProgress);
            if (whole) {
                side.commit();
            }
            if (!options.quiet()) {
                String summary = Summary.text(counters, job.tally(), System.nanoTime() - startedNanos);
                notes.raw(summary.getBytes(StandardCharsets.UTF_8));
            }
            side.say(notes, options.quiet() || !whole);
            return status;
        }
    }

    private Output output(OutputStream out) throws OutputException {
        Output output = options.outputs().inTurn().isPresent() ? Output.inTurn(options.output())
                : options.toStandardOutput() ? Output.to(out) : Output.to(options.output());
        if (options.live()) {
            output.keepPart();
        }
        return output;
    }

    private Job job(Output output, Counters counters, Progress progress, TableStyle style, Job.Watch watch)
            throws OutputException, UsageException {
        if (options.outputs().inTurn().isEmpty()) {
            return new Job(options, style, output, counters, progress, stopping::isStopped, watch);
        }
        Rotation rotation = options.outputs().inTurn().get().rotation(again.isPresent());
        return new Job(options, style, output, rotation, input, counters, progress, stopping::isStopped, watch);
    }

    /** Picks the packets of flows that the first pass chose. False when it did not come to its end: half of them are no result. */
    private boolean secondPass(PacketTaker taker, TableStyle style, boolean showProgress)
            throws UsageException, CaptureException, OutputException {
        try (PacketSource source = again.orElseThrow().open(new Counters())) {
            stopping.onStop(source::stop);
            Progress progress = new Progress(notes::raw, showProgress, System.nanoTime());
            Job job = Job.secondPass(options, style, taker, progress, stopping::isStopped);
            try {
                wiring.analyze(source, job);
            } catch (CaptureException e) {
                // the first pass has said so; what could be read is written
            }
            progress.finish();
            if (stopping.isStopped()) {
                String file = options.outputs().packets().orElseThrow().file();
                notes.line("stopped before the packets were picked; " + file + " is not written");
            }
            return !stopping.isStopped();
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
        } finally {
            job.ended();
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
