/**
 * Cores: the workers that share a batch, and the merging of their rows into one order.
 *
 * <p>Why: a round of batches is the unit of sharing. One thread reads, decodes and reports; every worker keeps the flows of
 * its own lanes; nothing is handed over packet by packet, and nothing needs a lock. When every worker decoded for itself,
 * a run of 100,000 handshakes cost a quarter more processor time: headers come from the other core's
 * cache. Ended flows are taken at ticks of the run's clock, which are the same packets for every worker, and judged by one thread in one order: so the output is the
 * same for any number of threads, and what is concluded from several flows may be, too. Of a live run rows are wanted
 * promptly, so they do not wait for flows that began earlier and are silent; only there the order of rows depends on more than the packets.
 */
package tell443.analysis;
