package tell443.score;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All tables of one comparison. */
public final class Score {

    /** Names of the tables of figures, in their order. */
    public static final List<String> TABLES = List.of("totals", "shares", "confusion", "classes", "sizes", "protocols", "false-positives",
            "calibration", "latency", "sources", "lists");
    /** Those that come without being asked for; a table per source may be long. */
    public static final List<String> USUAL = TABLES.stream().filter(name -> !name.equals("sources")).toList();
    /** Names of the lists of flows, in their order. */
    public static final List<String> LISTS = List.of("missing", "unlabelled", "wrong", "swapped");

    private Score() {}

    /**
     * @param withoutLists what came of the same captures without lists, if they were analysed so too: the table "lists"
     * @param wanted names of tables and lists; one of which nothing is known is left out
     */
    public static byte[] write(Outcome outcome, Optional<Outcome> withoutLists, Set<String> wanted, ScoreFormat format) {
        List<Table> tables = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(TABLES);
        names.addAll(LISTS);
        names.retainAll(wanted);
        for (String name : names) {
            Table table = table(name, outcome, withoutLists);
            if (!table.rows().isEmpty() || table.list()) {
                tables.add(table);
            }
        }
        return format.write(tables);
    }

    private static Table table(String name, Outcome outcome, Optional<Outcome> withoutLists) {
        return switch (name) {
            case "totals" -> Figures.totals(outcome);
            case "shares" -> Figures.shares(outcome);
            case "confusion" -> Figures.confusion(outcome);
            case "classes" -> Agreements.classes(outcome);
            case "sizes" -> Sizes.table(outcome);
            case "protocols" -> Agreements.protocols(outcome);
            case "false-positives" -> FalsePositives.table(outcome);
            case "calibration" -> Calibrations.table(outcome);
            case "latency" -> Figures.latency(outcome);
            case "sources" -> Overview.sources(outcome);
            case "lists" -> Overview.lists(outcome, withoutLists);
            case "missing" -> Listing.missing(outcome);
            case "unlabelled" -> Listing.unlabelled(outcome);
            case "wrong" -> Listing.wrong(outcome);
            case "swapped" -> Listing.swapped(outcome);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
