package tell443.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The differences with an oracle that somebody has looked into, from differences.tsv: which rows, who is right, and why.
 * Exactly these must be found.
 */
final class Differences {

    /** Who is right: we, the oracle, or both, which answer different questions. */
    enum Right {
        WE,
        ORACLE,
        BOTH
    }

    record Known(int rows, Right right, String why) {}

    private final String oracle;
    private final Map<String, Known> known = new TreeMap<>();
    private final Map<String, Integer> found = new TreeMap<>();
    private final Map<String, String> examples = new HashMap<>();
    private final Map<String, int[]> rightRows = new HashMap<>();

    private Differences(String oracle) {
        this.oracle = oracle;
    }

    static Differences with(String oracle) {
        Differences differences = new Differences(oracle);
        try (InputStream in = Differences.class.getResourceAsStream("differences.tsv")) {
            for (Map<String, String> row : ReferenceData.table(in.readAllBytes())) {
                if (row.get("oracle").equals(oracle)) {
                    String key = key(row.get("capture"), row.get("flow"), row.get("field"));
                    Right right = Right.valueOf(row.get("right").toUpperCase());
                    differences.known.put(key, new Known(Integer.parseInt(row.get("rows")), right, row.get("why")));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return differences;
    }

    private static String key(String capture, String flow, String field) {
        return capture + "\t" + flow + "\t" + field;
    }

    /** Notes a row that differs. */
    void add(String capture, FlowLabel flow, String field, String wanted, List<String> got) {
        String key = key(capture, flow.toString(), field);
        found.merge(key, 1, Integer::sum);
        examples.putIfAbsent(key, wanted + " not in " + got);
        Known entry = known.get(key);
        if (entry != null) {
            rightRows.computeIfAbsent(field, f -> new int[Right.values().length])[entry.right().ordinal()]++;
        }
    }

    /** How many rows of a field differ although that side is right. */
    int rows(String field, Right right) {
        return rightRows.getOrDefault(field, new int[Right.values().length])[right.ordinal()];
    }

    /** Differences that are not listed, or not as often, and listed ones that are none any more; lines for the list. */
    List<String> surprises() {
        List<String> surprises = new ArrayList<>();
        found.forEach((key, rows) -> {
            if (!known.containsKey(key) || known.get(key).rows() != rows) {
                surprises.add("differs: " + oracle + "\t" + key + "\t" + rows + "\t" + examples.get(key));
            }
        });
        known.forEach((key, entry) -> {
            if (!found.containsKey(key)) {
                surprises.add("listed, but does not differ: " + oracle + "\t" + key);
            }
        });
        return surprises;
    }

    /** The listed reasons with the rows each explains. */
    List<String> reasons() {
        Map<String, Integer> rows = new TreeMap<>();
        known.forEach((key, entry) -> rows.merge(entry.right().name().toLowerCase() + "\t" + entry.why(), entry.rows(), Integer::sum));
        List<String> lines = new ArrayList<>();
        rows.forEach((why, count) -> lines.add(String.format("%5d  %-6s  %s", count, why.split("\t")[0], why.split("\t")[1])));
        return lines;
    }
}
