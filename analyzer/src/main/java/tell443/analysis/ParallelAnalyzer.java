package tell443.analysis;

import java.util.List;
import java.util.Optional;
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
import tell443.flow.Pause;
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

    private static final long LOOK_NANOS = 1L << 30; // the run's clock ticks as often

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
    private long packets;
    private int linkType = 1;
    private CaptureException broken;
    private Optional<Looks> looks = Optional.empty();
    private Optional<OutputException> lookFailed = Optional.empty();

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
    }

    /** Something that wants to know how far the run is. */
    public interface Observer {
        void read(double share, long packets);
    }

    /** Looks at the open flows about once a second of the run's clock. Before {@link #run}. */
    public void watch(Judge judge, List<Onlooker> onlookers) {
        looks = Optional.of(new Looks(trackers, context, judge, onlookers));
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
        pauseAt(this::look);
        while (!stopped.getAsBoolean() && next(batch)) {
            trackers[0].read(batch, decoder, context);
            lookFault();
            reporter.take();
            reporter.report();
            observer.read(source.progress(), packets);
        }
    }

    private void together(BooleanSupplier stopped, Observer observer) throws OutputException {
        try (Crew crew = new Crew(trackers)) {
            pauseAt(crew::meet);
            Round round = new Round();
            Round ahead = new Round();
            boolean more = fill(round);
            while (more && !stopped.getAsBoolean()) {
                crew.begin(round);
                more = fill(ahead);
                reporter.write();
                crew.await(this::look);
                lookFault();
                reporter.free();
                reporter.take();
                observer.read(source.progress(), packets);
                Round done = round;
                round = ahead;
                ahead = done;
            }
            reporter.report();
        }
    }

    private void pauseAt(Pause pause) {
        if (looks.isPresent()) {
            for (FlowTracker tracker : trackers) {
                tracker.pauseEvery(LOOK_NANOS, pause);
            }
        }
    }

    /** All workers pause before the packet of that number. Rows that are complete come before what is told of open flows. */
    private void look(long clockNanos, long packetNumber) {
        Looks look = looks.orElseThrow();
        if (lookFailed.isPresent() || !look.wanted()) {
            return;
        }
        try {
            reporter.free();
            reporter.take();
            reporter.report();
            fill(look.overview());
            look.look(clockNanos, packetNumber);
        } catch (OutputException e) {
            lookFailed = Optional.of(e);
        }
    }

    private void fill(Overview overview) {
        overview.counters = new Counters();
        overview.counters.addAll(counters);
        overview.counters.add(Counter.PACKETS, counters.get(Counter.PACKETS_FILTERED));
        for (Counters worker : workerCounters) {
            overview.counters.addAll(worker);
        }
        overview.waiting = reporter.waiting();
        overview.limit = settings.limits().flows();
    }

    private void lookFault() throws OutputException {
        if (lookFailed.isPresent()) {
            throw lookFailed.get();
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

    private void finish() throws OutputException {
        reporter.takeAll();
        reporter.report();
        counters.add(Counter.PACKETS, counters.get(Counter.PACKETS_FILTERED));
    }
}
