package tell443.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tell443.cli.Tell443;
import tell443.cli.TestEnvironment;

/** A row of the program's own output; lists are joined by ';', what is empty is "". */
record Flow(FlowLabel label, Map<String, String> values) {

    private static final Set<String> KEPT = Set.of("flow_id", "transport", "client_ip", "client_port", "server_ip", "server_port",
            "class", "protocol", "confidence", "evidence", "quality", "sni", "alpn_offered", "ja3", "ja3s", "ja4", "hello_retry", "retry_ja3s", "second_ja3",
            "client_hello_length", "client_extensions", "cipher", "alpn_selected", "tls_version",
            "end_reason", "payload_c2s", "payload_s2c");

    String get(String column) {
        return values.getOrDefault(column, "");
    }

    /** Runs the program on a capture. */
    static List<Flow> read(Path capture, String ports) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new Tell443(out, err, InputStream.nullInputStream(), TestEnvironment.PIPE).run("read", "-q", "--threads", "1",
                "--ports", ports, "--columns", "full", "--format", "jsonl", capture.toString());
        if (status == Tell443.USAGE_WRONG || err.toString().contains("internal error")) {
            throw new IllegalStateException(capture + ": " + err);
        }
        try {
            return parse(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(capture.toString(), e);
        }
    }

    private static List<Flow> parse(byte[] lines) throws IOException {
        List<Flow> flows = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(new ByteArrayInputStream(lines))) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> row = new HashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    String value = value(json);
                    if (KEPT.contains(name)) {
                        row.put(name, value);
                    }
                }
                flows.add(new Flow(FlowLabel.of(row.get("transport"), row.get("client_ip"), row.get("client_port"), row.get("server_ip"),
                        row.get("server_port")), row));
            }
        }
        return flows;
    }

    private static String value(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        if (token == JsonToken.VALUE_NULL) {
            return "";
        }
        if (token != JsonToken.START_ARRAY) {
            return json.getText();
        }
        List<String> parts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            parts.add(json.getText());
        }
        return String.join(";", parts);
    }
}
