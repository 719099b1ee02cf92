package tell443.report;

import java.util.List;
import tell443.classify.Verdict;
import tell443.facts.FlowFacts;

/** Cells of table rows, separated by {@link #CELL}; sentences that explain follow, each after {@link #SENTENCE}. */
final class TableFormat implements RowFormat {

    /** Unit separator; cannot be part of a cell, because {@link SafeText} spells out control characters. */
    static final char CELL = 0x1F;
    /** Record separator; then {@code +} or {@code -} for evidence for and against, then the sentence. */
    static final char SENTENCE = 0x1E;

    private final List<Column> columns;
    private final boolean explain;
    private final Row row = new Row();
    private final TextSink sink = TextSink.table();

    TableFormat(List<Column> columns, TableStyle style) {
        this.columns = shown(columns);
        explain = style.explain();
    }

    /** Without a choice, what people look for first. */
    static List<Column> shown(List<Column> columns) {
        return columns.isEmpty() ? List.of(TableColumn.values()) : columns;
    }

    @Override
    public byte[] header() {
        return new byte[0];
    }

    @Override
    public void row(FlowFacts facts, Verdict verdict, RowBuffer out) {
        row.fill(facts, verdict);
        sink.start(out);
        for (int i = 0; i < columns.size(); i++) {
            if (i > 0) {
                out.put(CELL);
            }
            Columns.write(columns.get(i), row, sink);
        }
        if (explain) {
            explain(verdict, false, out);
            explain(verdict, true, out);
        }
    }

    private static void explain(Verdict verdict, boolean against, RowBuffer out) {
        for (int i = 0; i < verdict.evidenceCount(); i++) {
            if (verdict.against(i) == against) {
                out.put(SENTENCE).put(against ? '-' : '+').text(SafeText.escape(verdict.sentence(i)));
            }
        }
    }
}
