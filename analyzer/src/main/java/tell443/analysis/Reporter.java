package tell443.analysis;

import tell443.flow.Ended;
import tell443.flow.FlowTracker;
import tell443.flow.PacketClock;
import tell443.report.OutputException;
import tell443.report.RowBuffer;
import tell443.report.RowCollector;

/**
 * Takes the flows that have ended from all workers in one order, and turns them into rows.
 *
 * <p>The order: tick by tick of the run's clock; first the flows that were pushed out before that tick, then those before
 * which no other row can come any more, by their last packets. It depends on the packets alone. Flows are taken and freed
 * while the workers rest; rows are made and written while they work on.
 */
final class Reporter {

    private static final int STAGE = 32;

    private final FlowTracker[] workers;
    private final RowMaker maker;
    private final RowCollector out;
    private final Ended ended = new Ended();
    private final RowBuffer row = new RowBuffer(1 << 12);
    private long touched;

    Reporter(FlowTracker[] workers, RowMaker maker, RowCollector out) {
        this.workers = workers;
        this.maker = maker;
        this.out = out;
    }

    /** Takes the flows that the batch just read allows to report. */
    void take(PacketClock clock) {
        for (int tick = 0; tick < clock.ticks(); tick++) {
            takeEarly(tick);
            long limit = Long.MAX_VALUE;
            for (FlowTracker worker : workers) {
                limit = Math.min(limit, worker.oldestLive(tick));
            }
            for (long slice = oldestEnded(); slice < limit; slice = oldestEnded()) {
                takeSlice(slice);
            }
        }
        takeEarly(-1);
    }

    /** The run has ended: writes all that is left. */
    void finish() throws OutputException {
        for (FlowTracker worker : workers) {
            worker.finish(ended);
        }
        ended.sort(0);
        write();
    }

    private void takeEarly(int tick) {
        int from = ended.count();
        for (FlowTracker worker : workers) {
            worker.takeEarly(tick, ended);
        }
        ended.sort(from);
    }

    private long oldestEnded() {
        long oldest = Long.MAX_VALUE;
        for (FlowTracker worker : workers) {
            oldest = Math.min(oldest, worker.oldestEnded());
        }
        return oldest;
    }

    private void takeSlice(long slice) {
        int from = ended.count();
        for (FlowTracker worker : workers) {
            worker.takeSlice(slice, ended);
        }
        ended.sort(from);
    }

    /** Writes and frees what was taken. */
    void report() throws OutputException {
        write();
        free();
    }

    void write() throws OutputException {
        for (int i = 0; i < ended.count(); i++) {
            if (i % STAGE == 0) {
                touch(i, Math.min(i + STAGE, ended.count()));
            }
            FlowTracker worker = workers[ended.worker(i)];
            var facts = worker.facts(ended.id(i));
            row.clear();
            if (maker.make(facts, row)) {
                out.row(facts.startNanos, facts.flowId, row.bytes(), 0, row.length());
            }
        }
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
