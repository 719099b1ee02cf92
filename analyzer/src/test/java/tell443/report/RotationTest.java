package tell443.report;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows are lines such as r1; a file is "h" and its rows. */
class RotationTest {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource({"%Y-%m-%d %H:%M:%S, 2026-02-28 23:59:59", "%F %j, 2026-02-28 059", "%s, 1772323199", "100%%, 100%", "%%H, %H"})
    void namesAreMadeOfTimeInUtc(String pattern, String expected) {
        assertEquals(expected, FileNames.of(pattern).at(nanos("2026-02-28T23:59:59.999999999Z")));
    }

    @Test
    void aTimeBefore1970IsATimeToo() {
        assertEquals("1969-12-31 23:59:59 -1", FileNames.of("%F %H:%M:%S %s").at(-1));
    }

    @ParameterizedTest(name = "{0} may be {1}: {2}")
    @CsvSource({"f-%H.csv, f-17.csv, true", "f-%H.csv, f-17-3.csv, true", "f-%H.csv, f-x.csv, false", "f-%F.csv.gz, f-2026-01-01.csv.gz, true",
        "f-%H.csv, g-17.csv, false", "f.csv, f.csv, true", "f.csv, fxcsv, false", "(%H, (17, true", "a%%b, a%b, true"})
    void whatItCouldOverwriteIsKnown(String pattern, String name, boolean expected) {
        assertEquals(expected, FileNames.of(pattern).mayBe(name));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"f.csv, f-1.csv", "f.csv.gz, f-1.csv.gz", "f, f-1", ".hidden, .hidden-1", "a.b/f, a.b/f-1", "f.x.csv, f.x-1.csv"})
    void aNumberComesBeforeTheEnding(String name, String second) {
        FileNames names = FileNames.of(name);
        assertEquals(name, names.unused(name, each -> false));
        assertEquals(second, names.unused(name, each -> false));
    }

    @Test
    void theLastNanosecondOfAnHourBelongsToIt() throws Exception {
        rotate("f-%H.csv", 0, 0, 0, "16:59:59.999999999 r1", "17:00:00 r2", "17:59:59.999999999 r3", "18:00:00 r4");
        assertEquals(Map.of("f-16.csv", "h r1", "f-17.csv", "h r2 r3", "f-18.csv", "h r4"), files());
    }

    @Test
    void aPeriodBeginsAnotherFileEvenUnderTheSameName() throws Exception {
        rotate("f-%H.csv", 1800 * SECOND, 0, 0, "16:10:00 r1", "16:40:00 r2", "16:50:00 r3", "17:10:00 r4");
        assertEquals(Map.of("f-16.csv", "h r1", "f-16-1.csv", "h r2 r3", "f-17.csv", "h r4"), files());
    }

    @Test
    void aPeriodLongerThanWhatTheNameTellsIsNamedByItsBeginning() throws Exception {
        rotate("f-%H%M.csv", 7200 * SECOND, 0, 0, "16:10:00 r1", "17:40:00 r2", "18:00:00 r3");
        assertEquals(Map.of("f-1600.csv", "h r1 r2", "f-1800.csv", "h r3"), files());
    }

    @Test
    void aDayUnderTheNameOfAMonthGoesOn() throws Exception {
        rotate("f-%Y%m.csv", 0, 0, 0, "00:00:00 r1", "+1d r2", "+40d r3");
        assertEquals(Map.of("f-202611.csv", "h r1 r2", "f-202701.csv", "h r3"), files());
    }

    @Test
    void noFileIsLongerThanItsLimitUnlessOneRowIs() throws Exception {
        rotate("f.csv", 0, 8, 0, "10:00:00 r1", "10:00:00 r2", "10:00:00 r3", "10:00:00 r4444444444444", "10:00:00 r5");
        assertEquals(Map.of("f.csv", "h r1 r2", "f-1.csv", "h r3", "f-2.csv", "h r4444444444444", "f-3.csv", "h r5"), files());
    }

    @Test
    void timeThatStepsBackOpensNoFileAgain() throws Exception {
        rotate("f-%H.csv", 0, 0, 0, "16:00:00 r1", "17:00:00 r2", "16:30:00 r3", "17:10:00 r4");
        assertEquals(Map.of("f-16.csv", "h r1", "f-17.csv", "h r2 r3 r4"), files());
    }

    @Test
    void theSameHourOfAnotherDayIsAnotherFile() throws Exception {
        rotate("f-%H.csv", 0, 0, 0, "16:00:00 r1", "17:00:00 r2", "+1d r3");
        assertEquals(Map.of("f-16.csv", "h r1", "f-17.csv", "h r2", "f-00.csv", "h r3"), files());
        rotate("g-%H.csv", 0, 0, 0, "00:10:00 r1", "01:00:00 r2", "+1d r3");
        assertEquals(Map.of("g-00.csv", "h r1", "g-01.csv", "h r2", "g-00-1.csv", "h r3"), files("g-"));
    }

    @Test
    void onlyTheLastOnesAreKept() throws Exception {
        Files.writeString(folder.resolve("f-01.csv"), "of another run");
        rotate("f-%H.csv", 0, 0, 2, "16:00:00 r1", "17:00:00 r2", "18:00:00 r3", "19:00:00 r4");
        assertEquals(Map.of("f-18.csv", "h r3", "f-19.csv", "h r4", "f-01.csv", "of another run"), files());
    }

    @Test
    void withoutRowsThereIsNoFile() throws Exception {
        rotate("f-%H.csv", 0, 0, 0);
        assertEquals(Map.of(), files());
    }

    @Test
    void aFileOfAnEarlierRunIsReplacedOrKeptAsWanted() throws Exception {
        rotate("f-%H.csv", 0, 0, 0, "16:00:00 r1");
        rotate("f-%H.csv", 0, 0, 0, "16:00:00 r2");
        assertEquals(Map.of("f-16.csv", "h r2"), files());
        rotate(false, "f-%H.csv", 0, 0, 0, "16:00:00 r3");
        assertEquals(Map.of("f-16.csv", "h r2", "f-16-1.csv", "h r3"), files());
    }

    @Test
    void aFileIsWholeAsSoonAsNoRowOfItsTimeCanCome() throws Exception {
        try (Output output = Output.inTurn(folder + "/f")) {
            RotatedRows rows = rows(output, true, "f-%H.csv", 0, 0, 0);
            feed(rows, "16:00:00 r1");
            assertEquals(List.of("f-16.csv.part"), List.copyOf(files().keySet()));
            rows.reached(nanos("2026-11-22T16:59:59Z"));
            assertEquals(List.of("f-16.csv.part"), List.copyOf(files().keySet()));
            rows.reached(nanos("2026-11-22T17:00:00Z"));
            assertEquals(Map.of("f-16.csv", "h r1"), files());
            rows.finish();
        }
        assertEquals(Map.of("f-16.csv", "h r1"), files());
    }

    @Test
    void whoAsksForAnotherFileGetsIt() throws Exception {
        try (Output output = Output.inTurn(folder + "/f")) {
            RotatedRows rows = rows(output, false, "f.csv", 0, 0, 0);
            feed(rows, "16:00:00 r1");
            rows.rotate();
            rows.rotate();
            assertEquals(Map.of("f.csv", "h r1"), files());
            feed(rows, "16:00:00 r2");
            rows.finish();
        }
        assertEquals(Map.of("f.csv", "h r1", "f-1.csv", "h r2"), files());
    }

    @Test
    void aFullDiskLosesOnlyTheFileAtHand() throws Exception {
        try (Output output = Output.inTurn(folder + "/f")) {
            output.failAfter(12);
            RotatedRows rows = rows(output, true, "f-%H.csv", 0, 0, 0);
            feed(rows, "16:00:00 r1", "17:00:00 r2", "18:00:00 r3");
            OutputException e = assertThrows(OutputException.class, rows::finish);
            assertTrue(e.getMessage().contains("f-18.csv: No space left"), e.getMessage());
        }
        assertEquals(Map.of("f-16.csv", "h r1", "f-17.csv", "h r2"), files());
    }

    @Test
    void whatCannotBeHadAgainStaysAsAPart() throws Exception {
        try (Output output = Output.inTurn(folder + "/f")) {
            output.keepPart();
            output.failAfter(7);
            RotatedRows rows = rows(output, false, "f-%H.csv", 0, 0, 0);
            feed(rows, "16:00:00 r1");
            output.flush();
            feed(rows, "16:00:00 r2");
            OutputException e = assertThrows(OutputException.class, rows::finish);
            assertTrue(e.getMessage().endsWith("what was written before is in " + folder + "/f-16.csv.part"), e.getMessage());
        }
        assertEquals(Map.of("f-16.csv.part", "h r1"), files());
    }

    /** As logrotate does it: what has the name now is not the one that had it before. */
    @Test
    void whatWasMovedAwayIsNotDeletedUnderItsOldName() throws Exception {
        try (Output output = Output.inTurn(folder + "/f")) {
            RotatedRows rows = rows(output, true, "f.csv", 0, 0, 1);
            for (int i = 1; i <= 4; i++) {
                feed(rows, "16:00:00 r" + i);
                rows.rotate();
                if (i < 4) {
                    Files.move(folder.resolve("f.csv"), folder.resolve("moved-" + i));
                }
            }
            rows.finish();
        }
        assertEquals(Map.of("f.csv", "h r4", "moved-1", "h r1", "moved-2", "h r2", "moved-3", "h r3"), files());
    }

    @Test
    void aLinkInTheWayIsNotFollowed() throws Exception {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Files.createSymbolicLink(folder.resolve("f-16.csv"), target);
        try (Output output = Output.inTurn(folder + "/f")) {
            RotatedRows rows = rows(output, true, "f-%H.csv", 0, 0, 0);
            assertThrows(OutputException.class, () -> feed(rows, "16:00:00 r1"));
        }
        assertEquals("old", Files.readString(target));
        assertFalse(Files.exists(folder.resolve("f-16.csv.part")));
    }

    private void rotate(String pattern, long period, long bytes, int keep, String... rows) throws Exception {
        rotate(true, pattern, period, bytes, keep, rows);
    }

    private void rotate(boolean replace, String pattern, long period, long bytes, int keep, String... rows) throws Exception {
        try (Output output = Output.inTurn(folder + "/f")) {
            RotatedRows collector = rows(output, replace, pattern, period, bytes, keep);
            feed(collector, rows);
            collector.finish();
            output.commit();
        }
    }

    private RotatedRows rows(Output output, boolean replace, String pattern, long period, long bytes, int keep)
            throws OutputException {
        FileNames names = FileNames.of(folder + "/" + pattern);
        return new RotatedRows(output, new Rotation(names, period, bytes, keep, replace), "h\n".getBytes(US_ASCII), new byte[0], WholeFiles.NOBODY);
    }

    /** Such as "16:59:59.5 r1"; +1d is a day after the first of all. */
    private static void feed(RotatedRows rows, String... all) throws OutputException {
        for (String each : all) {
            String[] words = each.split(" ");
            long days = words[0].startsWith("+") ? Long.parseLong(words[0].substring(1, words[0].length() - 1)) : 0;
            rows.reached(nanos("2026-11-22T" + (days > 0 ? "00:00:00" : words[0]) + "Z") + days * 86_400 * SECOND);
            byte[] row = (words[1] + '\n').getBytes(US_ASCII);
            rows.row(0, 0, row, 0, row.length);
        }
    }

    private static long nanos(String time) {
        Instant instant = Instant.parse(time);
        return instant.getEpochSecond() * SECOND + instant.getNano();
    }

    private Map<String, String> files() throws IOException {
        return files("");
    }

    private Map<String, String> files(String beginning) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(each -> each.getFileName().toString().startsWith(beginning)).toList()) {
                files.put(file.getFileName().toString(), String.join(" ", Arrays.asList(Files.readString(file).split("\n"))));
            }
        }
        return files;
    }
}
