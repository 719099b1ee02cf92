package tell443.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Holds all rows, then writes them as a table that fits its line width, in order of start. */
final class TableRows implements RowCollector {

    private final Output output;
    private final List<Column> columns;
    private final TableStyle style;
    private final HeldRows held = new HeldRows();

    TableRows(Output output, List<Column> columns, TableStyle style) {
        this.output = output;
        this.columns = columns;
        this.style = style;
    }

    @Override
    public void row(long startNanos, long flowId, byte[] bytes, int at, int length) {
        held.add(startNanos, flowId, bytes, at, length);
    }

    @Override
    public void finish() throws OutputException {
        List<HeldRows.Held> rows = held.sorted();
        int[] wanted = new int[columns.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = columns.get(i).label().length();
        }
        for (HeldRows.Held row : rows) {
            measure(new String(row.bytes(), UTF_8), wanted);
        }
        TableLines lines = new TableLines(output, columns, new TableLayout(columns, wanted, style.width()), style);
        lines.writeHeader();
        for (HeldRows.Held row : rows) {
            lines.writeRow(row.startNanos(), new String(row.bytes(), UTF_8));
        }
    }

    private static void measure(String row, int[] wanted) {
        int cell = 0;
        int width = 0;
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            if (c == TableFormat.SENTENCE) {
                break;
            }
            if (c == TableFormat.CELL) {
                cell++;
                width = 0;
            } else if (!Character.isLowSurrogate(c)) {
                wanted[cell] = Math.max(wanted[cell], ++width);
            }
        }
    }
}
