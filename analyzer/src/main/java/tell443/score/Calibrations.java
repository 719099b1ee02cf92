package tell443.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tell443.classify.FlowClass;

/** The table of confidences: by bin, all together, by what was said, and source by source. */
final class Calibrations {

    private Calibrations() {}

    static Table table(Outcome outcome) {
        Table table = new Table("calibration", "Confidence and the share of right classes, without flows called unknown; the gap of"
                + " several bins is the expected\ncalibration error: the mean of the bins' gaps, weighed by their counts. even: each"
                + " capture or source weighs the same.\neach source: the mean of their own errors", false,
                "confidence flows mean_confidence share_right gap even_confidence even_right even_gap");
        List<Judged> flows = outcome.judged().stream().filter(Calibration::counts).toList();
        if (flows.isEmpty()) {
            return table;
        }
        for (int i = 0; i < Calibration.BINS; i++) {
            int bin = i;
            String name = "0." + i + " to " + (i == Calibration.BINS - 1 ? "1.0" : "0." + (i + 1));
            row(name, flows, flows.stream().filter(flow -> Calibration.bin(flow) == bin).toList(), table);
        }
        row("all", flows, flows, table);
        for (FlowClass said : FlowClass.values()) {
            if (said != FlowClass.UNKNOWN) {
                List<Judged> called = flows.stream().filter(flow -> flow.said().flowClass() == said).toList();
                row("called " + said.label(), called, called, table);
            }
        }
        table.row("each source", (long) flows.size(), Double.NaN, Double.NaN, ofSources(flows), Double.NaN, Double.NaN, Double.NaN);
        return table;
    }

    /** @param all flows among which a source's weight is shared */
    private static void row(String name, List<Judged> all, List<Judged> flows, Table table) {
        Calibration pooled = Calibration.pooled(flows);
        Calibration even = Calibration.even(all, flows);
        table.row(name, (long) flows.size(), pooled.meanConfidence(), pooled.shareRight(), pooled.expectedError(), even.meanConfidence(),
                even.shareRight(), even.expectedError());
    }

    private static double ofSources(List<Judged> flows) {
        Map<String, List<Judged>> groups = new TreeMap<>();
        flows.forEach(flow -> groups.computeIfAbsent(flow.group(), key -> new ArrayList<>()).add(flow));
        Mean mean = new Mean();
        groups.values().forEach(group -> mean.add(Calibration.pooled(group).expectedError()));
        return mean.value();
    }
}
