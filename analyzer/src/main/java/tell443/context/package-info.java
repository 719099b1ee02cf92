/**
 * What other flows, and names in the clear, say about a flow.
 *
 * <p>Crosses the border: {@link tell443.context.Context} is told of DNS answers and of flows that begin, in the order of
 * packets; before a flow is judged it fills {@link tell443.facts.Surroundings} in.
 *
 * <p>How the output stays the same for any number of threads and any batch: events are applied in the order of packets, for
 * every row up to the tick of the run's clock at which it was complete; and rows are judged by one thread in one order. What is
 * known at a judgement thus depends on packets alone. Ticks come after at most 16,384 packets, so few events wait. Of what is
 * known, a row is told what happened until {@link tell443.flow.FlowTracker#HINDSIGHT_NANOS} after its last packet.
 *
 * <p>Why a server's connections are kept apart by name: a site and a resolver may share an address and a port, but hardly a name.
 * A connection is told by those before it, never by itself, and one page among them ends that.
 *
 * <p>Why random streams count by server and port alone: they show no name. Lengths are kept as sets of bits, 368 bytes for a server
 * that has such streams; where one side has more than 250 lengths, nobody draws them from a list, and they are forgotten.
 *
 * <p>Why contacts on other ports do not count: their packets are dropped after one look at the ports, and a second look at each
 * of them, for the few that begin a connection, is what a busy link would pay.
 *
 * <p>Every table is bounded, and the entry that was made first goes when it is full.
 */
package tell443.context;
