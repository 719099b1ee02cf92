package tell443.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tell443.cli.Tell443;
import tell443.cli.TestEnvironment;

/** One run of the whole program in this process: what it wrote and how it ended. */
record Program(int status, String out, String err) {

    static Program run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new Tell443(out, err, InputStream.nullInputStream(), TestEnvironment.PIPE).run(arguments);
        return new Program(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** The rows of a CSV output, by column name. */
    List<Map<String, String>> rows() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (NamedCsvRecord row : CsvReader.builder().ofNamedCsvRecord(out)) {
            rows.add(row.getFieldsAsMap());
        }
        return rows;
    }
}
