package tell443.analysis;

import tell443.counters.Counters;

/** How far a run is; good while a {@link ParallelAnalyzer.Observer} looks at it. */
public interface RunState {

    /** Of the whole, 0..1, or -1 when that cannot be known. */
    double share();

    long packets();

    /** Flows that have not ended. */
    int openFlows();

    /** What was counted so far, added up anew. */
    Counters counters();
}
