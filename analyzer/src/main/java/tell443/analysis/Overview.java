package tell443.analysis;

import java.util.Arrays;
import tell443.classify.FlowClass;
import tell443.counters.Counters;

/** What a run has come to at a look. Filled in anew for each. */
public final class Overview {

    /** The run's clock, and what went by since the look before; 0 at the first. */
    public long clockNanos;
    public long sinceNanos;
    /** Of all workers. */
    public Counters counters = new Counters();
    /** Open flows by class as they were last judged. */
    private final long[] open = new long[FlowClass.values().length];
    /** Open flows that have not been judged yet. */
    public long notJudged;
    /** Ended flows that wait for their rows to be written. */
    public long waiting;
    /** Open flows that there may be. */
    public long limit;

    public long open(FlowClass flowClass) {
        return open[flowClass.ordinal()];
    }

    public long open() {
        long sum = notJudged;
        for (long flows : open) {
            sum += flows;
        }
        return sum;
    }

    void clear() {
        Arrays.fill(open, 0);
        notJudged = 0;
    }

    void count(FlowClass flowClass, int flows) {
        open[flowClass.ordinal()] += flows;
    }
}
