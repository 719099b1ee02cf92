package tell443.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import tell443.classify.FlowClass;

/** Holds all rows, then writes them as a table that fits its line width, in order of start. */
final class TableRows implements RowCollector {

    private static final String BOLD = "\033[1m";
    private static final String DIM = "\033[2m";
    private static final String PLAIN = "\033[0m";
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final Output output;
    private final List<Column> columns;
    private final TableStyle style;
    private final HeldRows held = new HeldRows();
    private final RowBuffer line = new RowBuffer(1024);
    private TableLayout layout;

    TableRows(Output output, List<Column> columns, TableStyle style) {
        this.output = output;
        this.columns = columns;
        this.style = style;
        layout = new TableLayout(columns, new int[columns.size()], style.width());
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
        layout = new TableLayout(columns, wanted, style.width());
        writeHeader();
        long day = Long.MIN_VALUE;
        for (HeldRows.Held row : rows) {
            long today = Math.floorDiv(row.startNanos(), DAY_NANOS);
            if (today != day && columns.get(0) == TableColumn.START) {
                writeDay(today);
            }
            day = today;
            writeRow(new String(row.bytes(), UTF_8));
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

    private void writeHeader() throws OutputException {
        for (int i = 0; i < layout.shown(); i++) {
            writeCell(i, columns.get(i).label(), BOLD);
        }
        endLine();
    }

    private void writeDay(long day) throws OutputException {
        style(DIM);
        Times.date((int) day, line);
        line.ascii(" UTC");
        style(PLAIN);
        endLine();
    }

    private void writeRow(String row) throws OutputException {
        int sentences = row.indexOf(TableFormat.SENTENCE);
        int end = sentences < 0 ? row.length() : sentences;
        int at = 0;
        for (int i = 0; i < layout.shown(); i++) {
            int separator = row.indexOf(TableFormat.CELL, at);
            int stop = separator < 0 || separator > end ? end : separator;
            String cell = row.substring(at, stop);
            boolean coloured = columns.get(i) == TableColumn.WHAT || columns.get(i) == FlowColumn.CLASS;
            writeCell(i, cell, coloured ? colour(cell) : "");
            at = Math.min(stop + 1, end);
        }
        endLine();
        for (int s = sentences; s >= 0; ) {
            int next = row.indexOf(TableFormat.SENTENCE, s + 1);
            writeSentence(row.charAt(s + 1) == '+', row.substring(s + 2, next < 0 ? row.length() : next));
            s = next;
        }
    }

    /** Pads, or shortens what is too long; the last column is not padded. */
    private void writeCell(int i, String text, String colour) {
        int width = layout.width(i);
        int length = text.codePointCount(0, text.length());
        if (i > 0) {
            pad(TableLayout.GAP);
        }
        if (columns.get(i).type().isNumber()) {
            pad(width - length);
        }
        style(colour);
        line.text(length <= width ? text : shorten(text, width, columns.get(i)));
        style(colour.isEmpty() ? "" : PLAIN);
        if (!columns.get(i).type().isNumber() && i < layout.shown() - 1) {
            pad(width - length);
        }
    }

    private static String shorten(String text, int width, Column column) {
        boolean endMatters = column instanceof TableColumn && ((TableColumn) column).endMatters();
        int tail = endMatters ? (width - 1) * 2 / 3 : 0;
        int head = text.offsetByCodePoints(0, width - 1 - tail);
        return text.substring(0, head) + '\u2026' + text.substring(text.offsetByCodePoints(text.length(), -tail));
    }

    private void writeSentence(boolean supports, String sentence) throws OutputException {
        pad(4);
        style(DIM);
        line.ascii(supports ? "+ " : "- against: ").text(sentence);
        style(PLAIN);
        endLine();
    }

    private static String colour(String cell) {
        int slash = cell.indexOf('/');
        String label = slash < 0 ? cell : cell.substring(0, slash);
        for (FlowClass flowClass : FlowClass.values()) {
            if (flowClass.label().equals(label)) {
                return switch (flowClass) {
                    case HTTPS -> "\033[32m";
                    case DOH -> "\033[33m";
                    case VPN -> "\033[31m";
                    case QUIC -> "\033[36m";
                    case OTHER -> "\033[34m";
                    case UNKNOWN -> DIM;
                };
            }
        }
        return "";
    }

    private void style(String sequence) {
        if (style.colour()) {
            line.ascii(sequence);
        }
    }

    private void pad(int blanks) {
        for (int i = 0; i < blanks; i++) {
            line.put(' ');
        }
    }

    private void endLine() throws OutputException {
        int end = line.length();
        while (end > 0 && line.bytes()[end - 1] == ' ') {
            end--;
        }
        line.truncate(end);
        line.put('\n');
        output.write(line.bytes(), 0, line.length());
        line.clear();
    }
}
