package tell443.score;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import tell443.classify.FlowClass;

/** The few figures that a reader looks at first: of every source, and of two runs beside each other. */
final class Overview {

    private Overview() {}

    /** One row for every capture or source. */
    static Table sources(Outcome outcome) {
        Map<String, List<Judged>> groups = new TreeMap<>();
        outcome.judged().forEach(flow -> groups.computeIfAbsent(flow.group(), key -> new ArrayList<>()).add(flow));
        Map<String, Long> missing = new TreeMap<>();
        outcome.missing().forEach(flow -> missing.merge(flow.group(), 1L, Long::sum));
        missing.keySet().forEach(group -> groups.putIfAbsent(group, List.of()));
        Table table = new Table("sources", "Each capture, or source of captures, for itself; web: truth https or quic/h3;"
                + " calibration_gap: its own expected calibration error", false,
                "source flows missing class_right unknown web_flows web_called_vpn web_called_doh calibration_gap");
        groups.forEach((group, flows) -> {
            List<Judged> web = flows.stream().filter(FalsePositives::web).toList();
            table.row(group, (long) flows.size(), missing.getOrDefault(group, 0L), share(flows, Judged::classRight),
                    share(flows, flow -> flow.said().flowClass() == FlowClass.UNKNOWN), (long) web.size(), called(web, FlowClass.VPN),
                    called(web, FlowClass.DOH), Calibration.pooled(flows).expectedError());
        });
        return table;
    }

    private static double share(List<Judged> flows, Predicate<Judged> hit) {
        return flows.isEmpty() ? Double.NaN : (double) flows.stream().filter(hit).count() / flows.size();
    }

    private static long called(List<Judged> flows, FlowClass said) {
        return flows.stream().filter(flow -> flow.said().flowClass() == said).count();
    }

    /** The same captures analysed with and without lists; empty when they were not. */
    static Table lists(Outcome with, Optional<Outcome> without) {
        Table table = new Table("lists", "The same captures with lists and without any (--no-lists); means are over captures or sources",
                false, "measure with_lists without_lists difference");
        if (without.isEmpty()) {
            return table;
        }
        Map<String, Double> others = figures(without.get());
        figures(with).forEach((name, value) -> {
            double other = others.get(name);
            table.row(name, value, other, other - value);
        });
        return table;
    }

    private static Map<String, Double> figures(Outcome outcome) {
        Map<String, Double> figures = new LinkedHashMap<>();
        Figures.shares(outcome).rows().forEach(row -> figures.put("mean " + row.get(0), (Double) row.get(2)));
        for (List<Object> row : Agreements.classes(outcome).rows()) {
            figures.put("mean recall " + row.get(0), (Double) row.get(8));
            figures.put("mean precision " + row.get(0), (Double) row.get(7));
        }
        for (List<Object> row : FalsePositives.table(outcome).rows().subList(0, 2)) {
            figures.put(row.get(0) + " per 10000", (Double) row.get(3));
        }
        figures.put("calibration error", Calibration.pooled(outcome.judged()).expectedError());
        return figures;
    }
}
