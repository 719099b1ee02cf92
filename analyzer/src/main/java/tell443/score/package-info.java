/**
 * How right the program is: rows of flows beside rows of truth, and the figures that follow.
 *
 * <p>Crosses the border: {@link tell443.score.TruthFile} and {@link tell443.score.CaptureTree} (what is known),
 * {@link tell443.score.Matching} (hands out a {@link tell443.score.FlowsReader} for each source of rows, and brings rows and
 * truth together in an {@link tell443.score.Outcome}), {@link tell443.score.Score} (writes the tables). What is wrong with a
 * file is a {@link tell443.score.ScoreException}.
 *
 * <p>How it counts:
 * <ul>
 *   <li>The unit is a row of the flows. A flow of the truth with several rows (idle time-out, a port used again) counts as often.
 *   <li>A flow of the truth without a row is missing: it counts against recall and the share that is right, so rows that were
 *       filtered by class do not look better than they are. Of a capture without any row nothing can be said: absent. A capture
 *       that is analysed here is never absent.
 *   <li>Rows without truth count nowhere. Swapped sides are an error of their own and do not make a class wrong.
 *   <li>Averages over captures leave out captures without the figure: no precision where the class was never said, no recall
 *       where it never was true. A column {@code source} of the truth puts captures of one origin together.
 * </ul>
 *
 * <p>Why:
 * <ul>
 *   <li>False positives are given with a one-sided bound after Clopper and Pearson: it holds for few flows, where the normal
 *       approximation says 0, and is the rule of three where there is none. Flows of one capture are alike, so the share of
 *       captures with a false positive has its own bound: the one to quote.
 *   <li>Flows called unknown have no part in the calibration: their confidence says how sure it is that nothing can be said.
 *   <li>Captures are analysed into CSV rows and read back, so that both forms of the command take one way and agree. The reader
 *       is fed as bytes come and decodes only the cells that count: a million rows of core columns (392 MB) in 4 s of CPU; rows
 *       whose five-tuple the truth does not have are not kept.
 *   <li>An own reader of 220 lines instead of FastCSV, which stays in the tests: it is our own format, the reader is pushed
 *       from inside the analysis, and FastCSV would make a String of every cell.
 *   <li>Captures are paired by the longest common end of their paths, because both sides name them as they were typed
 *       somewhere. Where two are as good, nothing is guessed.
 * </ul>
 */
package tell443.score;
