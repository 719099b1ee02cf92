/**
 * What is remembered of flows, and what is read of their payload while something is wanted.
 *
 * <p>Crosses the border: a {@link tell443.flow.FlowTracker} is fed batches and hands {@link tell443.facts.FlowFacts} of ended
 * flows to a {@link tell443.flow.FlowConsumer}.
 *
 * <p>Why:
 * <ul>
 * <li>Rows are 48 longs in chunks, not objects: nothing for the garbage collector to walk, and a packet touches three or
 * four cache lines. Look-ups go in stages, because 128 overlapping cache misses cost as much as five single ones.
 * <li>All flows are in sixteen lanes by an unseeded hash; every limit is per lane and every decision depends on the packets
 * of one lane alone. So the rows are the same for any number of workers. The index's hash is seeded, against flooding.
 * <li>Rows are reported in the order of the run's clock at their last packet. The clock is cut into slices that count the
 * live flows whose last packet lies in them; so it is always known up to where no earlier row can come.
 * <li>Once the hellos are read, a stream is followed by arithmetic: five bytes per TLS record are looked at.
 * </ul>
 */
package tell443.flow;
