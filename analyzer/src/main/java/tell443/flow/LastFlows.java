package tell443.flow;

import java.util.Arrays;

/**
 * The flows that are live when the capture ends, oldest last packet first, so that they can be ended in portions whose rows
 * are already in order: all rows at once would need as much memory as the flows themselves.
 *
 * <p>A flow is one long, {@code time of its last packet << bits | id}; the time is since the oldest and coarse enough to fit.
 */
final class LastFlows {

    private final long[] flows;
    private final int bits;
    private final int shift;
    private final long oldestNanos;
    private int next;

    LastFlows(FlowTable table, Lanes lanes) {
        FlowRow row = new FlowRow();
        flows = new long[table.rowsInUse()];
        int count = 0;
        long oldest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        for (int list = 0; list < Lanes.COUNT * 2; list++) {
            for (int id = lanes.first(list / 2, list % 2); id >= 0; id = row.low(FlowRow.LINKS)) {
                table.stand(row, id);
                oldest = Math.min(oldest, row.get(FlowRow.LAST));
                latest = Math.max(latest, row.get(FlowRow.LAST));
                flows[count++] = id;
            }
        }
        oldestNanos = oldest;
        bits = Integer.SIZE - Integer.numberOfLeadingZeros(table.ids());
        shift = Math.max(0, bits + 1 - Long.numberOfLeadingZeros(count == 0 ? 0 : latest - oldest));
        for (int i = 0; i < count; i++) {
            table.stand(row, (int) flows[i]);
            flows[i] |= row.get(FlowRow.LAST) - oldest >>> shift << bits;
        }
        Arrays.sort(flows);
    }

    /** The latest moment with at most so many flows before it, or a little more; all of them are before the end of time. */
    long momentWith(int portion) {
        int at = next + portion;
        if (at >= flows.length) {
            return Long.MAX_VALUE;
        }
        while (at < flows.length && flows[at] >>> bits == flows[next] >>> bits) {
            at++; // as many of one time as there may be
        }
        return at == flows.length ? Long.MAX_VALUE : nanos(at);
    }

    /** Whether a flow is left whose last packet is before that moment, which {@link #momentWith} gave for some worker. */
    boolean hasBefore(long moment) {
        return next < flows.length && (moment == Long.MAX_VALUE || nanos(next) < moment);
    }

    int take() {
        return (int) (flows[next++] & (1L << bits) - 1);
    }

    private long nanos(int at) {
        return oldestNanos + (flows[at] >>> bits << shift);
    }
}
