package tell443.analysis;

import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import tell443.capture.CaptureException;
import tell443.capture.PacketBatch;
import tell443.capture.PacketSource;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.flow.AnalyzerSettings;
import tell443.flow.FlowTracker;
import tell443.flow.PacketClock;
import tell443.net.PacketDecoder;
import tell443.report.OutputException;
import tell443.report.RowCollector;

/**
 * Runs all packets of a source through the workers and hands their rows to the output in one order.
 *
 * <p>All workers read the same batch, each takes the flows of its lanes. While the others work, the first one, which is the
 * caller's thread, reads the next batch and writes the rows of the flows that ended in the one before, and then does its own
 * smaller share. Nothing is copied or queued per packet. With one thread it does all of that itself.
 */
public final class ParallelAnalyzer {

    private static final int IN_FLIGHT = 2;

    private final PacketSource source;
    private final AnalyzerSettings settings;
    private final Counters counters;
    private final Counters[] workerCounters;
    private final FlowTracker[] trackers;
    private final Reporter reporter;
    private final PacketClock.State clockState = new PacketClock.State();
    private final PacketBatch[] batches = new PacketBatch[IN_FLIGHT];
    private final PacketClock[] clocks = new PacketClock[IN_FLIGHT];
    private long packets;
    private int linkType = 1;
    private CaptureException broken;

    /** @param counters of the run; the workers' are added to them when it ends */
    public ParallelAnalyzer(PacketSource source, AnalyzerSettings settings, Counters counters, RowMaker maker, RowCollector out) {
        this.source = source;
        this.settings = settings;
        this.counters = counters;
        int workers = settings.threads();
        workerCounters = new Counters[workers];
        trackers = new FlowTracker[workers];
        long seed = System.nanoTime() * 0x9E37_79B9_7F4A_7C15L ^ System.identityHashCode(this);
        IntFunction<String> names = source::name;
        for (int i = 0; i < workers; i++) {
            workerCounters[i] = new Counters();
            Counters decoding = i == 0 ? workerCounters[i] : new Counters();
            trackers[i] = new FlowTracker(settings, i, seed, ~seed * 31, decoding, workerCounters[i], names);
        }
        reporter = new Reporter(trackers, maker, out, counters, settings.limits().waiting());
        for (int i = 0; i < IN_FLIGHT; i++) {
            batches[i] = i < settings.threads() ? new PacketBatch() : null; // one is enough when nobody reads ahead
            clocks[i] = new PacketClock();
        }
    }

    /** Something that wants to know how far the run is. */
    public interface Observer {
        void read(double share, long packets);
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
        PacketBatch batch = batches[0];
        while (!stopped.getAsBoolean() && next(batch, clocks[0])) {
            trackers[0].read(batch, clocks[0]);
            reporter.take();
            reporter.report();
            observer.read(source.progress(), packets);
        }
    }

    private void together(BooleanSupplier stopped, Observer observer) throws OutputException {
        try (Crew crew = new Crew(trackers)) {
            int at = 0;
            boolean more = next(batches[at], clocks[at]);
            while (more && !stopped.getAsBoolean()) {
                crew.begin(batches[at], clocks[at]);
                int ahead = 1 - at;
                more = next(batches[ahead], clocks[ahead]);
                reporter.write();
                trackers[0].read(batches[at], clocks[at]);
                crew.await();
                reporter.free();
                reporter.take();
                observer.read(source.progress(), packets);
                at = ahead;
            }
            reporter.report();
        }
    }

    /** Fills a batch, stepping over captures that break off; what is wrong with the first of them is remembered. */
    private boolean next(PacketBatch batch, PacketClock clock) {
        while (true) {
            try {
                if (!source.read(batch)) {
                    return false;
                }
                packets += batch.count;
                count(batch);
                clock.read(batch, clockState, counters);
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

    /** The threads of all workers but the first: each gets the same batch, all are waited for. */
    private static final class Crew implements AutoCloseable {

        private final Thread[] threads;
        private final Object turn = new Object();
        private PacketBatch batch;
        private PacketClock clock;
        private long round;
        private int working;
        private boolean over;
        private Throwable failure;

        private Crew(FlowTracker[] trackers) {
            threads = new Thread[trackers.length - 1];
            for (int i = 0; i < threads.length; i++) {
                FlowTracker tracker = trackers[i + 1];
                threads[i] = new Thread(() -> work(tracker), "worker-" + (i + 1));
                threads[i].setDaemon(true);
                threads[i].start();
            }
        }

        private void begin(PacketBatch batch, PacketClock clock) {
            synchronized (turn) {
                this.batch = batch;
                this.clock = clock;
                working = threads.length;
                round++;
                turn.notifyAll();
            }
        }

        private void await() {
            synchronized (turn) {
                while (working > 0) {
                    pause();
                }
                if (failure != null) {
                    throw new IllegalStateException("a worker failed", failure);
                }
            }
        }

        private void work(FlowTracker tracker) {
            long done = 0;
            while (awaitRound(done)) {
                done++;
                Throwable thrown = null;
                try {
                    tracker.read(batch, clock);
                } catch (RuntimeException | Error e) {
                    thrown = e;
                }
                synchronized (turn) {
                    failure = failure == null ? thrown : failure;
                    working--;
                    turn.notifyAll();
                }
            }
        }

        private boolean awaitRound(long done) {
            synchronized (turn) {
                while (round == done && !over) {
                    pause();
                }
                return !over;
            }
        }

        private void pause() {
            try {
                turn.wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        }

        @Override
        public void close() {
            synchronized (turn) {
                over = true;
                turn.notifyAll();
            }
        }
    }
}
