package tell443.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tell443.classify.Details;
import tell443.classify.Evidence;
import tell443.classify.Protocol;
import tell443.classify.Protocols;
import tell443.report.Column;
import tell443.report.Columns;

/** README.md says what the program does, not what it once did. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern OUTPUT = Pattern.compile("<!-- output of: ((?:read|score) [^\n]*) -->\n```\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile(" {2}(?:(-\\w), | {4})(--[a-z-]+)(?: ([A-Z]+))? +(.*)");

    private final String readme = read("README.md");

    @Test
    void outputsAreThoseOfTheProgram() {
        Matcher blocks = OUTPUT.matcher(readme);
        int count = 0;
        while (blocks.find()) {
            count++;
            String[] arguments = blocks.group(1).replace("capture-fixtures/", "../capture-fixtures/").split(" ");
            assertEquals(Program.run(arguments).out(), blocks.group(2), blocks.group(1));
        }
        assertEquals(3, count);
    }

    @Test
    void everyOptionIsInTheTableInTheWordsOfItsHelp() {
        Map<String, String> rows = optionRows("read");
        assertTrue(rows.size() > 10, rows.toString());
        rows.putAll(optionRows("live"));
        rows.forEach((option, row) -> assertTrue(readme.contains(row), row));
        long table = readme.lines().filter(line -> line.startsWith("| `-")).count();
        assertEquals(rows.size(), table);
    }

    /** By long name: the table's row, made from what the command's help prints. */
    private static Map<String, String> optionRows(String command) {
        List<String> texts = new ArrayList<>();
        String help = Program.run(command, "--help").out();
        for (String line : help.substring(help.indexOf("options:\n") + 9, help.indexOf("\n\nexamples:")).split("\n")) {
            boolean begins = line.charAt(2) == '-' || line.startsWith("      --");
            texts.add(begins ? line : texts.remove(texts.size() - 1) + ' ' + line.strip());
        }
        Map<String, String> rows = new LinkedHashMap<>();
        for (String text : texts) {
            Matcher option = OPTION.matcher(text);
            assertTrue(option.matches(), text);
            String letter = option.group(1) == null ? "" : "`" + option.group(1) + "`, ";
            String value = option.group(3) == null ? "" : " " + option.group(3);
            rows.put(option.group(2), "| " + letter + '`' + option.group(2) + value + "` | " + option.group(4) + " |\n");
        }
        return rows;
    }

    @Test
    void commandsUseOptionsColumnsAndScriptsThatExist() {
        Set<String> columns = new TreeSet<>(Set.of("core", "full"));
        Columns.full().stream().map(Column::label).forEach(columns::add);
        readme.lines().filter(line -> line.matches("scripts/.*|sudo scripts/tell443 .*") || line.contains("| scripts/")).forEach(line -> {
            Matcher script = Pattern.compile("scripts/[a-z0-9-]+").matcher(line);
            assertTrue(script.find() && Files.exists(ROOT.resolve(script.group())), line);
            Set<String> options = optionRows(command(line)).keySet();
            Matcher option = Pattern.compile("--[a-z-]+").matcher(line);
            while (option.find()) {
                assertTrue(options.contains(option.group()), line);
            }
            Matcher list = Pattern.compile("--columns (\\S+)").matcher(line);
            while (list.find()) {
                assertTrue(columns.containsAll(List.of(list.group(1).split(","))), line);
            }
        });
    }

    private static String command(String line) {
        return line.contains("tell443 score") ? "score" : line.contains("tell443 live") ? "live" : "read";
    }

    @Test
    void numbersOfColumnsAreRight() {
        assertTrue(readme.contains("`core` is " + Columns.core().size() + " columns, `full` is " + Columns.full().size() + ":"),
                Columns.core().size() + " and " + Columns.full().size());
    }

    @Test
    void evidenceAndProtocolsThatAreNamedExist() {
        Set<String> evidence = new TreeSet<>();
        Set<String> families = new TreeSet<>();
        for (Protocol protocol : Protocols.all()) {
            for (Evidence each : protocol.evidence()) {
                evidence.add(each.id());
                families.add(each.id().substring(0, each.id().indexOf('.')));
            }
        }
        Matcher quoted = Pattern.compile("`([a-z0-9-]+)([./])([a-z0-9-]+)`")
                .matcher(readme + read("analyzer/RECOGNITION.md"));
        while (quoted.find()) {
            String word = quoted.group().replace("`", "");
            if (quoted.group(2).equals(".") && families.contains(quoted.group(1))) {
                assertTrue(evidence.contains(word), word);
            } else if (quoted.group(2).equals("/") && List.of("https", "doh", "vpn", "quic", "other", "unknown").contains(quoted.group(1))) {
                assertTrue(Details.all().containsKey(word), word);
            }
        }
    }

    @Test
    void roomsAreThoseOfTheSource() throws IOException {
        try (var rooms = Files.list(Path.of("src/main/java/tell443"))) {
            rooms.forEach(room -> assertTrue(readme.contains("`" + room.getFileName() + "`"), room.toString()));
        }
    }

    @Test
    void theNoticeNamesEveryLibraryThatIsDelivered() {
        String notice = read("NOTICE");
        String pom = read("analyzer/pom.xml");
        Matcher dependency = Pattern.compile("<artifactId>([^<]+)</artifactId><version>([0-9][^<]*)</version>")
                .matcher(pom.substring(pom.indexOf("<dependencies>"), pom.indexOf("</dependencies>")));
        int count = 0;
        while (dependency.find()) {
            count++;
            assertTrue(notice.lines().anyMatch(line -> line.startsWith(dependency.group(1)) && line.contains(dependency.group(2))),
                    dependency.group());
        }
        assertTrue(count >= 9, "" + count);
    }

    @Test
    void theNoticeNamesEverySourceDateOfTheLists() throws IOException {
        String notice = read("NOTICE");
        try (var lists = Files.list(Path.of("src/main/resources/tell443/lists"))) {
            for (Path list : lists.toList()) {
                int at = notice.indexOf(list.getFileName().toString());
                assertTrue(at >= 0, list.toString());
                for (String line : Files.readAllLines(list)) {
                    assertTrue(!line.startsWith("# date: ") || notice.indexOf(line.substring(8), at) >= 0, list + " " + line);
                }
            }
        }
    }

    @Test
    void itIsShort() {
        assertTrue(readme.lines().count() <= 350);
    }

    private static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
