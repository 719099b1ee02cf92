package tell443.analysis;

import java.util.Arrays;
import tell443.report.OutputException;
import tell443.report.RowBuffer;
import tell443.report.RowCollector;

/** Rows of flows whose last packets lie in one second of the run's clock, until they can be written in order. */
final class WaitingRows {

    private static final int FIRST_BYTES = 1 << 12;

    private final RowBuffer bytes = new RowBuffer(FIRST_BYTES);
    private int count;
    private int written; // of the rows in order
    private int[] rows = new int[16];
    private long[] order = new long[16];
    private long[] flowId = new long[16];
    private long[] startNanos = new long[16];
    private int[] end = new int[16];

    void add(WorkerRows from, int row) {
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, count * 2);
            order = Arrays.copyOf(order, count * 2);
            flowId = Arrays.copyOf(flowId, count * 2);
            startNanos = Arrays.copyOf(startNanos, count * 2);
            end = Arrays.copyOf(end, count * 2);
        }
        int start = from.start(row);
        bytes.put(from.bytes.bytes(), start, from.end[row] - start);
        rows[count] = count;
        order[count] = from.order[row];
        flowId[count] = from.flowId[row];
        startNanos[count] = from.startNanos[row];
        end[count++] = bytes.length();
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** What the rows hold, the columns about them included. */
    int bytes() {
        return bytes.length() + count * (3 * Long.BYTES + 2 * Integer.BYTES);
    }

    /**
     * Writes the rows that belong before that moment, by the run's clock at the flow's last packet, then by flow number. They
     * are forgotten when none is left.
     *
     * @return the order of the last row written, or the lowest number
     */
    long write(RowCollector out, long beforeNanos) throws OutputException {
        sort(written, count);
        long last = Long.MIN_VALUE;
        for (; written < count && order[rows[written]] < beforeNanos; written++) {
            int row = rows[written];
            int start = row == 0 ? 0 : end[row - 1];
            out.row(startNanos[row], flowId[row], bytes.bytes(), start, end[row] - start);
            last = order[row];
        }
        if (written == count) {
            written = 0;
            count = 0;
            bytes.clear();
        }
        return last;
    }

    private boolean isBefore(int a, int b) {
        return order[a] != order[b] ? order[a] < order[b] : flowId[a] < flowId[b];
    }

    /** Merge sort, as comparing costs cache misses; it keeps the parts of one flow in their order. */
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
        int[] left = Arrays.copyOfRange(rows, start, middle);
        int right = middle;
        int at = start;
        for (int i = 0; i < left.length;) {
            rows[at++] = right < end && isBefore(rows[right], left[i]) ? rows[right++] : left[i++];
        }
    }
}
