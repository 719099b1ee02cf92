package tell443.score;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tell443.classify.FlowClass;

/** How many flows of a class are found among those that have something to show. */
final class Sizes {

    private static final long[] LEAST = {1, 20, 60, 200};

    private Sizes() {}

    /** Empty when the flows do not say how many packets they have. */
    static Table table(Outcome outcome) {
        Table table = new Table("sizes", "Flows with at least so many packets, both ways together; right: in their class; the mean is over"
                + " captures", false, "class flows right share mean captures");
        for (FlowClass flowClass : FlowClass.values()) {
            List<Judged> flows = outcome.judged().stream()
                    .filter(flow -> flow.truth().flowClass() == flowClass && flow.said().packets() >= 0).toList();
            for (long least : LEAST) {
                row(flowClass.label() + ' ' + least, flows.stream().filter(flow -> least <= flow.said().packets()).toList(), table);
            }
        }
        return table;
    }

    private static void row(String name, List<Judged> flows, Table table) {
        if (flows.isEmpty()) {
            return;
        }
        Map<String, Mean> captures = new HashMap<>();
        Mean all = new Mean();
        for (Judged flow : flows) {
            double right = flow.classRight() ? 1 : 0;
            all.add(right);
            captures.computeIfAbsent(flow.group(), key -> new Mean()).add(right);
        }
        Mean mean = new Mean();
        captures.values().forEach(capture -> mean.add(capture.value()));
        table.row(name, all.count(), Math.round(all.sum()), all.value(), mean.value(), mean.count());
    }
}
