package tell443.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;

/** Whatever a stranger writes: one CSV record, no control character, no formula, and the value can be had back. */
class SafeTextFuzzTest {

    @FuzzTest
    void anyTextIsOneHarmlessCell(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        String safe = SafeText.escape(text);
        assertEquals(safe, SafeText.escape(safe));
        assertFalse(safe.chars().anyMatch(c -> c < ' ' || c >= 0x7F && c < 0xA0
                || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069));
        TextSink sink = TextSink.csv();
        RowBuffer out = new RowBuffer(0);
        sink.start(out);
        sink.text(text);
        out.put(',');
        sink.beginList();
        sink.text(text);
        sink.text("x");
        sink.endList();
        out.put('\n');
        List<CsvRecord> records = CsvReader.builder().ofCsvRecord(new String(out.bytes(), 0, out.length(), UTF_8)).stream().toList();
        assertEquals(1, records.size());
        assertEquals(safe, plain(records.get(0).getField(0)));
        if (!safe.isEmpty()) {
            assertEquals(safe + ";x", plain(records.get(0).getField(1)));
        }
    }

    private static String plain(String field) {
        assertFalse(field.matches("(?s)[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20].*"), field);
        return field.startsWith("'") ? field.substring(1) : field;
    }
}
