package tell443.analysis;

import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.facts.FlowFacts;
import tell443.report.OutputException;
import tell443.report.RowBuffer;
import tell443.report.RowCollector;
import tell443.report.RowWriter;

/** Writes a row of a flow that goes on when its class is first known, and whenever its class or protocol changes. */
public final class Updates implements Onlooker {

    private final RowWriter writer;
    private final RowCollector out;
    private final RowBuffer row = new RowBuffer(1 << 12);

    public Updates(RowWriter writer, RowCollector out) {
        this.writer = writer;
        this.out = out;
    }

    @Override
    public boolean changed(FlowFacts facts, Verdict verdict, boolean first, long clockNanos) throws OutputException {
        boolean nothingToTell = verdict.flowClass() == FlowClass.UNKNOWN && !facts.told;
        row.clear();
        if (nothingToTell || !writer.update(facts, verdict, row)) {
            return false;
        }
        out.row(facts.startNanos, facts.flowId, row.bytes(), 0, row.length());
        return true;
    }
}
