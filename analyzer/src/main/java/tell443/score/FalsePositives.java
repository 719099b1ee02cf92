package tell443.score;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import tell443.classify.FlowClass;

/** How often a class was said of flows that are something else; of ordinary web traffic first, because that accuses somebody. */
final class FalsePositives {

    private static final double PER = 10_000;

    private FalsePositives() {}

    static Table table(Outcome outcome) {
        Table table = new Table("false-positives", "Flows called what they are not, per 10,000: of web flows (truth https or quic/h3), and"
                + " of all flows of other classes.\nupper_95: one-sided 95 % bound, Clopper-Pearson (about 30,000/flows without a false"
                + " positive); flows of one capture\nare alike, so captures have their own, a share", false,
                "said flows wrong per_10000 upper_95 mean_per_10000 captures captures_wrong captures_upper_95");
        for (FlowClass said : new FlowClass[] {FlowClass.VPN, FlowClass.DOH}) {
            row(outcome, said, said.label() + " of web", FalsePositives::web, table);
        }
        for (FlowClass said : FlowClass.values()) {
            row(outcome, said, said.label() + " of others", flow -> flow.truth().flowClass() != said, table);
        }
        return table;
    }

    static boolean web(Judged flow) {
        return flow.truth().flowClass() == FlowClass.HTTPS || flow.truth().protocol().equals("quic/h3");
    }

    private static void row(Outcome outcome, FlowClass said, String name, Predicate<Judged> among, Table table) {
        Map<String, Mean> groups = new HashMap<>();
        Mean all = new Mean();
        for (Judged flow : outcome.judged()) {
            if (among.test(flow)) {
                double hit = flow.said().flowClass() == said ? 1 : 0;
                all.add(hit);
                groups.computeIfAbsent(flow.group(), key -> new Mean()).add(hit);
            }
        }
        Mean mean = new Mean();
        long groupsWrong = 0;
        for (Mean group : groups.values()) {
            mean.add(group.value());
            groupsWrong += group.value() > 0 ? 1 : 0;
        }
        table.row(name, all.count(), Math.round(all.sum()), PER * all.value(), PER * UpperBound.of(Math.round(all.sum()), all.count()),
                PER * mean.value(), mean.count(), groupsWrong, UpperBound.of(groupsWrong, mean.count()));
    }
}
