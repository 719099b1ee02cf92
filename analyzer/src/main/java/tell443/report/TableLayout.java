package tell443.report;

import java.util.List;

/** How wide each column of a table is so that its lines fit; a column that finds no room is left out. */
final class TableLayout {

    static final int GAP = 2;

    private final List<Column> columns;
    private final int[] widths;
    private int shown;

    /** {@code wanted} are the columns' widths if there were room for all. */
    TableLayout(List<Column> columns, int[] wanted, int lineWidth) {
        this.columns = columns;
        widths = wanted.clone();
        shown = columns.size();
        while (shown > 1 && smallest(wanted) > lineWidth) {
            shown--;
        }
        int excess = -GAP - lineWidth;
        for (int i = 0; i < shown; i++) {
            excess += widths[i] + GAP;
        }
        for (; excess > 0; excess--) {
            int generous = widest(true);
            widths[generous >= 0 ? generous : Math.max(0, widest(false))]--;
        }
    }

    /** Columns from the left that are shown. */
    int shown() {
        return shown;
    }

    int width(int column) {
        return widths[column];
    }

    private int smallest(int[] wanted) {
        int sum = -GAP;
        for (int i = 0; i < shown; i++) {
            sum += Math.min(wanted[i], narrowest(i)) + GAP;
        }
        return sum;
    }

    /** The widest column that is wider than is comfortable, or else than its least; -1 when none is. */
    private int widest(boolean comfort) {
        int best = -1;
        for (int i = 0; i < shown; i++) {
            int floor = comfort ? comfortable(i) : narrowest(i);
            if (widths[i] > floor && (best < 0 || widths[i] > widths[best])) {
                best = i;
            }
        }
        return best;
    }

    private int comfortable(int i) {
        Column column = columns.get(i);
        return column instanceof TableColumn ? ((TableColumn) column).comfortable() : narrowest(i);
    }

    private int narrowest(int i) {
        Column column = columns.get(i);
        if (column instanceof TableColumn) {
            return ((TableColumn) column).narrowest();
        }
        return column.type().isNumber() ? Integer.MAX_VALUE : 8;
    }
}
