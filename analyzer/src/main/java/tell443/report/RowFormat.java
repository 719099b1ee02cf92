package tell443.report;

import tell443.classify.Verdict;
import tell443.facts.FlowFacts;

/** Makes bytes of rows; one per worker, single-threaded. A new output format is one file that implements this. */
public interface RowFormat {

    /** What comes once before the first row. */
    byte[] header();

    /** Appends one row, its line end included. */
    void row(FlowFacts facts, Verdict verdict, RowBuffer out);

    /** What comes once after the last row. */
    default byte[] footer() {
        return new byte[0];
    }
}
