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

    /** All rows that belong before this point have been handed over; {@code number} is the same for all workers. */
    void tick(long number);
}
