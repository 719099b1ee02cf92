package tell443.score;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which column is where. */
final class Header {

    private final Map<String, Integer> places = new HashMap<>();
    private final int size;

    Header(String file, List<String> names, String howToMend) throws ScoreException {
        size = names.size();
        int at = 0;
        for (String name : names) {
            if (places.put(name, at++) != null) {
                throw new ScoreException(file + ": two columns are named " + name);
            }
        }
        for (String needed : Tuple.COLUMNS) {
            if (!places.containsKey(needed)) {
                throw new ScoreException(file + ": there is no column " + needed + howToMend);
            }
        }
    }

    int size() {
        return size;
    }

    boolean has(String name) {
        return places.containsKey(name);
    }

    /** -1 when there is no such column. */
    int place(String name) {
        return places.getOrDefault(name, -1);
    }

    /** The last place that a row cannot do without. */
    int lastNeeded() {
        int last = 0;
        for (String needed : Tuple.COLUMNS) {
            last = Math.max(last, places.get(needed));
        }
        return last;
    }
}
