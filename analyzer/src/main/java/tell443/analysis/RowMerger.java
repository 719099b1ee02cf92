package tell443.analysis;

import java.util.Arrays;
import tell443.report.OutputException;
import tell443.report.RowCollector;

/**
 * Hands the rows of all workers to the output in one order: tick by tick, within a tick by the run's clock at the flow's
 * last packet, then by flow number. The order depends on the packets alone.
 */
final class RowMerger {

    private static final int WORKER_SHIFT = 32;

    private final RowCollector out;
    private final WorkerRows[] workers;
    private final int[] from;
    private long[] rows = new long[256]; // worker << 32 | row

    RowMerger(RowCollector out, WorkerRows[] workers) {
        this.out = out;
        this.workers = workers;
        from = new int[workers.length];
    }

    /** Takes all rows that are complete and forgets them. */
    void merge() throws OutputException {
        Arrays.fill(from, 0);
        for (int tick = 0; tick < workers[0].ticks; tick++) {
            tick(tick);
        }
        for (WorkerRows worker : workers) {
            worker.keepAfterLastTick();
        }
    }

    private void tick(int tick) throws OutputException {
        int count = 0;
        for (int w = 0; w < workers.length; w++) {
            int to = workers[w].rowsBeforeTick[tick];
            count = gather(w, to, count);
            from[w] = to;
        }
        if (count > 1) {
            sort(0, count);
        }
        for (int i = 0; i < count; i++) {
            WorkerRows worker = worker(rows[i]);
            int row = (int) rows[i];
            int start = worker.start(row);
            out.row(worker.startNanos[row], worker.flowId[row], worker.bytes.bytes(), start, worker.end[row] - start);
        }
    }

    private int gather(int w, int to, int already) {
        int count = already;
        for (int row = from[w]; row < to; row++) {
            if (count == rows.length) {
                rows = Arrays.copyOf(rows, count * 2);
            }
            rows[count++] = (long) w << WORKER_SHIFT | row;
        }
        return count;
    }

    private WorkerRows worker(long row) {
        return workers[(int) (row >>> WORKER_SHIFT)];
    }

    private boolean isBefore(long a, long b) {
        WorkerRows first = worker(a);
        WorkerRows second = worker(b);
        long orderA = first.order[(int) a];
        long orderB = second.order[(int) b];
        return orderA != orderB ? orderA < orderB : first.flowId[(int) a] < second.flowId[(int) b];
    }

    /** Merge sort: each worker's rows are mostly in order already, and comparing costs cache misses. */
    private void sort(int start, int end) {
        boolean sorted = true;
        for (int i = start + 1; i < end && sorted; i++) {
            sorted = !isBefore(rows[i], rows[i - 1]);
        }
        if (sorted) {
            return;
        }
        int middle = start + end >>> 1;
        sort(start, middle);
        sort(middle, end);
        long[] left = Arrays.copyOfRange(rows, start, middle);
        int right = middle;
        int at = start;
        for (int i = 0; i < left.length;) {
            rows[at++] = right < end && isBefore(rows[right], left[i]) ? rows[right++] : left[i++];
        }
    }
}
