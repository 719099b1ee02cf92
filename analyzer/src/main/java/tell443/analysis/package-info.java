/**
 * Cores: the workers that share a batch, and the merging of their rows into one order.
 *
 * <p>Why: the batch is the unit of sharing. Every worker decodes every packet (some 20 ns) and keeps the flows of its own
 * lanes; that is cheaper than handing packets over one by one, and nothing needs a lock. Rows are merged at ticks of the
 * run's clock, which are the same packets for every worker, and each tick says up to where each worker's rows are complete:
 * so the output has one order for any number of threads.
 */
package tell443.analysis;
