package tell443.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tell443.classify.Verdict;
import tell443.facts.FlowFacts;

/**
 * Comma-separated values: RFC 4180 with LF, a header row, UTF-8.
 *
 * <p>Cells of text that a spreadsheet would take for a formula (first character {@code = + - @} or their full-width
 * forms) get a leading apostrophe, and so do those that begin with one: whoever removes one leading apostrophe from
 * text has the value back. Numbers and times are left as they are.
 */
final class CsvFormat implements RowFormat {

    private static final int LEAST_SHARED = 3; // columns; fewer are as quickly written

    private final Column[] columns;
    private final int[] ends; // of the run of shared columns that begins here; else the next column
    private final SharedCells[] shared; // of the runs that begin here
    private final Row row = new Row();
    private final TextSink sink = TextSink.csv();

    CsvFormat(List<Column> columns) {
        this.columns = columns.toArray(new Column[0]);
        ends = new int[this.columns.length];
        shared = new SharedCells[this.columns.length];
        for (int i = 0, end; i < ends.length; i = end) {
            end = i;
            while (end < ends.length && this.columns[end].isShared()) {
                end++;
            }
            if (end - i >= LEAST_SHARED) {
                shared[i] = new SharedCells();
            } else {
                end = i + 1;
            }
            ends[i] = end;
        }
    }

    @Override
    public byte[] header() {
        StringBuilder names = new StringBuilder();
        for (Column column : columns) {
            names.append(names.length() == 0 ? "" : ",").append(column.label());
        }
        return names.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void row(FlowFacts facts, Verdict verdict, RowBuffer out) {
        row.fill(facts, verdict);
        sink.start(out);
        for (int i = 0; i < columns.length; i = ends[i]) {
            if (i > 0) {
                out.put(',');
            }
            if (shared[i] == null) {
                Columns.write(columns[i], row, sink);
            } else if (!shared[i].write(row, out)) {
                int start = out.length();
                write(i, ends[i], out);
                shared[i].keep(row, out, start);
            }
        }
        out.put('\n');
    }

    private void write(int from, int to, RowBuffer out) {
        for (int i = from; i < to; i++) {
            if (i > from) {
                out.put(',');
            }
            Columns.write(columns[i], row, sink);
        }
    }
}
