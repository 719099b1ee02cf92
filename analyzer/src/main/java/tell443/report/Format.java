package tell443.report;

import java.util.List;
import java.util.Locale;

/** The output formats by name. */
public enum Format {
    TABLE, CSV, JSONL;

    /** When rows are written. */
    public enum Order {
        /** As they come; a table waits until it knows how wide its columns are, and is sorted by start. */
        USUAL,
        /** As they come. */
        PROMPT,
        /** When all are there, by start. */
        SORTED
    }

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }

    /** One for each worker. */
    public RowFormat rows(List<Column> columns, TableStyle style) {
        return switch (this) {
            case TABLE -> new TableFormat(columns, style);
            case CSV -> new CsvFormat(columns);
            case JSONL -> new JsonLinesFormat(columns);
        };
    }

    /** What brings the rows of all workers to the output. */
    public RowCollector collector(Output output, List<Column> columns, TableStyle style, Order order) throws OutputException {
        if (this == TABLE) {
            List<Column> shown = TableFormat.shown(columns);
            return order == Order.PROMPT ? new StreamedTable(output, shown, style) : new TableRows(output, shown, style);
        }
        RowFormat format = rows(columns, style);
        RowCollector streamed = new StreamedRows(output, format.header(), format.footer());
        return order == Order.SORTED ? new SortedRows(streamed) : streamed;
    }

    /** What brings the rows of all workers to files in turn; {@code output} is {@link Output#inTurn}. Not of tables. */
    public RowCollector collector(Output output, List<Column> columns, TableStyle style, Rotation rotation, WholeFiles watcher)
            throws OutputException {
        RowFormat format = rows(columns, style);
        return new RotatedRows(output, rotation, format.header(), format.footer(), watcher);
    }
}
