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

    private final Column[] columns;
    private final Row row = new Row();
    private final TextSink sink = TextSink.csv();

    CsvFormat(List<Column> columns) {
        this.columns = columns.toArray(new Column[0]);
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
        for (int i = 0; i < columns.length; i++) {
            if (i > 0) {
                out.put(',');
            }
            Columns.write(columns[i], row, sink);
        }
        out.put('\n');
    }
}
