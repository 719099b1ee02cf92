package tell443.report;

import tell443.classify.Verdict;
import tell443.facts.FlowFacts;

/** Somebody who wants to know of every judged flow, in the order of rows, whether its row is written or not. */
public interface FlowWatcher {

    /** Both are used again after the call. */
    void judged(FlowFacts facts, Verdict verdict) throws OutputException;
}
