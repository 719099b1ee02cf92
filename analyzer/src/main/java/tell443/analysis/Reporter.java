package tell443.analysis;

import java.util.Arrays;
import tell443.context.Context;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.FlowFacts;
import tell443.flow.Ended;
import tell443.flow.FlowTracker;
import tell443.flow.Ticks;
import tell443.report.OutputException;
import tell443.report.RowBuffer;
import tell443.report.RowCollector;

/**
 * Takes the flows that have ended from all workers in one order, and turns them into rows.
 *
 * <p>The order: by the run's clock at the flows' last packets, as far as no earlier row can come. When too many wait for
 * that, the oldest are taken although earlier rows may come, which is counted. Flows are taken and freed while the workers
 * rest; rows are made and written while they work on.
 */
final class Reporter {

    private static final int STAGE = 32;

    private final FlowTracker[] workers;
    private final Context context;
    private final RowMaker maker;
    private final RowCollector out;
    private final Counters counters;
    private final long waitingLimit;
    private final Ticks ticks = new Ticks();
    private int tick; // at which the row that is written was complete
    private final Ended ended = new Ended();
    private final RowBuffer row = new RowBuffer(1 << 12);
    private long touched;
    private long complete = Long.MIN_VALUE;

    /** @param waitingLimit ended flows that may wait for earlier ones */
    Reporter(FlowTracker[] workers, Context context, RowMaker maker, RowCollector out, Counters counters, long waitingLimit) {
        this.workers = workers;
        this.context = context;
        this.maker = maker;
        this.out = out;
        this.counters = counters;
        this.waitingLimit = waitingLimit;
    }

    /** Takes the flows that the batch just read allows to report. */
    void take() {
        if (ticks.count() > 0) {
            context.advance(ticks.packetNumber(ticks.count() - 1));
        }
        context.take(workers);
        ticks.merge(workers);
        tick = 0;
        if (ticks.count() > 0) {
            complete = ticks.completeBefore(ticks.count() - 1);
            takeBefore(complete);
        }
        int waiting = waiting();
        if (waiting > waitingLimit) {
            takeBefore(middle(waiting));
            counters.add(Counter.ROWS_OUT_OF_ORDER, waiting - waiting());
        }
        ended.sort();
    }

    /** After the end: takes all. */
    void takeAll() {
        context.take(workers);
        ticks.merge(workers);
        tick = ticks.count();
        for (FlowTracker worker : workers) {
            worker.finish(ended);
        }
        ended.sort();
    }

    private void takeBefore(long beforeNanos) {
        for (FlowTracker worker : workers) {
            worker.take(beforeNanos, ended);
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

    /** Writes and frees what was taken; each row while it is still in the cache. */
    void report() throws OutputException {
        for (int i = 0; i < ended.count(); i++) {
            write(i);
            workers[ended.worker(i)].free(ended.id(i));
        }
        ended.clear();
        out.reached(complete);
    }

    /** Writes what was taken; may be called while the workers work. */
    void write() throws OutputException {
        for (int i = 0; i < ended.count(); i++) {
            write(i);
        }
        out.reached(complete);
    }

    private void write(int i) throws OutputException {
        if (i % STAGE == 0) {
            touch(i, Math.min(i + STAGE, ended.count()));
        }
        FlowFacts facts = workers[ended.worker(i)].facts(ended.id(i));
        context.advance(completeAt(ended.clockNanos(i)));
        context.describe(facts, ended.clockNanos(i), true);
        row.clear();
        out.reached(ended.clockNanos(i));
        if (maker.make(facts, row)) {
            out.row(facts.startNanos, facts.flowId, row.bytes(), 0, row.length());
        }
    }

    /**
     * Number of the packet before which the row was complete: what had happened until there is known when it is judged, however
     * many packets came in one batch.
     */
    private long completeAt(long clockNanos) {
        while (tick < ticks.count() && clockNanos >= ticks.completeBefore(tick)) {
            tick++;
        }
        return tick < ticks.count() ? ticks.packetNumber(tick) : Long.MAX_VALUE;
    }

    /** Flows end in another order than they began: their cache misses overlap when they are asked for together. */
    private void touch(int from, int to) {
        for (int i = from; i < to; i++) {
            touched += workers[ended.worker(i)].touch(ended.id(i));
        }
    }

    void free() {
        for (int i = 0; i < ended.count(); i++) {
            workers[ended.worker(i)].free(ended.id(i));
        }
        ended.clear();
    }
}
