package tell443.report;

import java.util.List;
import tell443.classify.FlowClass;

/** Lines of a table whose layout is known. */
final class TableLines {

    private static final String BOLD = "\033[1m";
    private static final String DIM = "\033[2m";
    private static final String PLAIN = "\033[0m";
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final Output output;
    private final List<Column> columns;
    private final TableLayout layout;
    private final TableStyle style;
    private final RowBuffer line = new RowBuffer(1024);
    private long day = Long.MIN_VALUE;

    TableLines(Output output, List<Column> columns, TableLayout layout, TableStyle style) {
        this.output = output;
        this.columns = columns;
        this.layout = layout;
        this.style = style;
    }

    void writeHeader() throws OutputException {
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

    /** Rows come in order of start, as far as it matters to whoever reads their days. */
    void writeRow(long startNanos, String row) throws OutputException {
        long today = Math.floorDiv(startNanos, DAY_NANOS);
        if (today != day && columns.get(0) == TableColumn.START) {
            writeDay(today);
        }
        day = today;
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
        line.text(length <= width || columns.get(i).type().isNumber() ? text : shorten(text, width, columns.get(i)));
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
