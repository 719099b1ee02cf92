package tell443.analysis;

import tell443.facts.FlowFacts;
import tell443.report.OutputException;
import tell443.report.RowBuffer;

/** Judges a flow and appends its row; one per worker. */
public interface RowMaker {

    /** @return false when no row is wanted of that flow; the buffer is then as it was */
    boolean make(FlowFacts facts, RowBuffer out) throws OutputException;
}
