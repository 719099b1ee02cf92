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

    int count() {
        return count;
    }

    /** What the rows hold, the columns about them included. */
    int bytes() {
        return bytes.length() + count * (3 * Long.BYTES + 2 * Integer.BYTES);
    }

    /** Writes the rows by the run's clock at the flow's last packet, then by flow number, and forgets them. */
    void write(RowCollector out) throws OutputException {
        sort(0, count);
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int start = row == 0 ? 0 : end[row - 1];
            out.row(startNanos[row], flowId[row], bytes.bytes(), start, end[row] - start);
        }
        count = 0;
        bytes.clear();
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
