package tell443.packets;

import java.util.Set;
import tell443.capture.PacketBatch;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.FlowFacts;
import tell443.report.FlowWatcher;
import tell443.report.OutputException;

/** Two passes: in the first one chosen flows are remembered, in the second one their packets are written. */
public final class ChosenFlows implements FlowWatcher {

    private static final int BYTES_PER_FLOW = 24; // of the table, at its loosest
    private static final int TOLD = 1 << 31; // beside the number of a verdict: it stands in the file at hand
    private static final byte[] NO_COMMENT = {};

    private final Set<FlowClass> classes;
    private final PacketFile file;
    private final Counters counters;
    private final long limit;
    private final Comments comments = new Comments();
    private final FlowNumbers chosen = new FlowNumbers();
    private final FlowPackets packets = new FlowPackets();
    private byte[] bytes = new byte[1 << 16];
    private int fileNumber = 1;

    /** @param memory bytes that may be used to remember flows */
    public ChosenFlows(Set<FlowClass> classes, PacketFile file, long memory, Counters counters) {
        this.classes = classes;
        this.file = file;
        this.counters = counters;
        limit = Math.min(memory / BYTES_PER_FLOW, 1 << 28);
    }

    /** A flow that was chosen for one of its rows is chosen as a whole. */
    @Override
    public void judged(FlowFacts facts, Verdict verdict) {
        if (!classes.contains(verdict.flowClass()) || chosen.get(facts.flowId) != FlowNumbers.NONE) {
            return;
        }
        if (chosen.count() >= limit) {
            counters.count(Counter.FLOWS_NOT_WRITTEN);
            return;
        }
        chosen.put(facts.flowId, comments.number(facts, verdict));
    }

    public int flows() {
        return chosen.count();
    }

    /** Of the second pass. */
    public void take(PacketBatch batch, long[] flowIds, long[] datagrams) throws OutputException {
        packets.take(batch, flowIds, datagrams, this::write);
    }

    private void write(PacketBatch batch, int i, long flowId) throws OutputException {
        int number = chosen.get(flowId);
        if (number == FlowNumbers.NONE) {
            return;
        }
        int captured = batch.captured[i];
        if (captured > bytes.length) {
            bytes = new byte[PacketBatch.BYTES];
        }
        batch.bytes.get(batch.offset[i], bytes, 0, captured);
        file.reach(batch.timeNanos[i]);
        if (fileNumber != file.number()) {
            fileNumber = file.number();
            chosen.change(each -> each & ~TOLD);
            number &= ~TOLD;
        }
        boolean told = number < 0;
        byte[] comment = told ? NO_COMMENT : comments.comment(flowId, number);
        file.packet(batch.source[i], batch.via[i], batch.linkType[i], batch.timeNanos[i], batch.original[i], bytes, 0, captured,
                comment);
        if (!told) {
            chosen.put(flowId, number | TOLD);
        }
    }
}
