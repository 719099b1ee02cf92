package tell443.report;

import java.util.ArrayList;
import java.util.List;

/** The columns of schema 1, in order: the core, then those that {@code full} adds. */
public final class Columns {

    public static final int SCHEMA = 1;

    private Columns() {}

    /** The columns that are written unless others are asked for. */
    public static List<Column> core() {
        List<Column> columns = new ArrayList<>();
        add(columns, FlowColumn.values());
        add(columns, HandshakeColumn.values());
        return columns;
    }

    /** All columns; the core comes first. Apart from {@link #core} so that a usual run does not load their classes. */
    public static List<Column> full() {
        List<Column> columns = core();
        add(columns, SequenceColumn.values());
        for (DirectionMeasure measure : DirectionMeasure.values()) {
            columns.add(new DirectionColumn(measure, true));
            columns.add(new DirectionColumn(measure, false));
        }
        add(columns, ClientHelloColumn.values());
        add(columns, ServerHelloColumn.values());
        add(columns, QuicColumn.values());
        add(columns, VerdictColumn.values());
        add(columns, ContextColumn.values());
        add(columns, RetryColumn.values());
        return columns;
    }

    /** The evidence as sentences, for those who ask for them beside other columns. */
    public static Column explanation() {
        return VerdictColumn.EXPLANATION;
    }

    /**
     * The columns of a list such as {@code core,ja4_raw}: names, {@code core} and {@code full}; each column once.
     *
     * @throws IllegalArgumentException whose message is the part that is no column
     */
    public static List<Column> parse(String names) {
        List<Column> columns = new ArrayList<>();
        for (int at = 0; at <= names.length(); ) {
            int comma = names.indexOf(',', at);
            int end = comma < 0 ? names.length() : comma;
            for (Column column : named(names.substring(at, end).strip())) {
                if (!columns.contains(column)) {
                    columns.add(column);
                }
            }
            at = end + 1;
        }
        return columns;
    }

    /** Whether any of them shows a flow's first packets or the gaps between packets, which are kept only when wanted. */
    public static boolean wantPackets(List<Column> columns) {
        for (Column column : columns) {
            boolean gap = column instanceof DirectionColumn direction && direction.measure().isGap();
            if (gap || column == SequenceColumn.PACKET_SIZES || column == SequenceColumn.PACKET_TIMES_MS) {
                return true;
            }
        }
        return false;
    }

    /** The commonest columns are called by their own classes: an interface of several costs the first compiler 6 ns a call. */
    static void write(Column column, Row row, RowSink out) {
        if (column instanceof FlowColumn) {
            ((FlowColumn) column).write(row, out);
        } else if (column instanceof HandshakeColumn) {
            ((HandshakeColumn) column).write(row, out);
        } else if (column instanceof DirectionColumn) {
            ((DirectionColumn) column).write(row, out);
        } else {
            column.write(row, out);
        }
    }

    private static List<Column> named(String name) {
        switch (name) {
            case "core" -> {
                return core();
            }
            case "full" -> {
                return full();
            }
            default -> {
                for (Column column : full()) {
                    if (column.label().equals(name)) {
                        return List.of(column);
                    }
                }
                throw new IllegalArgumentException(name);
            }
        }
    }

    private static void add(List<Column> columns, Column[] more) {
        for (Column column : more) {
            columns.add(column);
        }
    }
}
