package tell443.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tell443.counters.Counter;
import tell443.counters.Counters;

class AccountsTest {

    private static final byte[] NOTHING = {};

    private final Counters counters = new Counters();
    private long millis = 1_795_369_920_000L; // 2026-11-22T17:52:00Z

    @TempDir
    private Path folder;

    @Test
    void eachFileHasItsShareOfWhatWasLost() throws Exception {
        RotatedRows rows = rows("f-%H.csv", 0);
        counters.add(Counter.PACKETS, 10);
        counters.add(Counter.PACKETS_DROPPED, 3);
        row(rows, 16);
        row(rows, 16);
        millis += 1_000;
        row(rows, 17); // ends the first file
        counters.add(Counter.PACKETS, 5);
        counters.add(Counter.PACKETS_DROPPED_BY_INTERFACE, 2);
        millis += 500;
        rows.finish();
        assertEquals("[{file=f-16.csv, program=p 1, capture=v0\\x1b, since=2026-11-22T17:52:00.000000000Z, until=2026-11-22T17:52:01.000000000Z,"
                + " rows=2, packets=10, packet_bytes=0, packets_dropped=3, packets_dropped_by_interface=0, flows=0, flows_evicted=0,"
                + " rows_out_of_order=0}]", lines("f-16.csv").toString());
        assertEquals("[{file=f-17.csv, program=p 1, capture=v0\\x1b, since=2026-11-22T17:52:01.000000000Z, until=2026-11-22T17:52:01.500000000Z,"
                + " rows=1, packets=5, packet_bytes=0, packets_dropped=0, packets_dropped_by_interface=2, flows=0, flows_evicted=0,"
                + " rows_out_of_order=0}]", lines("f-17.csv").toString());
    }

    @Test
    void whatIsLostBehindTheLastFileIsToldThere() throws Exception {
        RotatedRows rows = rows("f-%H.csv", 0);
        counters.add(Counter.PACKETS_DROPPED, 3);
        row(rows, 16);
        rows.rotate();
        counters.add(Counter.PACKETS_DROPPED, 4);
        counters.add(Counter.PACKETS_UNDECODABLE, 1);
        rows.finish();
        List<Map<String, String>> lines = lines("f-16.csv");
        assertEquals(List.of("1", "0"), lines.stream().map(line -> line.get("rows")).toList());
        assertEquals(List.of("3", "4"), lines.stream().map(line -> line.get("packets_dropped")).toList());
        assertFalse(lines.get(0).containsKey("packets_undecodable"));
        assertEquals("1", lines.get(1).get("packets_undecodable"));
    }

    @Test
    void aFileUnderANameThatBecameFreeDoesNotReplaceTheAccountOfTheOther() throws Exception {
        RotatedRows rows = rows("f.csv", 0);
        row(rows, 16);
        rows.rotate();
        row(rows, 16);
        Files.move(folder.resolve("f.csv"), folder.resolve("moved"));
        row(rows, 16);
        rows.finish();
        assertEquals("h\nr\nr\n", Files.readString(folder.resolve("f.csv")));
        assertEquals(List.of("1", "2"), lines("f.csv").stream().map(line -> line.get("rows")).toList());
    }

    /** One name: the file is there from the beginning, and also without rows. */
    @Test
    void whereNothingCameThatIsTold() throws Exception {
        RotatedRows rows = rows("f.csv", 0);
        counters.add(Counter.PACKETS_DROPPED, 7);
        rows.finish();
        assertEquals("h\n", Files.readString(folder.resolve("f.csv")));
        assertEquals("7", lines("f.csv").get(0).get("packets_dropped"));
    }

    @Test
    void theAccountOfAFileThatIsNotKeptIsNotKeptEither() throws Exception {
        RotatedRows rows = rows("f-%H.csv", 1);
        row(rows, 16);
        row(rows, 17);
        rows.finish();
        assertEquals(List.of("f-17.csv", "f-17.csv.run.jsonl"), names());
    }

    @Test
    void aLinkInTheWayIsNotFollowed() throws Exception {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Files.createSymbolicLink(folder.resolve("f.csv.run.jsonl"), target);
        RotatedRows rows = rows("f.csv", 0);
        assertThrows(OutputException.class, rows::finish);
        assertEquals("old", Files.readString(target));
    }

    private RotatedRows rows(String pattern, int keep) throws OutputException {
        Accounts accounts = new Accounts("p 1", "v0\033", () -> {
            Counters copy = new Counters();
            copy.addAll(counters);
            return copy;
        }, () -> millis);
        Rotation rotation = new Rotation(FileNames.of(folder + "/" + pattern), 0, 0, keep, false);
        return new RotatedRows(Output.inTurn(folder + "/f"), rotation, "h\n".getBytes(UTF_8), NOTHING, accounts);
    }

    private static void row(RotatedRows rows, int hour) throws OutputException {
        rows.reached(hour * 3_600_000_000_000L);
        rows.row(0, 0, "r\n".getBytes(UTF_8), 0, 2);
    }

    private List<Map<String, String>> lines(String file) throws Exception {
        List<Map<String, String>> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(file + ".run.jsonl"))) {
            Map<String, String> fields = new LinkedHashMap<>();
            try (JsonParser parser = new JsonFactory().createParser(line)) {
                parser.nextToken();
                while (parser.nextFieldName() != null) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, parser.getText());
                }
            }
            lines.add(fields);
        }
        return lines;
    }

    private List<String> names() throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
