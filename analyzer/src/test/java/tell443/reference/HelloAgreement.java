package tell443.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The hellos that tshark shows beside ours. A row agrees when a flow between the same ends has the same value: one
 * stream may hold several hellos (renegotiation, retries), one pair of ports several streams.
 */
final class HelloAgreement {

    static final List<String> FIELDS = List.of("sni", "alpn", "ja3", "ja3s", "alpn selected", "version");
    private static final Set<String> CLIENT_FIELDS = Set.of("sni", "alpn", "ja3");
    private static final Map<String, String> VERSIONS = Map.of("0x0300", "SSLv3", "0x0301", "TLSv1.0", "0x0302", "TLSv1.1",
            "0x0303", "TLSv1.2", "0x0304", "TLSv1.3");

    /** Rows of one field. */
    static final class Count {
        int rows;
        int agree;
    }

    final Differences differences = Differences.with("tshark");
    final Map<String, Count> counts = new TreeMap<>();
    final List<String> otherClient = new ArrayList<>();
    final List<String> unreadQuic = new ArrayList<>();
    int quicHellos;
    int longQuicHellos;
    int byPorts;
    int onlyOurs;

    private final Flows flows;
    private final Set<String> seen = new HashSet<>();

    HelloAgreement(ReferenceData data, Flows flows) {
        this.flows = flows;
        for (String table : List.of("expected/tshark_ndpi.tsv", "expected/tshark_foxio.tsv")) {
            Set<String> captures = new HashSet<>();
            for (Map<String, String> row : data.table(table)) {
                compare(row);
                captures.add(row.get("capture"));
            }
            captures.forEach(this::countOurs);
        }
    }

    private void compare(Map<String, String> row) {
        boolean client = row.get("handshake").equals("1");
        FlowLabel sender = FlowLabel.of(row.get("proto"), row.get("src"), row.get("sport"), row.get("dst"), row.get("dport"));
        FlowLabel label = client ? sender : sender.reversed();
        String capture = row.get("capture");
        List<Flow> ours = flows.of(capture, label);
        if (ours.isEmpty()) { // tshark's row shows the outermost addresses of a tunnel
            ours = flows.byPorts(capture, label);
            byPorts += ours.isEmpty() ? 0 : 1;
        } else if (client && ours.stream().noneMatch(flow -> flow.label().clientPort() == label.clientPort())) {
            otherClient.add(capture + " " + label);
        }
        for (Flow flow : ours) {
            seen.add(capture + flow.label());
        }
        if (client) {
            compare(capture, label, ours, "sni", "sni", row.get("sni").toLowerCase());
            compare(capture, label, ours, "alpn", "alpn_offered", row.get("alpn").replace(',', ';'));
            compare(capture, label, ours, "ja3", "ja3", row.get("ja3"));
            if (!row.get("quic_version").isEmpty()) {
                quic(capture, label, ours);
            }
        } else {
            compare(capture, label, ours, "ja3s", "ja3s", row.get("ja3s"));
            List<Flow> same = ours.stream().filter(flow -> flow.get("ja3s").equals(row.get("ja3s"))).toList();
            if (!same.isEmpty()) { // where the ServerHello itself is another, that has been noted
                compare(capture, label, same, "alpn selected", "alpn_selected", row.get("alpn"));
                String version = row.get("supported_version").isEmpty() ? row.get("version") : row.get("supported_version");
                compare(capture, label, same, "version", "tls_version", VERSIONS.getOrDefault(version, version));
            }
        }
    }

    private void compare(String capture, FlowLabel label, List<Flow> ours, String field, String column, String wanted) {
        Count count = counts.computeIfAbsent(field, f -> new Count());
        count.rows++;
        String hello = CLIENT_FIELDS.contains(field) ? "client_hello_length" : "ja3s"; // only what was read can be without a value
        List<String> got = ours.stream().filter(flow -> !flow.get(hello).isEmpty()).map(flow -> flow.get(column)).toList();
        if (got.contains(wanted)) {
            count.agree++;
        } else {
            differences.add(capture, label, field, wanted, got);
        }
    }

    private void quic(String capture, FlowLabel label, List<Flow> ours) {
        quicHellos++;
        Flow read = ours.stream().filter(flow -> !flow.get("ja3").isEmpty()).findFirst().orElse(null);
        if (read == null) {
            unreadQuic.add(capture + " " + label);
        } else if (Integer.parseInt(read.get("client_hello_length")) > 1200) {
            longQuicHellos++;
        }
    }

    private void countOurs(String capture) {
        for (Flow flow : flows.of(capture)) {
            boolean hello = !flow.get("ja3").isEmpty() || !flow.get("ja3s").isEmpty();
            onlyOurs += hello && !seen.contains(capture + flow.label()) ? 1 : 0;
        }
    }

    /** Agreement once only those rows count against us in which tshark is right. */
    double accounted(String field) {
        return 1 - (double) differences.rows(field, Differences.Right.ORACLE) / counts.get(field).rows;
    }

    List<String> report() {
        List<String> lines = new ArrayList<>();
        lines.add("hellos beside tshark      rows   agree       %   we right   both   tshark right   accounted %");
        for (String field : FIELDS) {
            Count count = counts.get(field);
            lines.add(String.format("  %-20s %7d %7d %7.2f %10d %6d %14d %13.2f", field, count.rows, count.agree,
                    100.0 * count.agree / count.rows, differences.rows(field, Differences.Right.WE),
                    differences.rows(field, Differences.Right.BOTH), differences.rows(field, Differences.Right.ORACLE),
                    100 * accounted(field)));
        }
        lines.add("  QUIC ClientHellos: " + quicHellos + ", read: " + (quicHellos - unreadQuic.size())
                + ", of them longer than one Initial: " + longQuicHellos);
        lines.add("  rows compared by ports, because tshark shows the tunnel's addresses: " + byPorts
                + "; flows in these captures with a hello that only we show: " + onlyOurs);
        lines.addAll(differences.reasons());
        return lines;
    }
}
