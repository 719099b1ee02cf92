/**
 * Cores: the workers that share a batch, and the merging of their rows into one order.
 *
 * <p>Why: a run is a row of stages: packets are read, decoded, counted to their flows, and what has ended is taken and reported.
 * Every stage sees all batches in order, and threads share the stages, not the packets: nothing is handed over packet by packet.
 * When one thread read, decoded and reported, and the others kept flows, they waited for each other in every round that was
 * uneven, and rows come in bursts: two threads took as long as one for 100,000 handshakes; sharing the stages they take a sixth
 * less on two cores, of which the JIT compiler wants a part as well. What is left over is one thread's alone: the JVM's start, the
 * rows of flows that are open at the end of the run, garbage collection. When every worker decoded for itself, a run cost a quarter
 * more processor time: headers come from the other core's cache.
 *
 * <p>Workers keep the flows of their own lanes and need no lock. Ended flows are taken at ticks of the run's clock, which are the
 * same packets for every worker, and judged by one thread in one order: so the output is the same for any number of threads, and
 * what is concluded from several flows may be, too. Of a live run rows are wanted promptly, so they do not wait for flows that
 * began earlier and are silent; only there the order of rows depends on more than the packets.
 *
 * <p>Looks at flows that are still open happen at a tick of the run's clock too, about once a second: all workers stop between the
 * same two packets, the reporting thread looks, and they go on. So updates, like rows, are the same for any number of threads
 * and any batches; and a run that nobody watches does nothing for it. A look changes nothing that rows depend on: the rows of a run
 * with updates are those of a run without. It costs some 20 ms for 100,000 open flows of which 5,000 are judged; with more flows it is
 * rarer, and at most 8,192 are judged at once, those first that have waited longest.
 *
 * <p>An update needs no column of its own: {@code end_reason} is {@code open}, and the last row of a flow_id and start_time counts. A flow
 * that was told of once gets its last row whatever class it has then, so nobody is left with a claim that was taken back.
 */
package tell443.analysis;
