package tell443.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Writes the lines of a table as their rows come: columns are as wide as what usually stands in them. */
final class StreamedTable implements RowCollector {

    private static final int USUAL_WIDTH = 16;

    private final TableLines lines;

    StreamedTable(Output output, List<Column> columns, TableStyle style) throws OutputException {
        int[] wanted = new int[columns.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = Math.max(columns.get(i).label().length(), usual(columns.get(i)));
        }
        lines = new TableLines(output, columns, new TableLayout(columns, wanted, style.width()), style);
        lines.writeHeader();
    }

    /** Half as wide again as most values need, but for what has one width. */
    private static int usual(Column column) {
        if (!(column instanceof TableColumn)) {
            return USUAL_WIDTH;
        }
        int comfortable = ((TableColumn) column).comfortable();
        return comfortable > 8 ? comfortable * 3 / 2 : comfortable;
    }

    @Override
    public void row(long startNanos, long flowId, byte[] bytes, int at, int length) throws OutputException {
        lines.writeRow(startNanos, new String(bytes, at, length, UTF_8));
    }

    @Override
    public void finish() {
        // every line was written already
    }
}
