package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must stay when a network does what networks do. */
final class Evidence {

    /** Who spoke what with whom, by which handshake, and what was concluded. */
    static final List<String> FIELDS = List.of(
            "transport", "client_ip", "client_port", "server_ip", "server_port", "class", "protocol", "operator", "confidence",
            "evidence", "sni", "alpn_offered", "alpn_selected", "tls_version", "cipher", "ech", "ja3", "ja3s", "ja4",
            "quic_version", "cert_subject", "cert_issuer");

    /** Of the stream, not of the packets it came in. */
    static final List<String> STREAM = List.of("records_c2s", "records_s2c", "data_bytes_c2s", "data_bytes_s2c", "record_sizes",
            "record_types");

    static final List<String> PAYLOAD = List.of("payload_c2s", "payload_s2c");

    private Evidence() {}

    @SafeVarargs
    static Map<String, String> of(Map<String, String> row, List<String>... lists) {
        Map<String, String> part = new LinkedHashMap<>();
        for (List<String> list : lists) {
            for (String field : list) {
                assertTrue(row.containsKey(field), field);
                part.put(field, row.get(field));
            }
        }
        return part;
    }

    static Map<String, String> without(Map<String, String> row, Set<String> columns) {
        Map<String, String> rest = new LinkedHashMap<>(row);
        rest.keySet().removeAll(columns);
        return rest;
    }

    /** The same lines; the first difference is told by its column. */
    static void assertSameText(String expected, String actual, String what) {
        String[] before = expected.split("\n");
        String[] after = actual.split("\n");
        for (int line = 0; line < Math.min(before.length, after.length); line++) {
            String[] left = before[line].split(",");
            String[] right = after[line].split(",");
            for (int i = 0; i < Math.min(left.length, right.length); i++) {
                if (left[i].equals(right[i])) {
                    continue;
                }
                assertEquals(left[i], right[i], what + ", line " + line + ", column " + column(before[0], i) + " of " + left[0]);
            }
        }
        assertEquals(before.length, after.length, what);
    }

    private static String column(String header, int i) {
        String[] names = header.split(",");
        return i < names.length ? names[i] : "number " + i;
    }

    /** Less may be known, never something else. */
    static void assertNothingElse(Map<String, String> whole, Map<String, String> part) {
        for (String field : List.of("sni", "alpn_offered", "alpn_selected", "cipher", "ja3", "ja3s", "ja4", "cert_subject", "server_port")) {
            if (!part.get(field).isEmpty()) {
                assertEquals(whole.get(field), part.get(field), field);
            }
        }
    }
}
