package tell443.score;

import java.util.HashMap;
import java.util.Map;
import tell443.classify.FlowClass;

/** How often ordinary web traffic was called a tunnel or encrypted DNS: the figure that matters to whom it accuses. */
final class FalsePositives {

    private FalsePositives() {}

    static Table table(Outcome outcome) {
        Table table = new Table("false-positives", "Web flows (truth https or quic/h3) that were called vpn or doh; upper_95:"
                + " one-sided 95 % bound, Clopper-Pearson\n(1 - 0.05^(1/n), about 3/n, without a false positive); flows of one capture"
                + " are alike, so captures have their own", false,
                "said web_flows wrong rate upper_95 mean_rate captures captures_wrong captures_upper_95");
        row(outcome, FlowClass.VPN, table);
        row(outcome, FlowClass.DOH, table);
        return table;
    }

    private static void row(Outcome outcome, FlowClass said, Table table) {
        Map<String, Mean> groups = new HashMap<>();
        long flows = 0;
        long wrong = 0;
        for (Judged flow : outcome.judged()) {
            if (flow.truth().flowClass() == FlowClass.HTTPS || flow.truth().protocol().equals("quic/h3")) {
                boolean hit = flow.said().flowClass() == said;
                flows++;
                wrong += hit ? 1 : 0;
                groups.computeIfAbsent(flow.group(), key -> new Mean()).add(hit ? 1 : 0);
            }
        }
        Mean mean = new Mean();
        long groupsWrong = 0;
        for (Mean group : groups.values()) {
            mean.add(group.value());
            groupsWrong += group.value() > 0 ? 1 : 0;
        }
        table.row(said.label(), flows, wrong, flows == 0 ? Double.NaN : (double) wrong / flows, UpperBound.of(wrong, flows),
                mean.value(), mean.count(), groupsWrong, UpperBound.of(groupsWrong, mean.count()));
    }
}
