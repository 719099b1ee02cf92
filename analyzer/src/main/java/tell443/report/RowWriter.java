package tell443.report;

import java.util.Set;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.facts.FlowFacts;

/** One worker's way from a flow to its row: counts every flow, formats those whose class is wanted. */
public final class RowWriter {

    private final RowFormat format;
    private final Set<FlowClass> classes;
    private final Tally tally = new Tally();

    public RowWriter(RowFormat format, Set<FlowClass> classes) {
        this.format = format;
        this.classes = classes;
    }

    /** Appends the flow's row to {@code out}; false when it has none. */
    public boolean write(FlowFacts facts, Verdict verdict, RowBuffer out) {
        boolean wanted = classes.contains(verdict.flowClass());
        if (wanted) {
            format.row(facts, verdict, out);
        }
        tally.flow(facts, verdict, wanted);
        return wanted;
    }

    public Tally tally() {
        return tally;
    }
}
