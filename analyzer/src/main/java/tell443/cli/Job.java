package tell443.cli;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tell443.analysis.PacketTaker;
import tell443.analysis.RunState;
import tell443.classify.Verdict;
import tell443.counters.Counters;
import tell443.facts.FlowFacts;
import tell443.flow.AnalyzerSettings;
import tell443.flow.Limits;
import tell443.report.Accounts;
import tell443.report.Column;
import tell443.report.Columns;
import tell443.report.FlowWatcher;
import tell443.report.Format;
import tell443.report.Output;
import tell443.report.OutputException;
import tell443.report.Progress;
import tell443.report.Rotation;
import tell443.report.RowCollector;
import tell443.report.RowWriter;
import tell443.report.TableStyle;
import tell443.report.Tally;
import tell443.report.WholeFiles;

/** One run: everything the analysis needs from the command line, and where it leaves its results. */
final class Job {

    /** Not in its interface, from which no archive of classes takes what the compiler makes of it. */
    static final Watch NOBODY = (job, state) -> {};
    private final AnalysisOptions options;
    private final List<Column> columns;
    private final TableStyle style;
    private final RowCollector rows;
    private final Counters counters;
    private final Progress progress;
    private final Watch watch;
    private final BooleanSupplier stopped;
    private final List<RowWriter> writers = new ArrayList<>();
    private final Upkeep upkeep;
    private Supplier<Counters> soFar;
    private FlowWatcher[] watchers = {}; // an array: every flow is shown to them, and an iterator each time would be garbage
    private Optional<PacketTaker> packetTaker = Optional.empty();
    private boolean judges = true;
    private Optional<Views> views = Optional.empty();

    /** Somebody who looks at the run while it goes on. */
    interface Watch {
        void look(Job job, RunState state);
    }

    Job(AnalysisOptions options, TableStyle style, Output output, Counters counters, Progress progress, BooleanSupplier stopped,
            Watch watch) throws OutputException {
        this.options = options;
        this.style = style;
        this.counters = counters;
        upkeep = new Upkeep(output);
        this.progress = progress;
        this.watch = watch;
        this.stopped = stopped;
        soFar = this::counted;
        columns = columns(options);
        rows = options.format().collector(output, columns, style, order());
    }

    /** Rows in files in turn; {@code output} is {@link Output#inTurn}. @param input what the packets come from, for people */
    Job(AnalysisOptions options, TableStyle style, Output output, Rotation rotation, String input, Counters counters, Progress progress,
            BooleanSupplier stopped, Watch watch) throws OutputException {
        this.options = options;
        this.style = style;
        this.counters = counters;
        upkeep = new Upkeep(output);
        this.progress = progress;
        this.watch = watch;
        this.stopped = stopped;
        soFar = this::counted;
        columns = columns(options);
        rows = options.format().collector(output, columns, style, rotation, options.live() ? accounts(input) : WholeFiles.NOBODY);
        upkeep.alsoReopen(rows::rotate);
    }

    /** The same packets again, for their own sake: no flow is judged, and there are no rows. */
    static Job secondPass(AnalysisOptions options, TableStyle style, PacketTaker taker, Progress progress, BooleanSupplier stopped)
            throws OutputException {
        Job job = new Job(options, style, Output.to(OutputStream.nullOutputStream()), new Counters(), progress, stopped, Job.NOBODY);
        job.judges = false;
        job.packetsTo(taker);
        return job;
    }

    /** Before the run: this one is told of every judged flow. */
    void watch(FlowWatcher watcher) {
        watchers = Arrays.copyOf(watchers, watchers.length + 1);
        watchers[watchers.length - 1] = watcher;
    }

    /** Before the run: these look at flows that are open. */
    void watchedBy(Views onlookers) {
        views = Optional.of(onlookers);
    }

    Optional<Views> views() {
        return views;
    }

    /** Before the run: this one is given every packet. */
    void packetsTo(PacketTaker taker) {
        packetTaker = Optional.of(taker);
    }

    Upkeep upkeep() {
        return upkeep;
    }

    Optional<PacketTaker> packetTaker() {
        return packetTaker;
    }

    boolean judges() {
        return judges;
    }

    /** One thread at a time, in the order of rows. */
    void judged(FlowFacts facts, Verdict verdict) throws OutputException {
        for (FlowWatcher watcher : watchers) {
            watcher.judged(facts, verdict);
        }
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
    void read(RunState state) throws OutputException {
        if (state.packets() >= options.simulate().getOrDefault("oom", Long.MAX_VALUE)) {
            throw new OutOfMemoryError("simulated");
        }
        long now = System.nanoTime();
        progress.tick(state.share(), state.packets(), now);
        soFar = state::counters;
        upkeep.look(now, options.live());
        watch.look(this, state);
    }

    /** A new writer for one worker; its tally is part of {@link #tally} from now on. */
    synchronized RowWriter newWriter() {
        RowWriter writer = new RowWriter(options.format().rows(columns, style), options.classes());
        writers.add(writer);
        return writer;
    }

    /** Takes the finished rows, in their order, one thread at a time. */
    RowCollector rows() {
        return rows;
    }

    private Accounts accounts(String input) {
        return new Accounts("tell443 " + Help.VERSION, input, () -> soFar.get(), System::currentTimeMillis);
    }

    /** The workers have finished. */
    void ended() {
        soFar = this::counted;
    }

    private Counters counted() {
        Counters copy = new Counters();
        copy.addAll(counters);
        return copy;
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
