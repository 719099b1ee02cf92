package tell443.report;

import java.util.List;
import java.util.Locale;

/** The output formats by name. */
public enum Format {
    TABLE, CSV, JSONL;

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
    public RowCollector collector(Output output, List<Column> columns, TableStyle style, boolean sorted) throws OutputException {
        if (this == TABLE) {
            return new TableRows(output, TableFormat.shown(columns), style);
        }
        RowFormat format = rows(columns, style);
        RowCollector streamed = new StreamedRows(output, format.header(), format.footer());
        return sorted ? new SortedRows(streamed) : streamed;
    }
}
