package tell443.score;

import java.util.ArrayList;
import java.util.List;

/**
 * One table of figures; every format shows the same ones. A cell is a String, a Long, or a Double whose NaN means that
 * there is nothing to divide.
 *
 * @param about what its figures mean, for people
 * @param list its rows have no name of their own
 */
record Table(String name, String about, boolean list, List<String> columns, List<List<Object>> rows) {

    Table(String name, String about, boolean list, String columns) {
        this(name, about, list, List.of(columns.split(" ")), new ArrayList<>());
    }

    void row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(name + " has " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
    }
}
