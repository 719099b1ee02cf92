package tell443.analysis;

import java.util.Arrays;
import tell443.facts.FlowFacts;
import tell443.flow.FlowConsumer;
import tell443.report.RowBuffer;

/** The rows one worker made of a batch: their bytes, where each belongs, and where the ticks of the run's clock are. */
final class WorkerRows implements FlowConsumer {

    private final RowMaker maker;
    final RowBuffer bytes = new RowBuffer(1 << 16);
    int count;
    long[] order = new long[256];
    long[] flowId = new long[256];
    long[] startNanos = new long[256];
    int[] end = new int[256];
    /** Rows before tick i of the batch, and the moment before which no further row of this worker belongs. */
    int ticks;
    int[] rowsBeforeTick = new int[64];
    long[] watermarkNanos = new long[64];

    WorkerRows(RowMaker maker) {
        this.maker = maker;
    }

    /** Forgets the rows that a tick has closed. Rows made after the last tick wait for the next one. */
    void keepAfterLastTick() {
        int done = ticks == 0 ? 0 : rowsBeforeTick[ticks - 1];
        int doneBytes = start(done);
        int left = count - done;
        bytes.consume(doneBytes);
        System.arraycopy(order, done, order, 0, left);
        System.arraycopy(flowId, done, flowId, 0, left);
        System.arraycopy(startNanos, done, startNanos, 0, left);
        for (int i = 0; i < left; i++) {
            end[i] = end[done + i] - doneBytes;
        }
        count = left;
        ticks = 0;
    }

    @Override
    public void flow(FlowFacts facts, long orderNanos) {
        if (!maker.make(facts, bytes)) {
            return;
        }
        if (count == order.length) {
            order = Arrays.copyOf(order, count * 2);
            flowId = Arrays.copyOf(flowId, count * 2);
            startNanos = Arrays.copyOf(startNanos, count * 2);
            end = Arrays.copyOf(end, count * 2);
        }
        order[count] = orderNanos;
        flowId[count] = facts.flowId;
        startNanos[count] = facts.startNanos;
        end[count++] = bytes.length();
    }

    @Override
    public void tick(long watermarkNanos) {
        if (ticks == rowsBeforeTick.length) {
            rowsBeforeTick = Arrays.copyOf(rowsBeforeTick, ticks * 2);
            this.watermarkNanos = Arrays.copyOf(this.watermarkNanos, ticks * 2);
        }
        this.watermarkNanos[ticks] = watermarkNanos;
        rowsBeforeTick[ticks++] = count;
    }

    int start(int row) {
        return row == 0 ? 0 : end[row - 1];
    }
}
