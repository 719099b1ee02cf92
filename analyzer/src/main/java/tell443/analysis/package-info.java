/**
 * Cores: the workers that share a batch, and the merging of their rows into one order.
 *
 * <p>Why: the batch is the unit of sharing. Every worker decodes every packet (some 20 ns) and keeps the flows of its own
 * lanes; that is cheaper than handing packets over one by one, and nothing needs a lock. Ended flows are taken at ticks of
 * the run's clock, which are the same packets for every worker, and judged by one thread in one order: so the output is the
 * same for any number of threads, and what is concluded from several flows may be, too.
 */
package tell443.analysis;
