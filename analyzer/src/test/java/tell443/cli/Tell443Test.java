package tell443.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.cli.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.capture.CaptureException;
import tell443.capture.CaptureInterface;
import tell443.capture.FilterException;
import tell443.capture.LiveSettings;
import tell443.capture.PacketSource;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.report.Columns;
import tell443.report.OutputException;
import tell443.report.RowBuffer;
import tell443.report.RowWriter;
import tell443.report.Samples;
import tell443.report.Vocabulary;

class Tell443Test {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeRooms rooms = new FakeRooms();

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            reed a                            | there is no command "reed", did you mean read?; there are read, live, interfaces, score, schema
            live                              | live needs an interface: tell443 live -i eth0; tell443 interfaces lists them
            live eth0                         | live takes no argument: eth0; an interface is named with -i
            live -i a -i b -i a               | --interface: a is named twice
            live -i a --snaplen 63            | --snaplen: "63" is not a whole number from 64 to 262144
            live -i a --buffer-size 64X       | --buffer-size: "64X" is no size; write it like 512k, 64M or 1G
            live -i a --buffer-size 4G        | --buffer-size: 4G is not from 131072 to 2147483647 bytes
            live -i a -c 0                    | --count: "0" is not a whole number from 1 to 9223372036854775807
            live -i a --duration 0            | --duration: 0 is no time; give at least 1ms
            live -i a --sort                  | live has no option --sort, did you mean --ports?; tell443 live --help lists them
            interfaces x                      | interfaces takes no argument: x
            interfaces --format csv           | --format: there is no format "csv"; there are table, jsonl
            read                              | read needs a FILE: tell443 read capture.pcap; - is standard input
            read --fromat csv a               | read has no option --fromat, did you mean --format?; tell443 read --help lists them
            read a --output                   | --output needs a value: --output FILE
            read a -o x -o y                  | give --output once
            read a --format xml               | --format: there is no format "xml"; there are table, csv, jsonl
            read a --columns snii             | --columns: there is no column "snii", did you mean sni?; tell443 schema lists them
            read a --ports 443,x              | --ports: "443,x" is no list of ports; write it like 443,8443 or 440-450 or any
            read a --ports 70000              | --ports: "70000" is no list of ports; write it like 443,8443 or 440-450 or any
            read a --ports 450-440            | --ports: the range 450-440 is empty; write the smaller port first
            read a --class dns                | --class: there is no class "dns"; there are https, doh, vpn, quic, other, unknown
            read a --threads 0                | --threads: "0" is not a whole number from 1 to 64
            read a --idle-timeout 5x          | --idle-timeout: "5x" is no duration; write it like 30s, 5m or 2h
            read a --idle-timeout 0           | --idle-timeout: 0 would end every flow at once; give at least 1ms
            read a --active-timeout 999999999d | --active-timeout: 999999999d is longer than 292 years
            read a --max-flows -1             | --max-flows: "-1" is not a whole number from 1 to 2147483647
            read a --lists d --no-lists       | give either --lists or --no-lists
            read a -o %Q.csv                  | --output: "%Q" is no field of a time; there are %Y %m %d %j %H %M %S %F %s, and %% is a percent sign
            read a -o 100%                    | --output: "%" is no field of a time; there are %Y %m %d %j %H %M %S %F %s, and %% is a percent sign
            read a --rotate 1h                | --rotate is for files; name them: -o flows-%F-%H.csv
            read a -o x --rotate 5x           | --rotate: "5x" is no duration; write it like 30s, 5m or 2h
            read a -o x --rotate 5m,7XB       | --rotate: "7XB" is no size; write it like 512k, 64M or 1G
            read a -o x --rotate 0            | --rotate: 0 is no time; write it like 1h or 100MB
            read a -o x%H.csv --sort          | a table, or rows in another order, cannot begin another file; leave out --sort, or name one file
            read a -o x%H.txt                 | a table, or rows in another order, cannot begin another file; leave out --format table, or name one file
            read a -o /dev/full --rotate 1h   | --rotate is for files; name them: -o flows-%F-%H.csv
            read a -o /dev/full --keep 1      | --keep is for files; name them: -o flows-%F-%H.csv
            read a --keep 1 -w x.pcapng       | --keep is for files; name them: -o flows-%F-%H.csv
            read a -w x%Q.pcapng              | --write: "%Q" is no field of a time; there are %Y %m %d %j %H %M %S %F %s, and %% is a percent sign
            read a-17.pcap -w a-%H.pcap       | --write a-%H.pcap could become a-17.pcap, which is also read; name other files
            read a -o x-%H -w x-%H            | x-%H is named twice for what is written; name another file
            read a -o x --keep 0              | --keep: "0" is not a whole number from 1 to 2147483647
            read a -w -                       | -w -: rows go to standard output, too; send them elsewhere: -o flows.csv, or -o /dev/null
            read a --write-class vpn          | --write-class needs -w FILE.pcapng
            read a -w x --write-class dns     | --write-class: there is no class "dns"; there are https, doh, vpn, quic, other, unknown
            read a -w x --write-buffer 1MB    | --write-buffer: 1MB is not from 2097152 to 1073741824 bytes
            read a -w x -o x                  | x is named twice for what is written; name another file
            read a --alert-hold 1m            | --alert-hold needs --alert doh,vpn
            read a --alert dns                | --alert: there is no class "dns"; there are https, doh, vpn, quic, other, unknown
            read a --alert vpn --alert-output -    | --alert-output -: rows go to standard output, too; send them elsewhere: -o flows.csv, or -o /dev/null
            read a --alert vpn --alert-output syslog:h:x | --alert-output: "syslog:h:x" is no syslog server; write it like syslog:192.0.2.1:514
            read a -o x -w - --alert vpn --alert-output - | -w - and --alert-output - would mix; name a file for one of them
            read a --replay-speed fast        | --replay-speed: "fast" is no speed; write it like 1, 0.5, 10 or max
            read a --replay-speed 0.0001      | --replay-speed: "0.0001" is no speed; write it like 1, 0.5, 10 or max
            read a -c 0                       | --count: "0" is not a whole number from 1 to 9223372036854775807
            read a --duration 0               | --duration: 0 reads nothing; give at least 1ms
            read a --simulate fire@1 | --simulate: "fire@1" is not one of flow-limit, reasm-limit, frag-limit, write-error, oom with @N
            score                             | score needs flows or captures: tell443 score --truth truth.tsv flows.csv
            score a --format xml              | --format: there is no format "xml"; there are table, json, csv
            score a --tables totls            | --tables: there is no table "totls", did you mean totals?; there are totals, shares, confusion, classes, sizes, protocols, false-positives, calibration, latency, sources, lists
            score a --list rong               | --list: there is no list "rong", did you mean wrong?; there are missing, unlabelled, wrong, swapped
            score a --threads 0               | --threads: "0" is not a whole number from 1 to 64
            score a --lists d --no-lists      | give either --lists or --no-lists
            score a --explain                 | score has no option --explain; tell443 score --help lists them
            schema x                          | schema takes no argument: x
            schema --format xml               | --format: there is no format "xml"; there are text, markdown, json""")
    void wrongUsageIsOneLineThatSaysHowToMendIt(String line, String expected) {
        assertEquals(2, run(line.strip().split(" ")));
        assertEquals("tell443: " + expected + "\n", err.toString(UTF_8));
        assertEquals(0, out.size());
    }

    @Test
    void aStrangeArgumentIsEscaped() {
        assertEquals(2, run("\u001b[2J\u202e"));
        assertTrue(err.toString(UTF_8).contains("\"\\x1b[2J\\u{202e}\""), err.toString(UTF_8));
    }

    @Test
    void optionsBecomeValues() throws Exception {
        String[] args = ("--ports 443,8000-8001 -f udp --class doh,vpn --threads 3 --idle-timeout 30 --active-timeout 5m --max-flows 1000"
                + " --lists dir --explain --sort -q --format csv --columns core --simulate flow-limit@5,oom@7 a.pcap -").split(" ");
        ReadOptions read = ReadOptions.of(Commands.parse("read", ReadOptions.ALL, args), TestEnvironment.TERMINAL);
        assertEquals(List.of("a.pcap", "-"), read.files());
        AnalysisOptions options = read.analysis();
        assertTrue(options.ports().contains(443) && options.ports().contains(8001) && !options.ports().contains(8002));
        assertEquals("udp", options.filter());
        assertEquals("[DOH, VPN]", options.classes().toString());
        assertEquals(3, options.threads());
        assertEquals(30_000_000_000L, options.idleTimeoutNanos());
        assertEquals(300_000_000_000L, options.activeTimeoutNanos());
        assertEquals(1000, options.maxFlows());
        assertEquals("dir", options.lists());
        assertEquals(Map.of("flow-limit", 5L, "oom", 7L), options.simulate());
        assertTrue(options.explain() && options.sort() && options.quiet());
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(textBlock = """
            false, '',           csv
            true,  '',           table
            true,  -o x.csv,     csv
            true,  -o x.jsonl,   jsonl
            false, -o x.ndjson,  jsonl
            false, -o x.txt,     table
            true,  -o x,         csv
            true,  -o x.csv.gz,  csv
            true,  -o x.jsonl.zst, jsonl
            false, -o x-%H.jsonl.lz4, jsonl
            false, -o x.txt.gz,  table
            true,  -o -,         table
            true,  --format csv, csv""")
    void theFormatFollowsTerminalAndEnding(boolean terminal, String arguments, String expected) throws Exception {
        String[] args = ("a " + arguments).strip().split(" ");
        ReadOptions options = ReadOptions.of(Commands.parse("read", ReadOptions.ALL, args),
                terminal ? TestEnvironment.TERMINAL : TestEnvironment.PIPE);
        assertEquals(expected, options.analysis().format().label());
    }

    @Test
    void liveOptionsBecomeValues() throws Exception {
        String[] args = "-i eth0 -i any -c 5 --duration 2m -s 128 --buffer-size 1m -p --user bob --stats-interval 10s -f udp".split(" ");
        LiveOptions options = LiveOptions.of(Commands.parse("live", LiveOptions.ALL, args), TestEnvironment.PIPE);
        LiveSettings capture = options.capture();
        assertEquals(List.of("eth0", "any"), capture.interfaces());
        assertEquals(5, capture.packets());
        assertEquals(120_000_000_000L, capture.durationNanos());
        assertEquals(128, capture.snaplen());
        assertEquals(1 << 20, capture.bufferBytes());
        assertFalse(capture.promiscuous());
        assertEquals(List.of("udp"), capture.filters());
        assertEquals("bob", options.user());
        assertEquals(10_000_000_000L, options.statsNanos());
        assertEquals(300_000_000_000L, options.analysis().activeTimeoutNanos());
    }

    @Test
    void theKernelsFilterComesFromThePorts() throws Exception {
        String wanted = "port 443 or portrange 8440-8442 or port 65535 or port 53 or ip[6:2] & 0x1fff != 0 or ip6 proto 44";
        assertEquals(List.of(wanted + " or (vlan and (" + wanted + "))", wanted), kernelFilter("--kernel-filter --ports 443,8440-8442,65535"));
        assertEquals(List.of(), kernelFilter("--ports 443"));
        assertEquals("give either --kernel-filter or --filter",
                assertThrows(UsageException.class, () -> kernelFilter("--kernel-filter -f udp")).getMessage());
        assertTrue(assertThrows(UsageException.class, () -> kernelFilter("--kernel-filter --ports any")).getMessage().contains("any"));
    }

    private static List<String> kernelFilter(String options) throws Exception {
        return LiveOptions.of(Commands.parse("live", LiveOptions.ALL, ("-i eth0 " + options).split(" ")), TestEnvironment.PIPE).capture().filters();
    }

    @ParameterizedTest(name = "sudo called by {0}, --user {1}: {2}")
    @CsvSource({"'', '', nobody", "alice, '', alice", "root, '', nobody", "alice, bob, bob", "'', root, root"})
    void whoToBeFollowsSudo(String caller, String user, String expected) throws Exception {
        String[] args = ("-i eth0" + (user.isEmpty() ? "" : " --user " + user)).split(" ");
        TestEnvironment environment = new TestEnvironment(Map.of("SUDO_USER", caller), false, false, 0);
        assertEquals(expected, LiveOptions.of(Commands.parse("live", LiveOptions.ALL, args), environment).user());
    }

    @Test
    void liveWritesRowsAndSaysWhatHappenedAndWhatWasLost() {
        rooms.lost = 1;
        assertEquals(0, run("live", "-i", "eth0", "--format", "csv"));
        assertEquals(1 + Samples.all().size(), out.toString(UTF_8).lines().count());
        String said = err.toString(UTF_8);
        assertTrue(said.startsWith("tell443: eth0 is \\x1b[2Jdown\n"), said);
        assertTrue(said.contains("1 packets lost before they could be read"), said);
        assertTrue(said.endsWith("tell443: 1 packets, 20.0 % of all, were lost before they could be read: flows are incomplete;"
                + " a larger --buffer-size or a --filter may help\n"), said);
        assertTrue(rooms.closed);
    }

    /** Where there is no summary, also when it is less than the tenth of a percent that one warns of behind a summary. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"-q, true", "--no-lists, false"})
    void quietDoesNotMeanThatLossesAreSilent(String option, boolean told) {
        rooms.lost = 1;
        rooms.packets = 9_999;
        assertEquals(0, run("live", "-i", "eth0", "--format", "csv", option));
        assertEquals(told, err.toString(UTF_8).contains("tell443: 1 packets, 0.0 % of all, were lost before they could be read"));
    }

    @Test
    void interfacesAreListedAndTheirNamesEscaped() throws Exception {
        InetAddress inet = InetAddress.getByName("192.0.2.1");
        InetAddress inet6 = InetAddress.getByName("2001:db8::1");
        rooms.interfaces = List.of(new CaptureInterface("eth0", "", List.of(inet, inet6), 1, true, true, ""),
                new CaptureInterface("x\u001b", "Text", List.of(), -1, false, false, "no right"));
        assertEquals(0, run("interfaces"));
        assertEquals("""
                name   state        link type  addresses              about
                eth0   up, running  ETHERNET   192.0.2.1 2001:db8::1
                x\\x1b  down                                           cannot be opened: no right
                """, out.toString(UTF_8));
        out.reset();
        assertEquals(0, run("interfaces", "--format", "jsonl"));
        assertTrue(out.toString(UTF_8).startsWith("{\"name\":\"eth0\",\"description\":\"\",\"addresses\":[\"192.0.2.1\",\"2001:db8::1\"],"
                + "\"link_type\":\"ETHERNET\",\"state\":\"up, running\",\"trouble\":\"\"}\n"), out.toString(UTF_8));
    }

    @Test
    void helpListsEveryOptionButTheHidden() {
        assertEquals(0, run("read", "--help", "--nonsense"));
        String help = out.toString(UTF_8);
        for (Option option : ReadOptions.ALL.getOptions()) {
            assertEquals(!option.getLongOpt().equals("simulate"), help.contains("--" + option.getLongOpt()), option.getLongOpt());
        }
        for (String line : help.split("\n")) {
            assertTrue(line.length() <= 110, line);
        }
        assertEquals(0, err.size());
    }

    @Test
    void withoutArgumentsTheUsageIsToldAndWrong() {
        assertEquals(2, run());
        assertTrue(err.toString(UTF_8).contains("usage: tell443"));
    }

    @Test
    void theVersionIsThatOfTheBuild() throws Exception {
        assertEquals(0, run("--version"));
        String pom = Files.readString(Path.of("pom.xml"));
        assertTrue(pom.contains("<version>" + out.toString(UTF_8).strip().substring("tell443 ".length()) + "</version>"));
    }

    @Test
    void rowsGoOutAndTheSummaryBeside() {
        assertEquals(0, run("read", "a.pcap"));
        assertEquals(5, out.toString(UTF_8).split("\n").length);
        assertTrue(err.toString(UTF_8).startsWith("4 packets, "), err.toString(UTF_8));
        assertTrue(rooms.closed);
    }

    @Test
    void quietIsQuiet() {
        assertEquals(0, run("read", "-q", "a.pcap", "--class", "vpn"));
        assertEquals(2, out.toString(UTF_8).split("\n").length);
        assertEquals(0, err.size());
    }

    @Test
    void aTerminalGetsAColouredTableUnlessNoColor() {
        new Tell443(out, err, InputStream.nullInputStream(), TestEnvironment.TERMINAL, rooms).run("read", "a");
        assertTrue(out.toString(UTF_8).contains("\033[31mvpn/wireguard"), out.toString(UTF_8));
        out.reset();
        TestEnvironment plain = new TestEnvironment(Map.of("NO_COLOR", "1"), true, true, 80);
        new Tell443(out, err, InputStream.nullInputStream(), plain, rooms).run("read", "a");
        assertFalse(out.toString(UTF_8).contains("\033"));
    }

    @Test
    void explainAddsAColumnOfSentences() {
        assertEquals(0, run("read", "a", "--explain", "--format", "jsonl"));
        assertTrue(out.toString(UTF_8).contains("\"explanation\":[\"148-byte initiation answered by a 92-byte response\",\"against:"
                + " nothing\"]"));
    }

    @Test
    void aDamagedCaptureStillGivesItsRows() throws Exception {
        rooms.damage = "a.pcap: cut off at byte 1234 \u001b[2J";
        Path file = folder.resolve("flows.csv");
        assertEquals(1, run("read", "a.pcap", "-o", file.toString()));
        assertEquals(5, Files.readString(file).split("\n").length);
        assertTrue(err.toString(UTF_8).startsWith("tell443: a.pcap: cut off at byte 1234 \\x1b[2J\n"), err.toString(UTF_8));
    }

    @Test
    void anUnreadableCaptureMakesNoFile() {
        rooms.unreadable = "a.pcap: no such file";
        Path file = folder.resolve("flows.csv");
        assertEquals(1, run("read", "a.pcap", "-o", file.toString()));
        assertEquals("tell443: a.pcap: no such file\n", err.toString(UTF_8));
        assertFalse(Files.exists(file));
    }

    @Test
    void aFullDiskIsTheWorldsFault() throws Exception {
        Path file = folder.resolve("flows.csv");
        assertEquals(1, run("read", "a.pcap", "-o", file.toString(), "--simulate", "write-error@100"));
        assertEquals("tell443: cannot write " + file + ": No space left on device (simulated)\n", err.toString(UTF_8));
        assertEquals(0, Files.list(folder).count());
    }

    @Test
    void aFullStandardOutputIsTheWorldsFault() throws Exception {
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            assertEquals(1, new Tell443(full, err, InputStream.nullInputStream(), TestEnvironment.PIPE, rooms).run("read", "a"));
        }
        assertTrue(err.toString(UTF_8).startsWith("tell443: cannot write standard output: "), err.toString(UTF_8));
    }

    @Test
    void whoReadsUsMayGoAway() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertEquals(0, new Tell443(gone, err, InputStream.nullInputStream(), TestEnvironment.PIPE, rooms).run("read", "a"));
        assertEquals(0, err.size());
    }

    @Test
    void theInputIsNotOverwritten() throws Exception {
        Path file = Files.writeString(folder.resolve("a.pcap"), "evidence");
        assertEquals(2, run("read", file.toString(), "-o", folder + "/./a.pcap"));
        assertEquals("evidence", Files.readString(file));
    }

    @Test
    void aFaultOfOursIsOneLine() {
        rooms.fault = new IllegalStateException("boom\nbang");
        assertEquals(1, run("read", "a"));
        assertEquals("tell443: internal error: java.lang.IllegalStateException: boom\\x0abang; please report it,"
                + " with what TELL443_DEBUG=1 adds\n", err.toString(UTF_8));
    }

    @Test
    void aFilterThatMeansNothingIsThePersonsFault() {
        rooms.fault = new FilterException("can't parse filter expression: syntax error");
        Path file = folder.resolve("flows.csv");
        assertEquals(2, run("read", "a", "-f", "tcp port", "-o", file.toString()));
        assertEquals("tell443: --filter: can't parse filter expression: syntax error\n", err.toString(UTF_8));
        assertFalse(Files.exists(file));
    }

    @Test
    void outOfMemoryIsSaidAndFails() {
        rooms.fault = new OutOfMemoryError("Java heap space");
        Path file = folder.resolve("flows.csv");
        assertEquals(1, run("read", "a", "-o", file.toString()));
        assertTrue(err.toString(UTF_8).startsWith("tell443: out of memory"), err.toString(UTF_8));
        assertFalse(Files.exists(file));
    }

    @Test
    void theSchemaNamesEveryColumn() {
        assertEquals(0, run("schema", "--format", "markdown"));
        Columns.full().forEach(column -> assertTrue(out.toString(UTF_8).contains("| " + column.label() + " |"), column.label()));
    }

    private int run(String... args) {
        return new Tell443(out, err, new ByteArrayInputStream(new byte[0]), TestEnvironment.PIPE, rooms).run(args);
    }

    /** Four flows, whatever is asked. */
    private static final class FakeRooms implements Wiring {

        private String damage = "";
        private String unreadable = "";
        private Throwable fault;
        private boolean closed;
        private long lost;
        private long packets;
        private List<CaptureInterface> interfaces = List.of();

        @Override
        public PacketSource source(ReadOptions options, InputStream in, Counters counters) throws CaptureException {
            if (!unreadable.isEmpty()) {
                throw new CaptureException(unreadable);
            }
            return new FakeSource(() -> closed = true);
        }

        @Override
        public PacketSource live(LiveOptions options, Counters counters, Consumer<String> notes) throws CaptureException {
            if (!unreadable.isEmpty()) {
                throw new CaptureException(unreadable);
            }
            notes.accept("eth0 is \u001b[2Jdown");
            counters.add(Counter.PACKETS_DROPPED, lost);
            counters.add(Counter.PACKETS, packets);
            return new FakeSource(() -> closed = true);
        }

        @Override
        public List<CaptureInterface> interfaces() {
            return interfaces;
        }

        @Override
        public void analyze(PacketSource source, Job job) throws CaptureException, OutputException {
            List<RowWriter> workers = new ArrayList<>(List.of(job.newWriter(), job.newWriter()));
            RowBuffer rows = new RowBuffer(16);
            for (Samples.Sample sample : Samples.all()) {
                job.counters().count(Counter.PACKETS);
                rows.clear();
                if (workers.get((int) sample.facts().flowId & 1).write(sample.facts(), sample.verdict(), rows)) {
                    job.rows().row(sample.facts().startNanos, sample.facts().flowId, rows.bytes(), 0, rows.length());
                }
            }
            if (fault instanceof RuntimeException) {
                throw (RuntimeException) fault;
            }
            if (fault instanceof Error) {
                throw (Error) fault;
            }
            if (!damage.isEmpty()) {
                throw new CaptureException(damage);
            }
        }

        @Override
        public Vocabulary vocabulary() {
            return new Rooms().vocabulary();
        }
    }
}
