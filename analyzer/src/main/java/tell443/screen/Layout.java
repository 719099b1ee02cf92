package tell443.screen;

import java.util.ArrayList;
import java.util.List;
import tell443.analysis.Choice;
import tell443.report.FlowText;

/** The columns of the flows for a width: those that matter least are left out first, the last one takes what is left. */
final class Layout {

    private static final int GAP = 1;
    private static final long SECOND = 1_000_000_000L;

    /** From left to right. */
    private enum Column {
        WHAT("what", 13, 19, 0), CONF("conf", 4, 4, 4), RATE("B/s", 4, 4, 2), BYTES("bytes", 5, 5, 6), AGE("age", 6, 6, 3),
        CLIENT("client", 15, 21, 0), SERVER("server", 13, 21, 1), NAME("name", 12, 26, 1), EVIDENCE("evidence", 14, 20, 5);

        final String label;
        final int narrowest;
        final int comfortable;
        final int expendable;

        Column(String label, int narrowest, int comfortable, int expendable) {
            this.label = label;
            this.narrowest = narrowest;
            this.comfortable = comfortable;
            this.expendable = expendable;
        }
    }

    private final List<Column> columns = new ArrayList<>(List.of(Column.values()));
    private final int[] widths = new int[Column.values().length];

    Layout(int width) {
        while (columns.size() > 1 && narrowest() > width) {
            Column least = columns.get(0);
            for (Column column : columns) {
                least = column.expendable >= least.expendable ? column : least;
            }
            columns.remove(least);
        }
        int rest = width - narrowest();
        for (Column column : columns) {
            int more = Math.max(0, Math.min(rest, column.comfortable - column.narrowest));
            widths[column.ordinal()] = column.narrowest + more;
            rest -= more;
        }
        int last = columns.get(columns.size() - 1).ordinal();
        widths[last] = Math.max(1, widths[last] + rest);
    }

    private int narrowest() {
        int sum = -GAP;
        for (Column column : columns) {
            sum += column.narrowest + GAP;
        }
        return sum;
    }

    private int width(Column column) {
        return widths[column.ordinal()];
    }

    String header(Choice.Order order) {
        Column sorted = switch (order) {
            case RATE -> Column.RATE;
            case BYTES -> Column.BYTES;
            case AGE -> Column.AGE;
            case CLASS -> Column.WHAT;
            case CONFIDENCE -> Column.CONF;
        };
        StringBuilder out = new StringBuilder();
        for (Column column : columns) {
            String label = column == sorted ? column.label.toUpperCase(java.util.Locale.ROOT) : column.label;
            out.append(out.length() == 0 ? "" : " ").append(cell(column, label));
        }
        return out.toString();
    }

    String line(FlowLine flow, long nowNanos, boolean selected, Ink ink) {
        StringBuilder out = new StringBuilder();
        for (Column column : columns) {
            String cell = cell(column, value(column, flow, nowNanos));
            out.append(out.length() == 0 ? "" : " ").append(column == Column.WHAT && !selected ? ink.of(flow.flowClass(), cell) : cell);
        }
        return selected ? ink.reverse(out.toString()) : out.toString();
    }

    private String cell(Column column, String value) {
        return switch (column) {
            case CONF, RATE, BYTES, AGE -> Ink.right(value, width(column));
            case CLIENT, SERVER, NAME -> Ink.left(middle(value, width(column)), width(column));
            default -> Ink.left(value, width(column));
        };
    }

    /** Ports and top-level domains stand at the end: what is too long loses its middle. */
    private static String middle(String text, int width) {
        if (text.length() <= width || width < 4) {
            return text;
        }
        int tail = (width - 1) * 2 / 3;
        return text.substring(0, width - 1 - tail) + '~' + text.substring(text.length() - tail);
    }

    private static String value(Column column, FlowLine flow, long nowNanos) {
        return switch (column) {
            case WHAT -> flow.what();
            case CONF -> flow.percent() >= 100 ? "1.00" : "0." + flow.percent() / 10 + flow.percent() % 10;
            case RATE -> FlowText.human(flow.perSecond());
            case BYTES -> FlowText.human(flow.bytes());
            case AGE -> age(nowNanos - flow.startNanos());
            case CLIENT -> flow.client();
            case SERVER -> flow.server();
            case NAME -> flow.name();
            case EVIDENCE -> String.join(" ", flow.evidence());
        };
    }

    /** Such as 12s, 3m05s, 2h10m, 5d04h. */
    static String age(long nanos) {
        long seconds = Math.max(0, nanos / SECOND);
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m" + two(seconds % 60) + "s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + "h" + two(seconds / 60 % 60) + "m";
        }
        return seconds / 86_400 + "d" + two(seconds / 3600 % 24) + "h";
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
