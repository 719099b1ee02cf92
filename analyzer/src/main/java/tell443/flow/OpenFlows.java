package tell443.flow;

import java.util.Arrays;
import tell443.facts.EndReason;
import tell443.facts.FlowFacts;

/**
 * The open flows of one worker, for those who look at them at a {@link Pause}, and what is remembered of each from one look to the
 * next. Of no cost until somebody looks: that is why it is not part of {@link FlowRow}.
 */
public final class OpenFlows {

    private static final int TOLD = 1 << 31;

    private final int worker;
    private final FlowTable table;
    private final FactsReader reader;
    private final FlowRow row = new FlowRow();
    private final FlowSide side = new FlowSide();
    private final OpenFlow open = new OpenFlow();
    private long beforeNanos = Long.MIN_VALUE; // the look before
    // by row
    private long[] number = {}; // the flow the rest is about: rows are used again
    private long[] bytes = {};
    private long[] judged = {};
    private int[] note = {};

    OpenFlows(int worker, FlowTable table, FactsReader reader) {
        this.worker = worker;
        this.table = table;
        this.reader = reader;
    }

    /** Takes the flows of a look, one at a time; the object is used again. */
    public interface Visitor {
        void visit(OpenFlow flow);
    }

    /** Hands out all flows that have not ended, in the order they lie in memory. */
    public void look(long clockNanos, Visitor visitor) {
        reserve(table.rowsMade());
        open.worker = worker;
        for (int id = 0; id < table.rowsMade(); id++) {
            table.stand(row, id);
            long flow = row.get(FlowRow.FLOW_ID);
            if (flow != FlowTable.FREE && !row.is(FlowRow.ENDED)) {
                fill(id, flow >>> 24, clockNanos);
                visitor.visit(open);
            }
        }
        beforeNanos = clockNanos;
    }

    private void fill(int id, long flowId, long clockNanos) {
        if (number[id] != flowId) {
            number[id] = flowId;
            bytes[id] = 0;
            judged[id] = clockNanos;
            note[id] = 0;
        }
        long before = bytes[id];
        long last = row.get(FlowRow.LAST);
        if (last >= beforeNanos) {
            bytes[id] = row.get(FlowRow.SIDES + FlowRow.BYTES) + row.get(FlowRow.SIDES + FlowRow.SIDE_LONGS + FlowRow.BYTES);
        }
        open.id = id;
        open.flowId = flowId;
        open.startNanos = row.get(FlowRow.START);
        open.bytes = bytes[id];
        open.bytesSince = bytes[id] < before ? bytes[id] : bytes[id] - before; // fewer: a row was closed at the active time-out
        open.note = note[id] & ~TOLD;
        open.judgedNanos = judged[id];
        open.due = open.note == 0 || last >= judged[id];
    }

    private void reserve(int rows) {
        if (rows > number.length) {
            int capacity = Math.max(1024, rows + (rows >> 1));
            number = Arrays.copyOf(number, capacity);
            bytes = Arrays.copyOf(bytes, capacity);
            judged = Arrays.copyOf(judged, capacity);
            note = Arrays.copyOf(note, capacity);
        }
    }

    /** What has been seen of a flow so far. Good until the next call. */
    public FlowFacts facts(int id) {
        table.stand(row, id);
        FlowFacts facts = reader.read(row, FlowSides.forLooking(table, id, side));
        facts.endReason = EndReason.OPEN;
        facts.told = told(id, facts.flowId);
        return facts;
    }

    /** The run's clock at a flow's last packet. */
    public long clockNanos(int id) {
        table.stand(row, id);
        return row.get(FlowRow.LAST);
    }

    /** Keeps what a flow was judged to be for the next look: a positive number. */
    public void note(int id, int value, long clockNanos) {
        note[id] = note[id] & TOLD | value;
        judged[id] = clockNanos;
    }

    /** A row of the flow was written: its last one must follow. */
    public void tell(int id) {
        note[id] |= TOLD;
    }

    boolean told(int id, long flowId) {
        return id < number.length && number[id] == flowId && note[id] < 0;
    }

    /** The first part of a flow has got a row of its own: what was told of the flow was told of that part. */
    void split(int from, int part, long flowId) {
        if (told(from, flowId)) {
            reserve(part + 1);
            number[part] = flowId;
            note[part] = note[from];
        }
        if (from < note.length) {
            note[from] = 0;
        }
    }
}
