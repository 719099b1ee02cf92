package tell443.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.luben.zstd.Zstd;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.cli.Tell443;
import tell443.cli.TestEnvironment;

/** The whole command on files. */
class ScoreTest {

    private static final Path WORKED = Path.of("src/test/resources/tell443/score/worked");
    private static final Path CAPTURES = Path.of("../capture-fixtures/captures");

    /** Truth and flows of one https flow that is right. */
    private static final String TRUTH = "transport\tclient_ip\tclient_port\tserver_ip\tserver_port\tclass\n";
    private static final String TRUTH_ROW = "tcp\t192.0.2.1\t1001\t198.51.100.1\t443\thttps\n";
    private static final String FLOWS = "transport,client_ip,client_port,server_ip,server_port,class\n";
    private static final String FLOW = "tcp,192.0.2.1,1001,198.51.100.1,443,https\n";

    @TempDir
    private Path folder;

    private String out = "";
    private String err = "";

    /** Sixteen flows of four captures; the other files of that folder, and oracle.py, which made the figures, tell the story. */
    @Test
    void everyFigureOfTheWorkedExampleIsThatOfAnIndependentProgram() throws IOException {
        assertEquals(0, score("--truth", WORKED.resolve("truth.tsv").toString(), WORKED.resolve("flows.csv").toString(), "--format",
                "csv"));
        assertEquals(Files.readString(WORKED.resolve("expected.csv")), out);
        assertEquals("", err);
    }

    /**
     * By hand. Https: 6 true (one of them called vpn, one doh), 5 called so (4 rightly, and one doh/h2). Doh: 3 true, of which
     * one was called https and one is missing. Web flows are the 6 https and the 2 rows of quic/h3. Without the two unknown
     * verdicts 9 of 12 classes are right at (0.55 + 0.62 + 2 * 0.705 + 8 * 0.965) / 12; the gaps are
     * (1 * 0.55 + 1 * 0.62 + 2 * 0.205 + 8 * 0.035) / 12. In dns, 1 of 2 https rows is so called: precision 1 / 2; in web 3 of 3
     * called so; vpn has none called so: (0.5 + 1) / 2. Where each source weighs the same, flows weigh 1 / 18 in web and 1 / 9 in
     * dns and vpn: gaps of 0.55 / 9 + 0.62 / 18 + (0.70 - 1) / 18 + 0.71 / 9 + (8 / 12 - 0.646111). The sources' own errors:
     * (0.62 + 0.30 + 0.19) / 6, (0.55 + 0.07) / 3, (0.71 + 0.02) / 3. Of h2, web and dns have all their flows right, vpn has none.
     */
    @ParameterizedTest(name = "{0} {1} {2} is {3}")
    @CsvSource(textBlock = """
            totals,          truth missing,   count,           1
            totals,          truth absent,    count,           2
            totals,          truth repeated,  count,           1
            totals,          flows unlabelled, count,          2
            totals,          swapped,         count,           1
            shares,          class right,     pooled,          0.666667
            shares,          unknown,         pooled,          0.142857
            confusion,       https,           vpn,             1
            confusion,       doh,             missing,         1
            classes,         https,           precision,       0.800000
            classes,         https,           recall,          0.666667
            classes,         https,           f1,              0.727273
            classes,         https,           mean_precision,  0.750000
            classes,         doh,             recall,          0.333333
            protocols,       https/tls,       precision,       0.333333
            false-positives, vpn of web,      flows,           8
            false-positives, vpn of web,      per_10000,       1250.000000
            false-positives, vpn of web,      upper_95,        4706.794086
            false-positives, doh of web,      mean_per_10000,  3333.333333
            false-positives, https of others, flows,           8
            false-positives, https of others, wrong,           1
            calibration,     0.7 to 0.8,      mean_confidence, 0.705000
            calibration,     all,             mean_confidence, 0.858333
            calibration,     all,             gap,             0.155000
            calibration,     all,             even_gap,        0.178333
            calibration,     called doh,      share_right,     0.500000
            calibration,     each source,     gap,             0.211667
            protocols,       doh/h2,          long,            1
            protocols,       https/h1,        long,            1
            protocols,       https/h1,        long_class_right, 0.000000
            protocols,       https/h2,        mean_class_right, 0.666667
            latency,         server_hello_s,  median,          0.030000""")
    void figuresThatCanBeWorkedOutByHand(String table, String row, String column, String expected) {
        score("--truth", WORKED.resolve("truth.tsv").toString(), WORKED.resolve("flows.csv").toString(), "--format", "csv");
        assertEquals(expected, figures().get(table + ' ' + row + ' ' + column));
    }

    @Test
    void jsonHoldsTheSameNumbers() throws IOException {
        String[] files = {"--truth", WORKED.resolve("truth.tsv").toString(), WORKED.resolve("flows.csv").toString()};
        assertEquals(0, score(files[0], files[1], files[2], "--list", "missing,unlabelled,wrong,swapped", "--format", "csv"));
        Map<String, String> csv = figures();
        assertEquals(0, score(files[0], files[1], files[2], "--list", "missing,unlabelled,wrong,swapped", "--format", "json"));
        assertEquals(csv, json(out));
    }

    /** As {@link #figures} of the CSV: by table, row and column; lists have rows by number. */
    private static Map<String, String> json(String text) throws IOException {
        Map<String, String> figures = new TreeMap<>();
        try (JsonParser json = new JsonFactory().createParser(text)) {
            String table = "";
            String row = "";
            int number = 0;
            int depth = 0;
            boolean first = false;
            while (json.nextToken() != null) {
                JsonToken token = json.currentToken();
                if (token == JsonToken.START_OBJECT) {
                    depth++;
                    first = true;
                    number++;
                } else if (token == JsonToken.END_OBJECT) {
                    depth--;
                } else if (token == JsonToken.FIELD_NAME && depth == 1) {
                    table = json.currentName();
                    number = -1; // the table's own object is no row
                } else if (token.isScalarValue() && depth == 3 && !json.currentName().equals("about")) {
                    boolean list = Score.LISTS.contains(table);
                    row = list ? Integer.toString(number) : first ? json.getText() : row;
                    if (list || !first) {
                        figures.put(table + ' ' + row + ' ' + json.currentName(), token == JsonToken.VALUE_NULL ? "" : json.getText());
                    }
                    first = false;
                }
            }
        }
        return figures;
    }

    @Test
    void listsNameSingleFlows() {
        assertEquals(0, score("--truth", WORKED.resolve("truth.tsv").toString(), WORKED.resolve("flows.csv").toString(), "--tables",
                "totals", "--list", "missing,unlabelled,wrong,swapped", "--format", "csv"));
        Map<String, String> figures = figures();
        assertTrue(figures.get("missing 1 line").endsWith("truth.tsv:12"), out);
        assertEquals("doh/h3", figures.get("missing 1 truth"));
        assertFalse(figures.containsKey("missing 2 line"), out);
        assertEquals("10", figures.get("unlabelled 1 flow_id"));
        assertEquals("runs/other/capture.pcap", figures.get("unlabelled 2 capture"));
        assertEquals("192.0.2.1:1004", figures.get("wrong 1 client"));
        assertEquals("fake-tls.no-change-cipher", figures.get("wrong 1 evidence"));
        assertEquals("openvpn-tcp", figures.get("wrong 3 truth").substring(4));
        assertEquals("[2001:db8::1]:443", figures.get("swapped 1 client"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            gzip, 0
            zstd, 0
            pipe, 0""")
    void flowsMayBePackedOrComeThroughAPipe(String how, int status) throws IOException {
        byte[] flows = Files.readAllBytes(WORKED.resolve("flows.csv"));
        Path file = folder.resolve("flows");
        if (how.equals("gzip")) {
            try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
                packed.write(flows);
            }
        } else {
            Files.write(file, Zstd.compress(flows));
        }
        String name = how.equals("pipe") ? "-" : file.toString();
        assertEquals(status, run(new ByteArrayInputStream(flows), "--truth", WORKED.resolve("truth.tsv").toString(), name, "--format",
                "csv"));
        assertEquals(Files.readString(WORKED.resolve("expected.csv")), out);
    }

    /** \t and \n stand for tabs and line feeds; T and F for the headers, t and f for the rows above. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            empty truth            | ''   | Ff  | truth.tsv: there is no flow in it; its first line names the columns transport, client_ip, client_port, server_ip, server_port and class, with tabs between them
            truth of a header only | T    | Ff  | truth.tsv: there is no flow in it
            comments only          | #a\\n | Ff | truth.tsv: there is no flow in it; its first line names the columns transport, client_ip, client_port, server_ip, server_port and class, with tabs between them
            truth without a column | transport\\tclass\\n | Ff | truth.tsv: there is no column client_ip; its first line names the columns transport, client_ip, client_port, server_ip, server_port and class, with tabs between them
            a column twice         | class\\tclass\\n | Ff | truth.tsv: two columns are named class
            too few cells          | Tttcp\\t192.0.2.1\\n | Ff | truth.tsv:3: 2 cells, but the first line names 6 columns
            too many cells         | T#\\ntcp\\t192.0.2.1\\t1\\t192.0.2.2\\t443\\thttps\\tx\\n | Ff | truth.tsv:3: 7 cells, but the first line names 6 columns
            a class nobody knows   | Ttcp\\t192.0.2.1\\t1\\t192.0.2.2\\t443\\tdns\\n | Ff | truth.tsv:2: there is no class "dns"; there are https, doh, vpn, quic, other, unknown
            a transport            | Tsctp\\t192.0.2.1\\t1\\t192.0.2.2\\t443\\tdoh\\n | Ff | truth.tsv:2: transport "sctp" is neither tcp nor udp
            an address             | Ttcp\\t192.0.2.256\\t1\\t192.0.2.2\\t443\\tdoh\\n | Ff | truth.tsv:2: client "192.0.2.256" port "1" is no address with a port
            a port                 | Ttcp\\t192.0.2.1\\t1\\t192.0.2.2\\t65536\\tdoh\\n | Ff | truth.tsv:2: server "192.0.2.2" port "65536" is no address with a port
            a name                 | Ttcp\\tlocalhost\\t1\\t192.0.2.2\\t443\\tdoh\\n | Ff | truth.tsv:2: client "localhost" port "1" is no address with a port
            the truth against itself | Tttcp\\t198.51.100.1\\t443\\t192.0.2.1\\t1001\\tdoh\\n | Ff | truth.tsv:3: the same flow as in truth.tsv:2, but of another kind
            empty flows            | Tt   | ''  | flows.csv: it is empty; score needs the columns transport, client_ip, client_port, server_ip, server_port and class, as tell443 read FILE -o flows.csv writes them
            flows without a column | Tt   | transport,class\\n | flows.csv: there is no column client_ip; score needs the columns transport, client_ip, client_port, server_ip, server_port and class, as tell443 read FILE -o flows.csv writes them
            a row of other length  | Tt   | Fftcp,,,,,,\\n | flows.csv:3: 7 cells, but the first line names 6 columns
            a class in the flows   | Tt   | Ftcp,192.0.2.1,1001,198.51.100.1,443,web\\n | flows.csv:2: there is no class "web"; there are https, doh, vpn, quic, other, unknown
            an escape              | Tt   | Ftcp,192.0.2.1,1001,198.51.100.1,443,\\e[2J\\n | flows.csv:2: there is no class "\\x1b[2J"; there are https, doh, vpn, quic, other, unknown
            a quote                | Tt   | Ff"f | flows.csv:3: the quote is never closed
            JSON Lines             | Tt   | {"flow_id":1}\\n | flows.csv:1: a quote inside a field that is not quoted
            other flows            | Tt   | Ftcp,192.0.2.1,1002,198.51.100.1,443,https\\n | no flow is in the truth; are the names of the captures, the addresses and ports of one and the same traffic?""")
    void aFileThatIsNotWhatItWasGivenAs(String what, String truth, String flows, String expected) throws IOException {
        Files.writeString(folder.resolve("truth.tsv"), text(truth, TRUTH, TRUTH_ROW));
        Files.writeString(folder.resolve("flows.csv"), text(flows, FLOWS, FLOW));
        assertEquals(2, score("--truth", folder.resolve("truth.tsv").toString(), folder.resolve("flows.csv").toString()), what);
        assertEquals("tell443: " + expected + '\n', err.replace(folder + "/", ""));
        assertEquals("", out);
    }

    private static String text(String picture, String header, String row) {
        StringBuilder text = new StringBuilder();
        String rest = picture.equals("''") ? "" : picture;
        while (rest.startsWith("T") || rest.startsWith("F")) {
            text.append(header);
            rest = rest.substring(1);
        }
        for (char letter = header == TRUTH ? 't' : 'f'; rest.startsWith(letter + "") && !rest.startsWith("tcp") && !rest.startsWith("trans");) {
            text.append(row);
            rest = rest.substring(1);
        }
        return text + rest.replace("\\t", "\t").replace("\\n", "\n").replace("\\e", "\u001b");
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            a.pcap          | /data/x/a.pcap             | 1 right
            x/a.pcap        | y/a.pcap                   | 1 right
            x/a.pcap        | './x/a.pcap'               | 1 right
            x/a.pcap,y/a.pcap | /data/x/a.pcap,/data/y/a.pcap | 2 right
            x/a.pcap,y/a.pcap | y/a.pcap,z/a.pcap        | 1 right
            x/a.pcap,y/a.pcap | y/a.pcap                 | 1 right
            a.pcap          | x/a.pcap,y/a.pcap          | the capture "a.pcap" of the truth may be "y/a.pcap" or "x/a.pcap" of the flows; name it with its folder
            x/a.pcap,y/a.pcap | a.pcap                   | the capture "a.pcap" of the flows may be "x/a.pcap" or "y/a.pcap" of the truth; name it with its folder
            '-a.pcap'       | '''-a.pcap'                | 1 right
            x.pcap          | y.pcap                     | no flow is in the truth""")
    void capturesArePairedByTheEndsOfTheirPaths(String truths, String flows, String expected) throws IOException {
        StringBuilder truth = new StringBuilder("capture\t" + TRUTH);
        for (String capture : truths.split(",")) {
            truth.append(capture).append('\t').append(TRUTH_ROW);
        }
        StringBuilder rows = new StringBuilder("capture," + FLOWS);
        for (String capture : flows.split(",")) {
            rows.append(capture).append(',').append(FLOW);
        }
        Files.writeString(folder.resolve("truth.tsv"), truth);
        Files.writeString(folder.resolve("flows.csv"), rows);
        score("--truth", folder.resolve("truth.tsv").toString(), folder.resolve("flows.csv").toString(), "--format", "csv");
        if (expected.endsWith(" right")) {
            assertEquals(expected.substring(0, 1), figures().get("confusion https https"), err);
        } else if (!err.contains(expected)) { // the order in which the two are named does not matter
            assertTrue(err.contains(expected.substring(0, 30)) && err.endsWith("; name it with its folder\n"), err);
        }
    }

    @Test
    void withoutCaptureAndProtocolTheFiveTupleIsEnough() throws IOException {
        Files.writeString(folder.resolve("t"), "\uFEFF# a comment\r\n" + (TRUTH + TRUTH_ROW).replace("\n", "\r\n"));
        Files.writeString(folder.resolve("f"), "\uFEFF" + (FLOWS + FLOW + FLOW).replace("\n", "\r\n"));
        assertEquals(0, score("--truth", folder.resolve("t").toString(), folder.resolve("f").toString(), "--format", "csv"), err);
        assertEquals("2", figures().get("confusion https https"));
        assertFalse(out.contains("\nprotocols,") || out.contains("\ncalibration,") || out.contains("\nlatency,"), out);
    }

    @Test
    void aSourceWeighsAsOneHoweverManyCapturesItHas() throws IOException {
        StringBuilder truth = new StringBuilder("source\tcapture\t" + TRUTH);
        StringBuilder flows = new StringBuilder("capture," + FLOWS);
        for (String capture : List.of("a1", "a2", "a3", "b1")) {
            truth.append(capture.charAt(0)).append('\t').append(capture).append('\t').append(TRUTH_ROW);
            flows.append(capture).append(',').append(capture.equals("b1") ? FLOW.replace("https", "vpn") : FLOW);
        }
        Files.writeString(folder.resolve("t"), truth);
        Files.writeString(folder.resolve("f"), flows);
        assertEquals(0, score("--truth", folder.resolve("t").toString(), folder.resolve("f").toString(), "--format", "csv"), err);
        assertEquals("0.750000", figures().get("shares class right pooled"));
        assertEquals("0.500000", figures().get("shares class right mean"));
        assertEquals("5000.000000", figures().get("false-positives vpn of web mean_per_10000"));
    }

    @Test
    void textOfStrangersIsEscaped() throws IOException {
        Files.writeString(folder.resolve("t"), TRUTH.replace("\n", "\tnotes\n") + TRUTH_ROW.replace("\n", "\t=a\u001b[2J,\"\u202e\n"));
        Files.writeString(folder.resolve("f"), FLOWS + FLOW.replace("https", "doh"));
        String[] arguments = {"--truth", folder.resolve("t").toString(), folder.resolve("f").toString(), "--list", "wrong", "--format", ""};
        for (String format : List.of("table", "json", "csv")) {
            arguments[arguments.length - 1] = format;
            assertEquals(0, score(arguments), err);
            assertTrue(out.contains(format.equals("json") ? "a\\\\x1b[2J," : "a\\x1b[2J,") && out.contains("u{202e}"), out);
            assertTrue(out.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 0x7F), out);
        }
        assertEquals("'=a\\x1b[2J,\"\\u{202e}", figures().get("wrong 1 notes"));
    }

    @Test
    void aFolderTreeIsAnalysedByItself() throws IOException {
        assertEquals(0, score(CAPTURES.toString(), "--format", "csv"), err);
        Map<String, String> tree = figures();
        assertEquals("", err);
        long rows = 0;
        try (var folders = Files.walk(CAPTURES)) {
            for (Path truth : folders.filter(path -> path.endsWith("truth.tsv")).toList()) {
                rows += Files.readAllLines(truth).size() - 1;
            }
        }
        assertEquals(Long.toString(rows), tree.get("totals flows judged count"));
        assertEquals("0", tree.get("totals flows unlabelled count"));
        assertEquals("0", tree.get("totals truth missing count"));
        assertEquals("0", tree.get("totals swapped count"));
        assertEquals("0", tree.get("false-positives vpn of web wrong"));
        assertEquals("0", tree.get("false-positives doh of web wrong"));
        String once = out;
        assertEquals(0, score(CAPTURES.toString(), "--format", "csv", "--threads", "2"));
        assertEquals(once, out, "with any number of threads");
    }

    @Test
    void theTreeAndTheRowsOfItsCapturesGiveTheSame() throws IOException {
        List<String> rows = new ArrayList<>();
        StringBuilder truth = new StringBuilder();
        for (String name : List.of("sample", "chromium-h3", "scan")) {
            Path capture = CAPTURES.resolve(name).resolve(name.equals("sample") ? "capture.pcapng" : "capture.pcap");
            command("read", "-q", "--format", "csv", "--columns", "full", capture.toString());
            List<String> lines = out.lines().toList();
            rows.addAll(rows.isEmpty() ? lines : lines.subList(1, lines.size()));
            String part = Files.readString(CAPTURES.resolve(name).resolve("truth.tsv"));
            truth.append(truth.length() == 0 ? part : part.substring(part.indexOf('\n') + 1));
        }
        Files.write(folder.resolve("flows.csv"), rows);
        Files.writeString(folder.resolve("truth.tsv"), truth);
        assertEquals(0, score("--truth", folder.resolve("truth.tsv").toString(), folder.resolve("flows.csv").toString()), err);
        String flows = out;
        assertEquals(0, score(CAPTURES.resolve("sample").toString(), CAPTURES.resolve("chromium-h3/capture.pcap").toString(),
                CAPTURES.resolve("scan").toString()), err);
        assertEquals(flows, out);
        assertEquals(0, score("--truth", folder.resolve("truth.tsv").toString(), CAPTURES.toString()), err);
        assertEquals(flows, out, "captures that the truth does not name are left out");
        assertTrue(err.contains("captures of which no truth is known are left out, such as "), err);
    }

    @Test
    void listsAndNoListsSideBySide() {
        assertEquals(0, score(CAPTURES.resolve("sample").toString(), "--compare-lists", "--tables", "classes,lists", "--format", "csv"), err);
        assertEquals("2", figures().get("classes doh right"), "all other tables are of the run with lists");
        assertEquals("1.000000", figures().get("lists mean recall doh with_lists"));
        assertEquals("0.500000", figures().get("lists mean recall doh without_lists"));
        assertEquals("-0.500000", figures().get("lists mean recall doh difference"));
        assertEquals(2, score(CAPTURES.resolve("sample").toString(), "--compare-lists", "--no-lists"));
        assertEquals(2, score("--truth", WORKED.resolve("truth.tsv").toString(), WORKED.resolve("flows.csv").toString(), "--compare-lists"));
    }

    @Test
    void everySourceHasItsRow() {
        score("--truth", WORKED.resolve("truth.tsv").toString(), WORKED.resolve("flows.csv").toString(), "--tables", "sources", "--format", "csv");
        Map<String, String> sources = figures();
        score("--truth", WORKED.resolve("truth.tsv").toString(), WORKED.resolve("flows.csv").toString(), "--format", "csv");
        assertFalse(out.contains("\nsources,"), "only when asked for: there may be many");
        for (String[] sum : new String[][] {{"flows", "totals flows judged count"}, {"missing", "totals truth missing count"},
                {"web_flows", "false-positives vpn of web flows"}, {"web_called_vpn", "false-positives vpn of web wrong"}}) {
            long found = sources.entrySet().stream().filter(cell -> cell.getKey().endsWith(' ' + sum[0]))
                    .mapToLong(cell -> Long.parseLong(cell.getValue())).sum();
            assertEquals(figures().get(sum[1]), Long.toString(found), sum[0]);
        }
    }

    @Test
    void optionsReachTheAnalysis() {
        score(CAPTURES.resolve("sample").toString(), "--format", "csv");
        assertEquals("2", figures().get("classes doh right"));
        score(CAPTURES.resolve("sample").toString(), "--format", "csv", "--no-lists");
        assertEquals("1", figures().get("classes doh right"), "without lists only the ALPN of DNS over TLS tells");
        assertEquals(2, score(CAPTURES.resolve("sample").toString(), "--ports", "9"), "no flow is left");
    }

    @Test
    void aTruncatedCaptureIsScoredAsFarAsItGoes() throws IOException {
        byte[] whole = Files.readAllBytes(CAPTURES.resolve("sample/capture.pcapng"));
        Files.createDirectories(folder.resolve("sample"));
        Files.write(folder.resolve("sample/capture.pcapng"), java.util.Arrays.copyOf(whole, whole.length / 2));
        Files.copy(CAPTURES.resolve("sample/truth.tsv"), folder.resolve("sample/truth.tsv"));
        assertEquals(1, score(folder.toString(), "--format", "csv"));
        assertTrue(err.contains("capture.pcapng"), err);
        assertTrue(Integer.parseInt(figures().get("totals truth missing count")) > 0, out);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            worked/flows.csv                          | 2 | score needs --truth TRUTH.tsv to judge worked/flows.csv by
            --truth worked/truth.tsv nowhere.csv      | 1 | nowhere.csv: cannot be read: no such file or folder
            --truth nowhere.tsv worked/flows.csv      | 1 | nowhere.tsv: cannot be read: no such file or folder
            --truth worked/truth.tsv worked/flows.csv --ports 1 | 2 | --ports is for captures; worked/flows.csv is none
            --truth worked/truth.tsv worked/flows.csv sample | 2 | give either flows or captures; sample is a capture or a folder
            worked                                    | 2 | there is no capture in worked
            lone                                      | 2 | there is no truth.tsv for lone/a.pcap; give --truth TRUTH.tsv""")
    void whatIsMissingIsSaidInOneLine(String line, int status, String expected) throws IOException {
        Files.createDirectories(folder.resolve("lone"));
        Files.createDirectories(folder.resolve("worked"));
        Files.copy(CAPTURES.resolve("scan/capture.pcap"), folder.resolve("lone/a.pcap"));
        for (String name : List.of("truth.tsv", "flows.csv")) {
            Files.copy(WORKED.resolve(name), folder.resolve("worked").resolve(name));
        }
        Files.createDirectories(folder.resolve("sample"));
        String arguments = line.strip().replaceAll("(worked|nowhere|sample|lone)", folder + "/$1");
        assertEquals(status, score(arguments.split(" ")));
        assertEquals("tell443: " + expected + '\n', err.replace(folder + "/", ""));
        assertEquals("", out);
    }

    /** By table, row and column. */
    private Map<String, String> figures() {
        Map<String, String> figures = new TreeMap<>();
        CsvReader.builder().ofNamedCsvRecord(out).forEach(row -> figures.put(row.getField("table") + ' ' + row.getField("row") + ' '
                + row.getField("column"), row.getField("value")));
        return figures;
    }

    private int score(String... arguments) {
        return run(InputStream.nullInputStream(), arguments);
    }

    private int run(InputStream in, String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "score";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return command(in, words);
    }

    private int command(String... words) {
        return command(InputStream.nullInputStream(), words);
    }

    private int command(InputStream in, String... words) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        int status = new Tell443(outBytes, errBytes, in, TestEnvironment.PIPE).run(words);
        out = outBytes.toString(UTF_8);
        err = errBytes.toString(UTF_8);
        return status;
    }
}
