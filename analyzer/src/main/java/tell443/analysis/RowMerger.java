package tell443.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.report.OutputException;
import tell443.report.RowCollector;

/**
 * Hands the rows of all workers to the output in one order: by the run's clock at the flow's last packet, then by flow
 * number. At each tick the rows before the earliest of the workers' watermarks are written; the others wait, second by
 * second. What waits is limited: beyond that the oldest seconds are written although earlier rows may come, which is
 * counted. All of it depends on the packets alone, not on who worked on them.
 */
final class RowMerger {

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int SPARE = 4; // emptied buffers kept for later seconds
    private static final int SPARE_BYTES = 1 << 20;

    private final RowCollector out;
    private final WorkerRows[] workers;
    private final Counters counters;
    private final long byteLimit;
    private final int[] from;
    private final TreeMap<Long, WaitingRows> seconds = new TreeMap<>();
    private final List<WaitingRows> spare = new ArrayList<>();
    private WaitingRows latest;
    private long latestSecond = Long.MIN_VALUE;
    private long writtenNanos = Long.MIN_VALUE;
    private long bytes;

    RowMerger(RowCollector out, WorkerRows[] workers, Counters counters, long byteLimit) {
        this.out = out;
        this.workers = workers;
        this.counters = counters;
        this.byteLimit = byteLimit;
        from = new int[workers.length];
    }

    /** Takes all rows that ticks have closed. */
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
        long watermark = Long.MAX_VALUE;
        for (int w = 0; w < workers.length; w++) {
            WorkerRows worker = workers[w];
            int to = worker.rowsBeforeTick[tick];
            for (int row = from[w]; row < to; row++) {
                add(worker, row);
            }
            from[w] = to;
            watermark = Math.min(watermark, worker.watermarkNanos[tick]);
        }
        while (!seconds.isEmpty() && seconds.firstKey() * SECOND_NANOS < watermark) {
            if (!write(watermark)) {
                break;
            }
        }
        while (bytes > byteLimit) {
            write(Long.MAX_VALUE);
        }
    }

    private void add(WorkerRows worker, int row) {
        long order = worker.order[row];
        long second = Math.floorDiv(order, SECOND_NANOS);
        if (second != latestSecond) {
            latest = seconds.computeIfAbsent(second, any -> spare.isEmpty() ? new WaitingRows() : spare.remove(spare.size() - 1));
            latestSecond = second;
        }
        if (order < writtenNanos) {
            counters.count(Counter.ROWS_OUT_OF_ORDER);
        }
        bytes -= latest.bytes();
        latest.add(worker, row);
        bytes += latest.bytes();
    }

    /** Writes rows of the first second. @return whether all of them */
    private boolean write(long beforeNanos) throws OutputException {
        WaitingRows rows = seconds.firstEntry().getValue();
        int held = rows.bytes();
        writtenNanos = Math.max(writtenNanos, rows.write(out, beforeNanos));
        bytes -= held - rows.bytes();
        if (!rows.isEmpty()) {
            return false;
        }
        seconds.pollFirstEntry();
        latestSecond = Long.MIN_VALUE;
        if (spare.size() < SPARE && held <= SPARE_BYTES) {
            spare.add(rows);
        }
        return true;
    }
}
