package tell443.analysis;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import tell443.capture.CaptureException;
import tell443.capture.PacketSource;
import tell443.context.Context;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.flow.AnalyzerSettings;
import tell443.flow.DecodedBatch;
import tell443.flow.FlowHash;
import tell443.flow.FlowTracker;
import tell443.net.PacketDecoder;
import tell443.report.OutputException;
import tell443.report.RowCollector;

/**
 * Runs all packets of a source through the workers and hands their rows to the output in one order.
 *
 * <p>With one thread it does everything itself, some packets at a time. With more, threads share the {@link Stages} of some
 * batches that are on their way, see {@link Pipeline}. Nothing is queued per packet.
 */
public final class ParallelAnalyzer {

    /** Batches on their way at once: enough that one with many rows stops nobody, few enough to stay in the cache. */
    private static final int ROUNDS = 6;
    /** When rows are wanted as they come, a batch is not to be read long before its rows are written. */
    private static final int PROMPT_ROUNDS = 2;

    private final PacketSource source;
    private final AnalyzerSettings settings;
    private final Counters counters;
    private final Counters decodeCounters = new Counters(); // a stage each, because stages run at the same time
    private final Counters takeCounters = new Counters();
    private final Counters reportCounters = new Counters();
    private final Counters[] workerCounters;
    private final Intake intake;
    private final PacketDecoder decoder;
    private final FlowHash hash;
    private final FlowTracker[] trackers;
    private final Context context;
    private final Reporter reporter;
    private final RunState state = new SoFar();
    private final Looks looks;
    private PacketTaker taker = PacketTaker.NOBODY;

    /** @param counters of the run; the workers' are added to them when it ends */
    public ParallelAnalyzer(PacketSource source, AnalyzerSettings settings, Counters counters, RowMaker maker, RowCollector out) {
        this.source = source;
        this.settings = settings;
        this.counters = counters;
        intake = new Intake(source, counters);
        int workers = settings.workers();
        workerCounters = new Counters[workers];
        trackers = new FlowTracker[workers];
        long chance = System.nanoTime() * 0x9E37_79B9_7F4A_7C15L ^ System.identityHashCode(this);
        hash = new FlowHash(chance, ~chance * 31);
        IntFunction<String> names = source::name;
        decoder = new PacketDecoder(settings.ports(), decodeCounters, settings.limits().fragmentBytes());
        for (int i = 0; i < workers; i++) {
            workerCounters[i] = new Counters();
            trackers[i] = new FlowTracker(settings, i, hash, workerCounters[i], decoder.tunnels(), names);
        }
        context = new Context(reportCounters);
        reporter = new Reporter(trackers, context, maker, out, takeCounters, settings.limits().waiting());
        looks = new Looks(trackers, context, reporter, state, settings.limits().flows());
    }

    /** Something that wants to know how far the run is. */
    public interface Observer {
        void read(RunState state) throws OutputException;
    }

    /** Looks at the open flows about once a second of the run's clock. Before {@link #run}. */
    public void watch(Judge judge, List<Onlooker> onlookers) {
        looks.begin(judge, onlookers, taker == PacketTaker.NOBODY);
    }

    /** Hands every packet to that taker as well. Before {@link #run} and {@link #watch}. */
    public void alsoTo(PacketTaker other) {
        taker = other;
        intake.wantFlows();
    }

    /**
     * Reads to the end, or until stopped; every flow is reported then.
     *
     * @throws CaptureException after all that could be read was reported: the first thing that was wrong with a capture
     */
    public void run(BooleanSupplier stopped, Observer observer) throws CaptureException, OutputException {
        try {
            if (settings.threads() == 1) {
                alone(stopped, observer);
            } else {
                together(stopped, observer);
            }
            finish();
        } finally {
            stageCounters(counters::addAll);
        }
        if (intake.broken().isPresent()) {
            throw intake.broken().get();
        }
    }

    private void alone(BooleanSupplier stopped, Observer observer) throws OutputException {
        DecodedBatch batch = new DecodedBatch();
        looks.pauseAt(looks);
        while (!stopped.getAsBoolean() && intake.next(batch)) {
            trackers[0].read(batch, decoder, context);
            looks.check();
            taker.take(batch.batch, batch.flowIds(), batch.datagrams());
            reporter.report(reporter.take());
            observer.read(state);
        }
    }

    private void together(BooleanSupplier stopped, Observer observer) throws OutputException {
        Pipeline pipeline = new Pipeline(new Shared(stopped, observer), trackers.length, settings.threads(),
                settings.prompt() ? PROMPT_ROUNDS : ROUNDS);
        looks.pauseAt(pipeline);
        pipeline.run();
    }

    /** The stages of a run as several threads share them. */
    private final class Shared implements Stages {

        private final BooleanSupplier stopped;
        private final Observer observer;

        Shared(BooleanSupplier stopped, Observer observer) {
            this.stopped = stopped;
            this.observer = observer;
        }

        @Override
        public boolean fill(Round round) {
            return !stopped.getAsBoolean() && intake.next(round.batch);
        }

        @Override
        public void decode(Round round) {
            round.decode(decoder, hash);
        }

        @Override
        public void track(Round round, int worker) {
            trackers[worker].read(round.batch);
        }

        @Override
        public void take(Round round) {
            round.harvest = reporter.take();
        }

        @Override
        public void report(Round round) throws OutputException {
            looks.check();
            round.answers(context);
            taker.take(round.batch.batch, round.batch.flowIds(), round.batch.datagrams());
            reporter.report(round.harvest);
            observer.read(state);
        }

        @Override
        public void look(Round round, long clockNanos, long packetNumber) {
            round.answers(context);
            looks.at(clockNanos, packetNumber);
        }
    }

    private final class SoFar implements RunState {

        @Override
        public double share() {
            return source.progress();
        }

        @Override
        public long packets() {
            return intake.packets();
        }

        @Override
        public int openFlows() {
            int sum = 0;
            for (FlowTracker tracker : trackers) {
                sum += tracker.open();
            }
            return sum;
        }

        @Override
        public Counters counters() {
            Counters sum = new Counters();
            sum.addAll(counters);
            stageCounters(sum::addAll);
            return sum;
        }
    }

    private void stageCounters(Consumer<Counters> taker) {
        taker.accept(decodeCounters);
        taker.accept(takeCounters);
        taker.accept(reportCounters);
        for (Counters worker : workerCounters) {
            taker.accept(worker);
        }
    }

    private void finish() throws OutputException {
        reporter.report(reporter.takeAll());
        counters.add(Counter.PACKETS, counters.get(Counter.PACKETS_FILTERED));
    }
}
