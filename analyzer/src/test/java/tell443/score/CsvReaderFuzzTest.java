package tell443.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class CsvReaderFuzzTest {

    /** Whatever is accepted means the same to FastCSV, which the program does not use for it. */
    @FuzzTest
    void anyBytes(byte[] bytes) {
        List<String> rows;
        try {
            rows = CsvReaderTest.read(bytes, 7, false);
        } catch (ScoreException e) {
            return;
        }
        String text = new String(bytes, UTF_8);
        if (!Arrays.equals(bytes, text.getBytes(UTF_8))) {
            return; // not UTF-8: each reader replaces in its own way
        }
        List<String> expected = new ArrayList<>();
        CsvReaderBuilder strict = de.siegmar.fastcsv.reader.CsvReader.builder().skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE);
        for (CsvRecord row : strict.ofCsvRecord(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
            expected.add(String.join("|", row.getFields()));
        }
        assertEquals(expected, rows, Arrays.toString(bytes));
    }
}
