/**
 * From facts and verdict to bytes that people and programs read.
 *
 * <p>Crosses the border: {@link tell443.report.Columns} (the schema), {@link tell443.report.Format} (makes the row
 * formats of the workers and the collector of their rows), {@link tell443.report.Output} (where bytes go),
 * {@link tell443.report.Tally} and {@link tell443.report.Summary} (what a run adds up to),
 * {@link tell443.report.Schema} (the columns explained).
 *
 * <p>A column is one constant: its definition stands beside the code that computes it. A format is a
 * {@link tell443.report.RowFormat} that hands a sink to each column; a new one is one file and one line in
 * {@link tell443.report.Format}. Whatever came from outside passes {@link tell443.report.SafeText} on its way.
 *
 * <p>Why:
 * <ul>
 *   <li>Columns are enum constants with small switches, not lambdas: 37 lambdas are 37 classes spun at start-up.
 *   <li>What many flows share is written once and copied: cells that follow from the hellos ({@link
 *       tell443.report.SharedCells}: 11 core cells in 23 ns), texts of seconds, plain text that is the same object as before.
 *       A core row costs 1.0 us, without that and with the JDK's SHA-1 2.0 us (JDK 17, first compiler only). 0.28 of it
 *       are the Community ID.
 *   <li>CSV is written here, not by FastCSV: a million rows of core columns cost 2.7 s of CPU against 5.3 s (JDK 17,
 *       first compiler only) and 2.7 to 3.7 s against 4.8 s (both compilers), because a library wants a String per
 *       number. Tests read it back with FastCSV. JSON Lines are written by Jackson: 5.6 to 9.7 us a row, and rarer.
 *   <li>A core row allocates nothing, a full row 110 bytes; nothing grows with the rows, except
 *       where they are sorted or laid out as a table.
 *   <li>Not known is an empty cell and a JSON null, of a list an empty array: then a reader may ask a list for a word.
 *   <li>A table needs all rows before its first line, because its columns are as wide as their values. A live one cannot
 *       wait: its columns are as wide as usual values.
 *   <li>Of a file that could not be finished nothing is left: half a table that looks whole is worse than none. What
 *       a killed process leaves is called {@code .part}, and so is what a live run leaves, whose packets do not come again.
 *   <li>What a live run lost stands beside its files ({@link tell443.report.Accounts}), not in them. RFC 4180 knows no comments:
 *       behind a line of them pandas, DuckDB and spreadsheets see a row that is too short, and a JSON line of another kind
 *       gives every reader a column that is empty but once. Zeek and Suricata, too, keep their statistics in logs of their own. A
 *       stream has nothing beside it: there the summary, {@code --stats-interval} and {@code --metrics} say it, and under
 *       {@code -q} one line on standard error as soon as a single packet was lost.
 *   <li>What a live run writes under one name it writes until somebody asks for another file (SIGHUP). The file at hand gets
 *       the name when it is whole, a free one where it is still taken: logrotate moves first and asks then, and finds
 *       under the same name, one turn later, what is whole.
 *   <li>Rows go to files in turn by the run's clock at the last packets of their flows: that is the order of rows, so a file is
 *       whole as soon as a row of another time comes, or none of its own can come any more, and the same packets give the same
 *       files. Time is UTC. Size is that of rows before packing, which does not depend on a library's buffers.
 *   <li>No file of this run is written twice: names that would repeat get a number. Files of an earlier run are replaced only
 *       where the packets can be read again.
 *   <li>Nothing but a file is ever replaced or deleted: what is a device, a FIFO or a link when a file is to get its name stays, the
 *       run ends with status 1 and the results are left as {@code .part}.
 *   <li>A reader that closes our standard output ({@code | head}) ends the run quietly with status 0.
 * </ul>
 */
package tell443.report;
