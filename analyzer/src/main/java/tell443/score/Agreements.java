package tell443.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tell443.classify.FlowClass;

/** Tables of precision, recall and F1. */
final class Agreements {

    private static final String FIGURES = " truth said right precision recall f1 mean_precision mean_recall mean_f1";

    /** Packets after which a flow has shown what it can. */
    private static final int LONG = 60;

    private Agreements() {}

    static Table classes(Outcome outcome) {
        Agreement agreement = new Agreement();
        for (Judged flow : outcome.judged()) {
            agreement.judged(flow.group(), flow.truth().flowClass().label(), flow.said().flowClass().label(), flow.classRight());
        }
        for (Outcome.Missing flow : outcome.missing()) {
            agreement.missing(flow.group(), flow.truth().flowClass().label());
        }
        Table table = new Table("classes", "Classes; recall counts missing flows as not found; means are over captures that have"
                + " the figure", false, "class" + FIGURES);
        for (FlowClass flowClass : FlowClass.values()) {
            row(flowClass.label(), agreement.labels().getOrDefault(flowClass.label(), Map.of()), table);
        }
        return table;
    }

    static Table protocols(Outcome outcome) {
        Agreement agreement = new Agreement();
        Map<String, Mean> longFlows = new HashMap<>();
        for (Judged flow : outcome.judged()) {
            if (!flow.truth().protocol().isEmpty() && !flow.said().protocol().isEmpty()) {
                agreement.judged(flow.group(), flow.truth().protocol(), flow.said().protocol(), flow.classRight());
                if (flow.said().packets() >= LONG) {
                    longFlows.computeIfAbsent(flow.truth().protocol(), key -> new Mean()).add(flow.classRight() ? 1 : 0);
                }
            }
        }
        Table table = new Table("protocols", "Protocols; class_right: of the flows that truly are this, the share whose class is right;"
                + " long: those of " + LONG + " packets or more, both ways\ntogether", false,
                "protocol" + FIGURES + " class_right mean_class_right long long_class_right");
        if (agreement.labels().isEmpty()) {
            return table;
        }
        for (Outcome.Missing flow : outcome.missing()) {
            if (!flow.truth().protocol().isEmpty()) {
                agreement.missing(flow.group(), flow.truth().protocol());
            }
        }
        agreement.labels().forEach((label, groups) -> row(label, groups, longFlows.getOrDefault(label, new Mean()), table));
        return table;
    }

    private static void row(String label, Map<String, Agreement.Counts> groups, Table table) {
        table.row(figures(label, groups).toArray());
    }

    private static void row(String label, Map<String, Agreement.Counts> groups, Mean longFlows, Table table) {
        List<Object> cells = figures(label, groups);
        Mean mean = new Mean();
        groups.values().forEach(one -> mean.add(one.shareOfClass()));
        cells.addAll(List.of(Agreement.pooled(groups.values()).shareOfClass(), mean.value(), longFlows.count(), longFlows.value()));
        table.row(cells.toArray());
    }

    private static List<Object> figures(String label, Map<String, Agreement.Counts> groups) {
        Agreement.Counts all = Agreement.pooled(groups.values());
        Mean precision = new Mean();
        Mean recall = new Mean();
        Mean f1 = new Mean();
        for (Agreement.Counts one : groups.values()) {
            precision.add(one.precision());
            recall.add(one.recall());
            f1.add(one.f1());
        }
        return new ArrayList<>(List.of(label, all.truth(), all.said(), all.right(), all.precision(), all.recall(), all.f1(),
                precision.value(), recall.value(), f1.value()));
    }
}
