package tell443.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tell443.facts.EndReason;
import tell443.facts.Quality;

class SchemaTest {

    private final Schema schema = new Schema(new Vocabulary() {
        @Override
        public List<Word> protocols() {
            return List.of(new Word("vpn/wireguard", "a tunnel", ""));
        }

        @Override
        public List<Word> evidence() {
            return List.of(new Word("wireguard.handshake", "initiation | response", "https://www.wireguard.com/protocol/"));
        }
    });

    @Test
    void everyFormatHoldsEveryColumnAndWord() {
        for (byte[] bytes : List.of(schema.markdown(), schema.json(), schema.text())) {
            String text = new String(bytes, UTF_8);
            for (Column column : Columns.full()) {
                assertTrue(text.contains(column.label()), column.label());
            }
            for (Quality flag : Quality.values()) {
                assertTrue(text.contains(flag.label()), flag.label());
            }
            for (EndReason reason : EndReason.values()) {
                assertTrue(text.contains(reason.meaning()), reason.label());
            }
            assertTrue(text.contains("vpn/wireguard"));
            assertTrue(text.contains("wireguard.handshake"));
        }
    }

    @Test
    void markdownRowsHaveSevenCells() {
        int rows = 0;
        for (String line : new String(schema.markdown(), UTF_8).split("\n")) {
            if (line.matches("\\| \\d+ \\|.*")) {
                assertEquals(9, line.split("(?<!\\\\)\\|", -1).length, line);
                rows++;
            }
        }
        assertEquals(Columns.full().size(), rows);
    }

    @Test
    void jsonListsTheColumnsInOrder() throws Exception {
        List<String> names = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(schema.json())) {
            while (json.nextToken() != null) {
                if ("name".equals(json.currentName()) && json.currentToken().isScalarValue()) {
                    names.add(json.getText());
                }
            }
        }
        assertEquals(Columns.full().stream().map(Column::label).toList(), names);
    }
}
