package tell443.reference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The hellos that tshark shows beside ours. A value is equal when a flow between the same ends has it, in the column of
 * the hello or in that of the one that a HelloRetryRequest called for: one stream may hold several hellos, one pair of
 * ports several streams. Empty equals empty. The hello was read when, besides, neither side refused it: a hello that
 * contradicts itself has no value for us, and tshark shows none or what it read until then.
 */
final class HelloAgreement {

    static final List<String> FIELDS = List.of("sni", "alpn", "ja3", "ja3s", "alpn selected", "version");
    private static final Set<String> CLIENT_FIELDS = Set.of("sni", "alpn", "ja3");
    /** Where the value of a HelloRetryRequest, or of the second ClientHello, is told. */
    private static final Map<String, String> RETRY_COLUMNS = Map.of("ja3", "second_ja3", "ja3s", "retry_ja3s");
    private static final Map<String, String> VERSIONS = Map.of("0x0300", "SSLv3", "0x0301", "TLSv1.0", "0x0302", "TLSv1.1",
            "0x0303", "TLSv1.2", "0x0304", "TLSv1.3");

    /** Rows of one field. */
    static final class Count {
        int rows;
        int equal;
        int read;
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
            List<Flow> same = ours.stream().filter(flow -> values(flow, "ja3s").contains(row.get("ja3s"))).toList();
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
        count.equal += ours.stream().anyMatch(flow -> values(flow, column).contains(wanted)) ? 1 : 0;
        List<String> got = ours.stream().filter(flow -> isRead(flow, field)).flatMap(flow -> values(flow, column).stream()).toList();
        if (got.contains(wanted)) {
            count.read++;
        } else {
            differences.add(capture, label, field, wanted, got);
        }
    }

    private static boolean isRead(Flow flow, String field) {
        return CLIENT_FIELDS.contains(field) ? !flow.get("client_hello_length").isEmpty()
                : !flow.get("ja3s").isEmpty() || !flow.get("retry_ja3s").isEmpty();
    }

    /** What the flow says in that column, and where it is of another hello in {@link #RETRY_COLUMNS}. */
    static List<String> values(Flow flow, String column) {
        String retry = flow.get(RETRY_COLUMNS.getOrDefault(column, ""));
        return retry.isEmpty() ? List.of(flow.get(column)) : List.of(flow.get(column), retry);
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

    /** Share of the rows whose value is equal, the empty one included. */
    double equal(String field) {
        return (double) counts.get(field).equal / counts.get(field).rows;
    }

    /** Share of the rows whose hello both sides read, with the same value. */
    double read(String field) {
        return (double) counts.get(field).read / counts.get(field).rows;
    }

    /** Agreement once only those rows count against us in which tshark is right. */
    double accounted(String field) {
        return 1 - (double) differences.rows(field, Differences.Right.ORACLE) / counts.get(field).rows;
    }

    List<String> report() {
        List<String> lines = new ArrayList<>();
        lines.add("hellos beside tshark: value equal (empty equals empty); of these the hello read by both; who is right in the other rows");
        lines.add("                          rows   equal       %    read       %   we right   both   tshark right   accounted %");
        for (String field : FIELDS) {
            Count count = counts.get(field);
            lines.add(String.format("  %-20s %7d %7d %7.2f %7d %7.2f %10d %6d %14d %13.2f", field, count.rows, count.equal,
                    100 * equal(field), count.read, 100 * read(field), differences.rows(field, Differences.Right.WE),
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
