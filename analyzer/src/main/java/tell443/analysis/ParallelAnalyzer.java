package tell443.analysis;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import tell443.capture.CaptureException;
import tell443.capture.PacketBatch;
import tell443.capture.PacketSource;
import tell443.context.Context;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.flow.AnalyzerSettings;
import tell443.flow.DecodedBatch;
import tell443.flow.FlowHash;
import tell443.flow.FlowTracker;
import tell443.flow.PacketClock;
import tell443.net.PacketDecoder;
import tell443.report.OutputException;
import tell443.report.RowCollector;

/**
 * Runs all packets of a source through the workers and hands their rows to the output in one order.
 *
 * <p>With one thread it does everything itself, some packets at a time. With more, this thread reads and decodes the next
 * batches and writes the rows of the flows that ended in the ones before, while the workers, all on the same batches, keep
 * the flows of their lanes. Nothing is queued per packet.
 */
public final class ParallelAnalyzer {

    private final PacketSource source;
    private final AnalyzerSettings settings;
    private final Counters counters;
    private final Counters[] workerCounters;
    private final PacketDecoder decoder;
    private final FlowHash hash;
    private final FlowTracker[] trackers;
    private final Context context;
    private final Reporter reporter;
    private final PacketClock.State clockState = new PacketClock.State();
    private final RunState state = new SoFar();
    private long packets;
    private int linkType = 1;
    private CaptureException broken;
    private final Looks looks;
    private PacketTaker taker = PacketTaker.NOBODY;

    /** @param counters of the run; the workers' are added to them when it ends */
    public ParallelAnalyzer(PacketSource source, AnalyzerSettings settings, Counters counters, RowMaker maker, RowCollector out) {
        this.source = source;
        this.settings = settings;
        this.counters = counters;
        int workers = settings.workers();
        workerCounters = new Counters[workers];
        trackers = new FlowTracker[workers];
        long chance = System.nanoTime() * 0x9E37_79B9_7F4A_7C15L ^ System.identityHashCode(this);
        hash = new FlowHash(chance, ~chance * 31);
        IntFunction<String> names = source::name;
        decoder = new PacketDecoder(settings.ports(), counters, settings.limits().fragmentBytes());
        for (int i = 0; i < workers; i++) {
            workerCounters[i] = new Counters();
            trackers[i] = new FlowTracker(settings, i, hash, workerCounters[i], decoder.tunnels(), names);
        }
        context = new Context(workers, counters);
        reporter = new Reporter(trackers, context, maker, out, counters, settings.limits().waiting());
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
            for (Counters worker : workerCounters) {
                counters.addAll(worker);
            }
        }
        if (broken != null) {
            throw broken;
        }
    }

    private void alone(BooleanSupplier stopped, Observer observer) throws OutputException {
        DecodedBatch batch = new DecodedBatch();
        looks.pauseAt(looks);
        while (!stopped.getAsBoolean() && next(batch)) {
            trackers[0].read(batch, decoder, context);
            looks.check();
            taker.take(batch.batch, batch.flowIds(), batch.datagrams());
            reporter.take();
            reporter.report();
            observer.read(state);
        }
    }

    private void together(BooleanSupplier stopped, Observer observer) throws OutputException {
        try (Crew crew = new Crew(trackers)) {
            looks.pauseAt(crew::meet);
            Round round = new Round();
            Round ahead = new Round();
            boolean more = fill(round);
            while (more && !stopped.getAsBoolean()) {
                crew.begin(round);
                more = fill(ahead);
                reporter.write();
                crew.await(looks);
                looks.check();
                round.hand(taker);
                reporter.free();
                reporter.take();
                observer.read(state);
                Round done = round;
                round = ahead;
                ahead = done;
            }
            reporter.report();
        }
    }

    /** Reads and decodes a round; of a source that may have to wait for its packets, no more than has come. */
    private boolean fill(Round round) {
        int size = source.progress() < 0 ? 1 : Round.BATCHES;
        round.count = 0;
        while (round.count < size && next(round.batches[round.count])) {
            round.batches[round.count++].decode(decoder, hash, context);
        }
        return round.count > 0;
    }

    /** Fills a batch, stepping over captures that break off; what is wrong with the first of them is remembered. */
    private boolean next(DecodedBatch into) {
        PacketBatch batch = into.batch;
        while (true) {
            try {
                if (!source.read(batch)) {
                    return false;
                }
                packets += batch.count;
                count(batch);
                into.clock.read(batch, clockState, counters);
                if (taker != PacketTaker.NOBODY) {
                    into.askForFlows();
                }
                return true;
            } catch (CaptureException e) {
                broken(e);
            }
        }
    }

    private void count(PacketBatch batch) {
        counters.add(Counter.PACKETS, batch.count);
        long bytes = 0;
        int snapped = 0;
        for (int i = 0; i < batch.count; i++) {
            if (batch.linkType[i] != linkType) {
                linkType(batch, i);
            }
            bytes += batch.original[i];
            snapped += batch.captured[i] < batch.original[i] ? 1 : 0;
        }
        counters.add(Counter.PACKET_BYTES, bytes);
        counters.add(Counter.PACKETS_SNAPPED, snapped);
    }

    /** A capture whose packets nobody here can read is as good as a broken one. */
    private void linkType(PacketBatch batch, int i) {
        linkType = batch.linkType[i];
        if (!PacketDecoder.supports(linkType)) {
            broken(new CaptureException(source.name(batch.source[i]) + ": packet " + batch.number(i) + ": link type " + linkType
                    + " is not supported; its packets are left out"));
        }
    }

    private void broken(CaptureException fault) {
        if (broken != null) {
            fault.addSuppressed(broken);
        }
        broken = fault;
    }

    private final class SoFar implements RunState {

        @Override
        public double share() {
            return source.progress();
        }

        @Override
        public long packets() {
            return packets;
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
            for (Counters worker : workerCounters) {
                sum.addAll(worker);
            }
            return sum;
        }
    }

    private void finish() throws OutputException {
        reporter.takeAll();
        reporter.report();
        counters.add(Counter.PACKETS, counters.get(Counter.PACKETS_FILTERED));
    }
}
