package tell443.analysis;

import tell443.classify.Verdict;
import tell443.facts.FlowFacts;
import tell443.report.OutputException;

/**
 * Somebody who looks at a run while it goes on: at every look {@link #wants}, then {@link #changed} and {@link #chosen} of some
 * flows, then {@link #end}. All on the thread that reports; what is handed over is used again after the call.
 */
public interface Onlooker {

    /** Whether the look that is due interests them. */
    default boolean wants() {
        return true;
    }

    /** The open flows that {@link #chosen} is to tell of. */
    default Choice choice() {
        return Choice.NONE;
    }

    /**
     * An open flow's class or protocol is another one than when it was last judged. What was a flow's first verdict is told, too, if
     * it is not {@code unknown}.
     *
     * @param first there was none before but {@code unknown}
     * @return whether a row of the flow was written
     */
    default boolean changed(FlowFacts facts, Verdict verdict, boolean first, long clockNanos) throws OutputException {
        return false;
    }

    /** One of the flows chosen, the first in their order first. */
    default void chosen(FlowFacts facts, Verdict verdict, long bytesPerSecond) {}

    default void end(Overview overview) throws OutputException {}
}
