package tell443.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Verdicts beside what people found the port 443 flows to be. */
final class VerdictAgreement {

    static final List<String> CLASSES = List.of("https", "doh", "vpn", "quic", "other", "unknown");
    private static final String NONE = "no flow";

    /** A row of truth.tsv with our verdict. */
    record Judged(String capture, FlowLabel label, String truth, String detail, String verdict, String protocol, String confidence,
            String evidence, String sni) {

        boolean right() {
            return truth.equals(verdict);
        }

        @Override
        public String toString() {
            return capture + "  " + label + "  " + truth + "/" + detail + "  told " + protocol + " " + confidence + " " + evidence
                    + (sni.isEmpty() ? "" : "  " + sni);
        }
    }

    final List<Judged> rows = new ArrayList<>();

    VerdictAgreement(ReferenceData data, Flows flows) {
        for (Map<String, String> row : data.table("truth.tsv")) {
            rows.add(judge(row, flows));
        }
    }

    private static Judged judge(Map<String, String> row, Flows flows) {
        String capture = row.get("capture_path");
        FlowLabel label = FlowLabel.parse(row.get("transport"), row.get("flow"));
        List<Flow> ours = flows.of(capture, label);
        Flow flow = ours.stream().filter(f -> f.get("flow_id").equals(row.get("first_packet"))).findFirst()
                .orElse(ours.isEmpty() ? null : ours.get(0));
        if (flow == null) {
            return new Judged(capture, label, truth(row, null), row.get("truth_subtype"), NONE, NONE, "", "", "");
        }
        return new Judged(capture, label, truth(row, flow), row.get("truth_subtype"), flow.get("class"), flow.get("protocol"),
                flow.get("confidence"), flow.get("evidence"), flow.get("sni"));
    }

    /** In our classes: DNSCrypt is encrypted DNS, and what carries no payload cannot be known, whatever an address suggests. */
    private static String truth(Map<String, String> row, Flow flow) {
        String detail = row.get("truth_subtype");
        boolean silent = flow != null && flow.get("payload_c2s").equals("0") && flow.get("payload_s2c").equals("0");
        if (detail.equals("no-payload") || silent) {
            return "unknown";
        }
        return detail.equals("dnscrypt") ? "doh" : row.get("truth_class");
    }

    List<Judged> of(String truth) {
        return rows.stream().filter(row -> row.truth().equals(truth)).toList();
    }

    double recall(String truth) {
        List<Judged> of = of(truth);
        return (double) of.stream().filter(Judged::right).count() / of.size();
    }

    /** The mean over captures: one with sixty equal flows counts once. */
    private double recallByCapture(String truth) {
        Map<String, int[]> captures = new TreeMap<>();
        for (Judged row : of(truth)) {
            int[] count = captures.computeIfAbsent(row.capture(), c -> new int[2]);
            count[0]++;
            count[1] += row.right() ? 1 : 0;
        }
        return captures.values().stream().mapToDouble(count -> (double) count[1] / count[0]).average().orElse(0);
    }

    private long count(String truth, String verdict) {
        return rows.stream().filter(row -> row.truth().equals(truth) && row.verdict().equals(verdict)).count();
    }

    List<String> report() {
        List<String> lines = new ArrayList<>();
        lines.add("verdicts        told https     doh     vpn    quic   other unknown    rows   right %   by capture %");
        for (String truth : CLASSES) {
            StringBuilder line = new StringBuilder(String.format("  %-15s", truth));
            CLASSES.forEach(told -> line.append(String.format(told.equals("https") ? "%9d" : "%8d", count(truth, told))));
            line.append(String.format("%8d %9.1f %14.1f", of(truth).size(), 100 * recall(truth), 100 * recallByCapture(truth)));
            lines.add(line.toString());
        }
        lines.addAll(byCapture());
        Map<String, Integer> same = new TreeMap<>();
        for (Judged row : rows) {
            if (!row.right()) {
                String text = row.capture() + "  " + row.truth() + "/" + row.detail() + "  told " + row.protocol() + " " + row.evidence();
                same.merge(text, 1, Integer::sum);
            }
        }
        lines.add("  otherwise than the truth:");
        same.forEach((text, count) -> lines.add(String.format("%5d  %s", count, text)));
        return lines;
    }

    private List<String> byCapture() {
        Map<String, int[]> captures = new TreeMap<>();
        for (Judged row : rows) {
            int[] count = captures.computeIfAbsent(row.capture(), c -> new int[2]);
            count[row.right() ? 0 : 1]++;
        }
        long right = captures.values().stream().filter(count -> count[1] == 0).count();
        List<String> lines = new ArrayList<>();
        lines.add("  captures: " + captures.size() + ", all rows right in " + right + "; the others, right / rows:");
        captures.forEach((capture, count) -> {
            if (count[1] > 0) {
                lines.add(String.format("    %-40s %3d / %3d", capture, count[0], count[0] + count[1]));
            }
        });
        return lines;
    }
}
