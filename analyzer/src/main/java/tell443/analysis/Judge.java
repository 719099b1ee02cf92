package tell443.analysis;

import tell443.classify.Verdict;
import tell443.facts.FlowFacts;

/** Says what a flow is; not thread-safe. */
public interface Judge {

    /** The verdict is filled in anew for the next flow. */
    Verdict judge(FlowFacts facts);
}
