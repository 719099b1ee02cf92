package tell443.analysis;

import tell443.report.OutputException;

/**
 * What happens to a round, in this order. Each stage sees every round, in order, on any thread but {@link #fill}; a stage never
 * runs twice at once, except that all workers track a round at the same time.
 */
interface Stages {

    /** Reads packets into a round; only on the thread that runs the pipeline. @return false at the end of the run */
    boolean fill(Round round);

    void decode(Round round);

    void track(Round round, int worker);

    /** Takes away what has ended, after all workers have tracked the round and before any tracks the next. */
    void take(Round round);

    void report(Round round) throws OutputException;

    /** While all workers pause in this round, and the rounds before it have been reported. */
    void look(Round round, long clockNanos, long packetNumber);
}
