package tell443.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JA4 beside the snapshots of its reference implementation, and all fingerprints beside nDPI's. nDPI departs from JA4's
 * specification in ways that can be said as rules; each is applied to what nDPI says before it is compared with us.
 *
 * <pre>
 *  t 13 d 15 16 h2 _ 8daaf6152771 _ e5627efa2ab1
 *  0 1  3 4  6  8    11             24
 * </pre>
 */
final class FingerprintAgreement {

    private static final String SERVER_NAME = "0";
    private static final String SHA_256_OF_NOTHING = "e3b0c44298fc";
    private static final String NOTHING = "000000000000";

    final Differences foxioDifferences = Differences.with("foxio");
    final Differences ndpiDifferences = Differences.with("ndpi");
    final Map<String, Integer> rules = new TreeMap<>();
    private final Map<String, int[]> ndpiSame = new TreeMap<>(); // rows, agreeing rows
    int foxioRows;
    int foxioAgree;
    int ndpiRows;
    int ndpiAgree;
    int ndpiByRule;

    private final Flows flows;

    FingerprintAgreement(ReferenceData data, Flows flows) {
        this.flows = flows;
        for (Map<String, String> row : data.table("expected/foxio_ja4.tsv")) {
            foxio(row);
        }
        for (Map<String, String> row : data.table("expected/ndpi.tsv")) {
            if (!row.get("ja4").isEmpty()) {
                ndpi(row);
            }
            same(row, "ja3");
            same(row, "ja3s");
        }
    }

    private void foxio(Map<String, String> row) {
        FlowLabel label = FlowLabel.of(row.get("transport"), row.get("src"), row.get("src_port"), row.get("dst"), row.get("dst_port"));
        List<String> got = flows.of(row.get("capture"), label).stream().map(flow -> flow.get("ja4")).toList();
        foxioRows++;
        if (got.contains(row.get("ja4"))) {
            foxioAgree++;
        } else {
            foxioDifferences.add(row.get("capture"), label, "ja4", row.get("ja4"), got);
        }
    }

    private void ndpi(Map<String, String> row) {
        FlowLabel label = label(row);
        List<Flow> ours = flows.of(row.get("capture"), label);
        String theirs = row.get("ja4");
        ndpiRows++;
        if (ours.stream().anyMatch(flow -> flow.get("ja4").equals(theirs))) {
            ndpiAgree++;
            return;
        }
        for (Flow flow : ours) {
            List<String> used = new ArrayList<>();
            if (corrected(theirs, flow, used).equals(flow.get("ja4"))) {
                ndpiByRule++;
                used.forEach(rule -> rules.merge(rule, 1, Integer::sum));
                return;
            }
        }
        ndpiDifferences.add(row.get("capture"), label, "ja4", theirs, ours.stream().map(flow -> flow.get("ja4")).toList());
    }

    /** nDPI reads DTLS too, which tshark's tables leave out. */
    private void same(Map<String, String> row, String field) {
        if (row.get(field).isEmpty()) {
            return;
        }
        String wanted = row.get(field).split(" ")[0]; // (WEAK) or (INSECURE) may follow
        List<String> got = flows.of(row.get("capture"), label(row)).stream().flatMap(flow -> HelloAgreement.values(flow, field).stream()).toList();
        boolean agrees = got.contains(wanted);
        int[] count = ndpiSame.computeIfAbsent(field, f -> new int[2]);
        count[0]++;
        count[1] += agrees ? 1 : 0;
        if (!agrees) {
            ndpiDifferences.add(row.get("capture"), label(row), field, wanted, got);
        }
    }

    private static FlowLabel label(Map<String, String> row) {
        return FlowLabel.of(row.get("proto"), row.get("client"), row.get("cport"), row.get("server"), row.get("sport"));
    }

    /** What nDPI would say without the errors known of it, given what else is known of the hello. */
    private static String corrected(String theirs, Flow flow, List<String> used) {
        StringBuilder ja4 = new StringBuilder(theirs);
        String[] protocols = flow.get("alpn_offered").split(";");
        String first = protocols[0];
        if (first.length() > 2 && theirs.startsWith(first.substring(0, 2), 8)) {
            change(ja4, 8, "" + first.charAt(0) + first.charAt(first.length() - 1), used,
                    "first two characters of the protocol name instead of first and last");
        } else if (first.length() == 2 && theirs.startsWith(first.charAt(0) + "0", 8)) {
            change(ja4, 8, first, used, "0 instead of the last character of a two-character protocol name");
        }
        boolean serverName = (";" + flow.get("client_extensions") + ";").contains(";" + SERVER_NAME + ";");
        if (!serverName) {
            change(ja4, 3, "i", used, "d although there is no server_name extension");
        } else if (flow.get("sni").matches("[0-9.]+")) {
            change(ja4, 3, "d", used, "i although there is a server_name extension; it holds an address");
        }
        if (theirs.startsWith(SHA_256_OF_NOTHING, 24)) {
            change(ja4, 24, NOTHING, used, "the hash of nothing instead of zeros for no extensions");
        }
        if (theirs.startsWith("ds3")) {
            change(ja4, 1, "00", used, "s3 for DTLS version 0x0100, which the specification does not name");
        }
        return ja4.toString();
    }

    private static void change(StringBuilder ja4, int at, String right, List<String> used, String rule) {
        if (!ja4.substring(at, at + right.length()).equals(right)) {
            ja4.replace(at, at + right.length(), right);
            used.add(rule);
        }
    }

    List<String> report() {
        List<String> lines = new ArrayList<>();
        lines.add("fingerprints               rows   agree   agree by rule   listed");
        lines.add(String.format("  %-20s %7d %7d %15s %8d", "JA4, reference", foxioRows, foxioAgree, "", foxioRows - foxioAgree));
        lines.add(String.format("  %-20s %7d %7d %15d %8d", "JA4, nDPI", ndpiRows, ndpiAgree, ndpiByRule,
                ndpiRows - ndpiAgree - ndpiByRule));
        ndpiSame.forEach((field, count) -> lines.add(String.format("  %-20s %7d %7d %15s %8d", field.toUpperCase() + ", nDPI",
                count[0], count[1], "", count[0] - count[1])));
        rules.forEach((rule, rows) -> lines.add(String.format("%5d  rule    %s", rows, rule)));
        lines.addAll(foxioDifferences.reasons());
        lines.addAll(ndpiDifferences.reasons());
        return lines;
    }
}
