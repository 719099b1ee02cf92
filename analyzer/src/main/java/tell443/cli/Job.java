package tell443.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import tell443.analysis.ParallelAnalyzer;
import tell443.counters.Counters;
import tell443.flow.AnalyzerSettings;
import tell443.flow.Limits;
import tell443.report.Column;
import tell443.report.Columns;
import tell443.report.Format;
import tell443.report.Output;
import tell443.report.OutputException;
import tell443.report.Progress;
import tell443.report.RowCollector;
import tell443.report.RowWriter;
import tell443.report.TableStyle;
import tell443.report.Tally;

/** One run: everything the analysis needs from the command line, and where it leaves its results. */
final class Job {

    private static final long FLUSH_EVERY_NANOS = 250_000_000L;

    private final AnalysisOptions options;
    private final List<Column> columns;
    private final TableStyle style;
    private final RowCollector rows;
    private final Counters counters;
    private final Output output;
    private final Progress progress;
    private final Watch watch;
    private final Views views;
    private final BooleanSupplier stopped;
    private final List<RowWriter> writers = new ArrayList<>();
    private long flushNanos = System.nanoTime();

    /** Somebody who looks at the run while it goes on. */
    interface Watch {
        Watch NOBODY = (job, state) -> {};

        void look(Job job, ParallelAnalyzer.State state);
    }

    Job(AnalysisOptions options, TableStyle style, Output output, Counters counters, Progress progress, BooleanSupplier stopped,
            Watch watch, Views views) throws OutputException {
        this.options = options;
        this.style = style;
        this.counters = counters;
        this.output = output;
        this.progress = progress;
        this.watch = watch;
        this.views = views;
        this.stopped = stopped;
        columns = columns(options);
        rows = options.format().collector(output, columns, style, order());
    }

    AnalysisOptions options() {
        return options;
    }

    AnalyzerSettings settings() {
        return new AnalyzerSettings(options.ports(), options.threads(), options.idleTimeoutNanos(), options.activeTimeoutNanos(),
                limits(Limits.forHeap(Runtime.getRuntime().maxMemory())), Columns.wantPackets(columns), options.live());
    }

    private Limits limits(Limits usual) {
        Map<String, Long> faults = options.simulate();
        long flows = faults.getOrDefault("flow-limit", options.maxFlows());
        return new Limits(flows > 0 ? flows : usual.flows(), usual.waiting(), faults.getOrDefault("reasm-limit", usual.segmentBytes()),
                usual.handshakeBytes(), usual.quicBytes(), usual.sequenceBytes(), usual.openingBytes(),
                faults.getOrDefault("frag-limit", usual.fragmentBytes()));
    }

    /** Rows of a live run are there for whoever waits for them; the flow table cannot hold a run without end. */
    private Format.Order order() {
        return options.sort() ? Format.Order.SORTED : options.live() ? Format.Order.PROMPT : Format.Order.USUAL;
    }

    /** Tells how far the run is. */
    void read(ParallelAnalyzer.State state) throws OutputException {
        if (state.packets() >= options.simulate().getOrDefault("oom", Long.MAX_VALUE)) {
            throw new OutOfMemoryError("simulated");
        }
        long now = System.nanoTime();
        progress.tick(state.share(), state.packets(), now);
        if (options.live() && now - flushNanos >= FLUSH_EVERY_NANOS) {
            flushNanos = now;
            output.flush();
        }
        watch.look(this, state);
    }

    /** A new writer for one worker; its tally is part of {@link #tally} from now on. */
    synchronized RowWriter newWriter() {
        RowWriter writer = new RowWriter(options.format().rows(columns, style), options.classes());
        writers.add(writer);
        return writer;
    }

    /** Who looks at the run while it goes on. */
    Views views() {
        return views;
    }

    /** Takes the finished rows, in their order, one thread at a time. */
    RowCollector rows() {
        return rows;
    }

    /** Of the whole run: workers add theirs when they have finished. */
    Counters counters() {
        return counters;
    }

    Progress progress() {
        return progress;
    }

    /** The run is to end with what was read so far. */
    boolean stopped() {
        return stopped.getAsBoolean();
    }

    /** Of all writers; only when the workers have finished. */
    synchronized Tally tally() {
        Tally all = new Tally();
        for (RowWriter writer : writers) {
            all.addAll(writer.tally());
        }
        return all;
    }

    private static List<Column> columns(AnalysisOptions options) {
        boolean table = options.format() == Format.TABLE;
        if (table || !options.explain()) {
            return options.columns().isEmpty() && !table ? Columns.core() : options.columns();
        }
        List<Column> columns = new ArrayList<>(options.columns().isEmpty() ? Columns.core() : options.columns());
        if (!columns.contains(Columns.explanation())) {
            columns.add(Columns.explanation());
        }
        return columns;
    }
}
