package tell443.report;

import java.util.Set;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.facts.FlowFacts;

/** One worker's way from a flow to its row: counts every flow, formats those whose class is wanted. */
public final class RowWriter {

    private final RowFormat format;
    private final boolean[] wanted = new boolean[FlowClass.values().length];
    private final Tally tally = new Tally();

    public RowWriter(RowFormat format, Set<FlowClass> classes) {
        this.format = format;
        for (FlowClass flowClass : classes) {
            wanted[flowClass.ordinal()] = true;
        }
    }

    /** Appends the flow's row to {@code out}; false when it has none. */
    public boolean write(FlowFacts facts, Verdict verdict, RowBuffer out) {
        boolean written = update(facts, verdict, out);
        tally.flow(facts, verdict, written);
        return written;
    }

    /** Appends a row of a flow that goes on, which is not counted. One that was told of before is told of whatever it is now. */
    public boolean update(FlowFacts facts, Verdict verdict, RowBuffer out) {
        boolean written = wanted[verdict.flowClass().ordinal()] || facts.told;
        if (written) {
            format.row(facts, verdict, out);
        }
        return written;
    }

    public Tally tally() {
        return tally;
    }
}
