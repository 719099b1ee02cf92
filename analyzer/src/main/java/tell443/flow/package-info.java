/**
 * What is remembered of flows, and what is read of their payload while something is wanted.
 *
 * <p>Crosses the border: a {@link tell443.flow.FlowTracker} is fed {@link tell443.flow.DecodedBatch}es and lets ended flows be
 * taken away as {@link tell443.flow.Ended}, each with its {@link tell443.facts.FlowFacts}.
 *
 * <p>Why:
 * <ul>
 * <li>Rows are 48 longs in chunks, not objects: nothing for the garbage collector to walk, and a packet touches three or
 * four cache lines. Look-ups go in stages of 128 packets, so that their cache misses overlap; so do those of the three
 * objects that count a QUIC datagram (of 100,000 QUIC connections, 11 packets each: 3.52 s of CPU instead of 3.67).
 * <li>All flows are in sixteen lanes by an unseeded hash; every limit on live flows is per lane, and who is evicted
 * depends on the packets of one lane alone. So the rows are the same for any number of workers.
 * The index's hash is seeded, against flooding.
 * <li>Rows are reported in the order of the run's clock at their last packet. The clock is cut into slices that count the
 * live flows whose last packet lies in them; so it is always known up to where no earlier row can come.
 * <li>What is remembered of open flows from one look to the next stands beside the table and is made at the first look: rows and packets
 * of a run that nobody watches pay nothing for it. A flow costs 28 bytes more then.
 * <li>A stream that is not TLS keeps the sizes of its first 192 pieces, whole turns of a bulk transfer as one: what its opening
 * holds grows by at most 1.7 kB, and a segment costs a comparison. TLS and QUIC keep none.
 * <li>Once the hellos are read, a stream is followed by arithmetic: five bytes per TLS record are looked at.
 * </ul>
 */
package tell443.flow;
