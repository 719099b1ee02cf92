package tell443.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One run over all fixtures, written in every format: the same rows in the same order, and the same values. */
class FormatsAgreeTest {

    private static Program run(String format, String... more) {
        List<String> arguments = new ArrayList<>(List.of("read", "-q", "--format", format));
        arguments.addAll(List.of(more));
        arguments.add(Fixture.CAPTURES.toString());
        Program program = Program.run(arguments.toArray(String[]::new));
        assertEquals(0, program.status(), program.err());
        return program;
    }

    @Test
    void csvAndJsonLinesOfOneRunSayTheSame() throws IOException {
        List<Map<String, String>> csv = run("csv", "--columns", "full").rows();
        List<Map<String, String>> json = json(run("jsonl", "--columns", "full").out());
        assertTrue(csv.size() > 100, csv.size() + " rows");
        assertEquals(csv.size(), json.size());
        for (int i = 0; i < csv.size(); i++) {
            assertEquals(withoutApostrophes(csv.get(i)), json.get(i));
        }
    }

    @Test
    void theTableHasALineForEachRow() {
        List<Map<String, String>> rows = run("csv", "--sort").rows();
        List<String> lines = run("table").out().lines().filter(line -> line.matches("\\d\\d:\\d\\d:\\d\\d .*")).toList();
        assertEquals(rows.size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertTrue(lines.get(i).startsWith(rows.get(i).get("start_time").substring(11, 19)), lines.get(i));
            assertTrue(lines.get(i).contains(" " + rows.get(i).get("confidence") + " "), lines.get(i) + rows.get(i));
        }
    }

    /** What a spreadsheet would take for a formula has one before it. */
    private static Map<String, String> withoutApostrophes(Map<String, String> row) {
        Map<String, String> plain = new LinkedHashMap<>(row);
        plain.replaceAll((column, cell) -> cell.startsWith("'") ? cell.substring(1) : cell);
        return plain;
    }

    private static List<Map<String, String>> json(String lines) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        JsonFactory factory = new JsonFactory();
        for (String line : lines.split("\n")) {
            Map<String, String> row = new LinkedHashMap<>();
            try (JsonParser json = factory.createParser(line)) {
                assertEquals(JsonToken.START_OBJECT, json.nextToken());
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    List<String> items = new ArrayList<>();
                    if (json.nextToken() == JsonToken.START_ARRAY) {
                        while (json.nextToken() != JsonToken.END_ARRAY) {
                            items.add(json.getText());
                        }
                    } else if (json.currentToken() != JsonToken.VALUE_NULL) {
                        items.add(json.getText());
                    }
                    row.put(name, String.join(";", items));
                }
            }
            rows.add(row);
        }
        return rows;
    }
}
