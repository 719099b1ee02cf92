/**
 * A run in numbers, for programs that watch it: Prometheus' text format, version 0.0.4, over HTTP.
 *
 * <p>Crosses the border: {@link tell443.metrics.Metrics} looks at a run and keeps a page of text; {@link
 * tell443.metrics.MetricsServer} hands out the page that is there.
 *
 * <p>Why:
 * <ul>
 *   <li>The thread that analyses writes the page, once a second at most, between two packets; whoever asks gets the
 *       last one. So an answer never waits for packets, packets never wait for an answer, and all numbers are of one moment.
 *   <li>The JDK's own HTTP server and a hundred lines that write text, not a client library: a library wants its counters moved as
 *       packets come, while ours are in arrays already.
 *   <li>Bounded: sixteen threads at most, eight idle connections, five seconds for a request to come and for its answer to
 *       go. The JDK's server reads the whole request on the thread that answers it.
 *   <li>Histograms, not quantiles: those of several machines can be added. HdrHistogram counts inside, exact to 1 %. The
 *       lag of verdicts alone has quantiles: looks come once a second, so most of it would fall between two borders.
 *   <li>The lag runs from the look before, not from the flow's last packet: which packet decided cannot be known, but it came
 *       since then, or the verdict would have been told at that look. So the figure is never too good.
 * </ul>
 */
package tell443.metrics;
