/**
 * Cores: the workers that share a batch, and the merging of their rows into one order.
 *
 * <p>Why: the batch is the unit of sharing. Every worker decodes every packet and keeps the flows of its own
 * lanes; nothing is handed over packet by packet, and nothing needs a lock. On two cores a second
 * thread has not saved wall time so far, which is why one is the default. Ended flows are taken at ticks of
 * the run's clock, which are the same packets for every worker, and judged by one thread in one order: so the output is the
 * same for any number of threads, and what is concluded from several flows may be, too.
 */
package tell443.analysis;
