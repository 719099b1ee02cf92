package tell443.score;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import tell443.classify.FlowClass;

/** Tables that count flows. */
final class Figures {

    private static final int CLASSES = FlowClass.values().length;

    private Figures() {}

    static Table totals(Outcome outcome) {
        Table table = new Table("totals", "Rows of the truth and of the flows, and what has no partner", false, "measure count");
        table.row("captures", outcome.groups());
        table.row("truth", outcome.truths());
        table.row("truth repeated", outcome.repeated());
        table.row("truth absent", outcome.absent());
        table.row("captures absent", outcome.absentCaptures());
        table.row("truth missing", (long) outcome.missing().size());
        table.row("flows", outcome.flows());
        table.row("flows unlabelled", outcome.unlabelledCount());
        table.row("flows judged", (long) outcome.judged().size());
        table.row("swapped", outcome.judged().stream().filter(Judged::swapped).count());
        table.row("class wrong", outcome.judged().stream().filter(flow -> !flow.classRight()).count());
        return table;
    }

    static Table shares(Outcome outcome) {
        Table table = new Table("shares", "Shares of the flows: all together, and as the mean over captures, each of which weighs the same",
                false, "measure pooled mean captures");
        share(outcome, "class right", true, Judged::classRight, flow -> true, table);
        share(outcome, "protocol right", true, flow -> flow.said().protocol().equals(flow.truth().protocol()),
                flow -> !flow.said().protocol().isEmpty() && !flow.truth().protocol().isEmpty(), table);
        share(outcome, "unknown", false, Figures::unknown, flow -> true, table);
        share(outcome, "unknown but true is a class", false, Figures::unknown,
                flow -> flow.truth().flowClass() != FlowClass.UNKNOWN, table);
        share(outcome, "swapped", false, Judged::swapped, flow -> true, table);
        return table;
    }

    private static boolean unknown(Judged flow) {
        return flow.said().flowClass() == FlowClass.UNKNOWN;
    }

    /** @param withMissing what no row shows counts as not right */
    private static void share(Outcome outcome, String name, boolean withMissing, Predicate<Judged> hit, Predicate<Judged> among,
            Table table) {
        Map<String, Mean> groups = new HashMap<>();
        Mean all = new Mean();
        for (Judged flow : outcome.judged()) {
            if (among.test(flow)) {
                double value = hit.test(flow) ? 1 : 0;
                all.add(value);
                groups.computeIfAbsent(flow.group(), key -> new Mean()).add(value);
            }
        }
        if (withMissing && all.count() > 0) {
            for (Outcome.Missing flow : outcome.missing()) {
                all.add(0);
                groups.computeIfAbsent(flow.group(), key -> new Mean()).add(0);
            }
        }
        Mean mean = new Mean();
        groups.values().forEach(group -> mean.add(group.value()));
        table.row(name, all.value(), mean.value(), mean.count());
    }

    static Table confusion(Outcome outcome) {
        long[][] counts = new long[CLASSES][CLASSES + 1];
        for (Judged flow : outcome.judged()) {
            counts[flow.truth().flowClass().ordinal()][flow.said().flowClass().ordinal()]++;
        }
        for (Outcome.Missing flow : outcome.missing()) {
            counts[flow.truth().flowClass().ordinal()][CLASSES]++;
        }
        StringBuilder columns = new StringBuilder("truth");
        for (FlowClass said : FlowClass.values()) {
            columns.append(' ').append(said.label());
        }
        Table table = new Table("confusion", "Flows by what they are (rows) and what was said (columns)", false, columns + " missing");
        for (FlowClass truth : FlowClass.values()) {
            Object[] row = new Object[CLASSES + 2];
            row[0] = truth.label();
            for (int i = 0; i <= CLASSES; i++) {
                row[i + 1] = counts[truth.ordinal()][i];
            }
            table.row(row);
        }
        return table;
    }

    static Table latency(Outcome outcome) {
        Table table = new Table("latency", "Seconds from a flow's first packet to its hellos, of flows judged; quantiles by nearest"
                + " rank", false, "until flows median q90 q99 max");
        for (int i = 0; i < FlowsReader.LATENCIES.size(); i++) {
            int column = i;
            double[] times = outcome.judged().stream().mapToDouble(flow -> flow.said().latencies()[column])
                    .filter(time -> !Double.isNaN(time)).sorted().toArray();
            if (times.length > 0) {
                table.row(FlowsReader.LATENCIES.get(i), (long) times.length, quantile(times, 50), quantile(times, 90),
                        quantile(times, 99), quantile(times, 100));
            }
        }
        return table;
    }

    /** The smallest value that at least so many of a hundred do not exceed. */
    private static double quantile(double[] sorted, int percent) {
        return sorted[(int) (((long) sorted.length * percent + 99) / 100) - 1];
    }
}
