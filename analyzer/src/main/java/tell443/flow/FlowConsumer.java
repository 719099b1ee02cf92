package tell443.flow;

import tell443.facts.FlowFacts;

/** Where a worker's ended flows go. */
public interface FlowConsumer {

    /**
     * A flow has ended, or a part of it.
     *
     * @param facts reused: good only during the call
     * @param orderNanos where its row belongs: the run's clock at its last packet
     */
    void flow(FlowFacts facts, long orderNanos);

    /**
     * A point of the run that is the same for all workers.
     *
     * @param watermarkNanos all rows that belong before that moment have been handed over
     */
    void tick(long watermarkNanos);
}
