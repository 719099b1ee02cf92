package tell443.analysis;

import java.util.Arrays;
import tell443.context.Context;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.FlowFacts;
import tell443.flow.FlowTracker;
import tell443.report.OutputException;
import tell443.report.RowBuffer;
import tell443.report.RowCollector;

/**
 * Takes the flows that have ended from all workers in one order, and turns them into rows.
 *
 * <p>The order: by the run's clock at the flows' last packets, as far as no earlier row can come. When too many wait for
 * that, the oldest are taken although earlier rows may come, which is counted. Flows are taken and freed while the workers
 * rest; rows are made and written while they may work on.
 */
final class Reporter {

    /** As often flows may be taken before those of the first time are reported. */
    static final int KEPT = 4; // a power of two

    private static final int STAGE = 32;

    private final FlowTracker[] workers;
    private final Context context;
    private final RowMaker maker;
    private final RowCollector out;
    private final Counters counters;
    private final long waitingLimit;
    private final Harvest[] harvests = new Harvest[KEPT];
    private final Harvest between;
    private int turn;
    private long complete = Long.MIN_VALUE; // as of the last harvest taken
    private long known = Long.MIN_VALUE; // number of the last packet before a tick that was reported
    private int tick; // at which the row that is written was complete
    private final RowBuffer row = new RowBuffer(1 << 12);
    private long touched;

    /** @param waitingLimit ended flows that may wait for earlier ones */
    Reporter(FlowTracker[] workers, Context context, RowMaker maker, RowCollector out, Counters counters, long waitingLimit) {
        this.workers = workers;
        this.context = context;
        this.maker = maker;
        this.out = out;
        this.counters = counters;
        this.waitingLimit = waitingLimit;
        Arrays.setAll(harvests, i -> new Harvest(workers.length));
        between = new Harvest(workers.length);
    }

    /**
     * Takes the flows that the packets read so far allow to report, while the workers rest. What was taken {@link #KEPT} times
     * before must have been reported: it is freed now, not when that is done, so that limits are reached at the same packets for
     * any number of threads.
     */
    Harvest take() {
        Harvest harvest = harvests[turn++ & KEPT - 1];
        take(harvest);
        return harvest;
    }

    /** The same between two batches' ends. */
    Harvest takeBetween() {
        take(between);
        return between;
    }

    private void take(Harvest harvest) {
        free(harvest);
        harvest.begin(workers);
        int ticks = harvest.ticks.count();
        if (ticks > 0) {
            complete = harvest.ticks.completeBefore(ticks - 1);
            takeBefore(complete, harvest);
        }
        int waiting = waiting();
        if (waiting > waitingLimit) {
            takeBefore(middle(waiting), harvest);
            counters.add(Counter.ROWS_OUT_OF_ORDER, waiting - waiting());
        }
        harvest.complete = complete;
        harvest.ended.sort();
    }

    /** After the end, when all that was taken is reported: takes all the rest. */
    Harvest takeAll() {
        for (Harvest harvest : harvests) {
            free(harvest);
        }
        free(between);
        between.begin(workers);
        for (FlowTracker worker : workers) {
            worker.finish(between.ended);
        }
        between.complete = complete;
        between.ended.sort();
        return between;
    }

    private void takeBefore(long beforeNanos, Harvest harvest) {
        for (FlowTracker worker : workers) {
            worker.take(beforeNanos, harvest.ended);
        }
    }

    /** Ended flows that wait for earlier ones. */
    int waiting() {
        int waiting = 0;
        for (FlowTracker worker : workers) {
            waiting += worker.waiting();
        }
        return waiting;
    }

    /** The moment before which the older half of the flows that wait had their last packets. */
    private long middle(int waiting) {
        long[] times = new long[waiting];
        int at = 0;
        for (FlowTracker worker : workers) {
            worker.copyWaitingTimes(times, at);
            at += worker.waiting();
        }
        Arrays.sort(times);
        return times[waiting / 2] + 1;
    }

    /** Writes what was taken; may be called while the workers work. */
    void report(Harvest harvest) throws OutputException {
        begin(harvest);
        for (int i = 0; i < harvest.ended.count(); i++) {
            write(harvest, i);
        }
        out.reached(harvest.complete);
    }

    private void free(Harvest harvest) {
        for (int i = 0; i < harvest.ended.count(); i++) {
            workers[harvest.ended.worker(i)].free(harvest.ended.id(i));
        }
        harvest.ended.clear();
    }

    private void begin(Harvest harvest) {
        context.advance(known);
        context.take(harvest.starts());
        int ticks = harvest.ticks.count();
        known = ticks > 0 ? harvest.ticks.packetNumber(ticks - 1) : known;
        tick = 0;
    }

    private void write(Harvest harvest, int i) throws OutputException {
        if (i % STAGE == 0) {
            touch(harvest, i, Math.min(i + STAGE, harvest.ended.count()));
        }
        long clockNanos = harvest.ended.clockNanos(i);
        FlowFacts facts = workers[harvest.ended.worker(i)].facts(harvest.ended.id(i));
        context.advance(completeAt(harvest, clockNanos));
        context.describe(facts, clockNanos, true);
        row.clear();
        out.reached(clockNanos);
        if (maker.make(facts, row)) {
            out.row(facts.startNanos, facts.flowId, row.bytes(), 0, row.length());
        }
    }

    /**
     * Number of the packet before which the row was complete: what had happened until there is known when it is judged, however
     * many packets came in one batch.
     */
    private long completeAt(Harvest harvest, long clockNanos) {
        while (tick < harvest.ticks.count() && clockNanos >= harvest.ticks.completeBefore(tick)) {
            tick++;
        }
        return tick < harvest.ticks.count() ? harvest.ticks.packetNumber(tick) : Long.MAX_VALUE;
    }

    /** Flows end in another order than they began: their cache misses overlap when they are asked for together. */
    private void touch(Harvest harvest, int from, int to) {
        for (int i = from; i < to; i++) {
            touched += workers[harvest.ended.worker(i)].touch(harvest.ended.id(i));
        }
    }
}
