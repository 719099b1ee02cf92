/**
 * What is counted: one enum, whose texts are what people read, and one array per worker.
 *
 * <p>Why: what goes wrong with a packet is neither thrown nor logged; it moves a counter here and sets a
 * {@link tell443.facts.Quality} flag on its flow. Names say what was seen, never what it might mean.
 */
package tell443.counters;
