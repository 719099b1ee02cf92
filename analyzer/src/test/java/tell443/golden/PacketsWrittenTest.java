package tell443.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.cli.Tell443;
import tell443.cli.TestEnvironment;

/** Packets written with {@code -w} are those that tshark picks from the capture by their addresses, ports and times, byte by byte. */
class PacketsWrittenTest {

    private static final Path TSHARK = Path.of("/usr/bin/tshark");
    private static final Path SAMPLE = Fixture.CAPTURES.resolve("sample/capture.pcapng");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({"sample, 'doh,vpn'", "sample, unknown", "synthetic-losses, https", "wireguard, vpn", "vlan-tagged, https", "snaplen, https",
        "quic-v1, 'quic,doh'", "tls-in-tls, 'vpn,https'"})
    void theyAreThoseTsharkPicks(String fixture, String classes) throws Exception {
        for (Path capture : new Fixture(Fixture.CAPTURES.resolve(fixture)).captures()) {
            Path written = folder.resolve("w.pcapng");
            List<Map<String, String>> rows = run(capture, written, "--class", classes).rows();
            assertArrayEquals(picked(capture, rows), asPcap(written), capture.toString());
        }
    }

    /** tshark knows ports of a datagram's last fragment only; addresses tell all of them. */
    @Test
    void fragmentsAreWrittenToo() throws Exception {
        Path capture = new Fixture(Fixture.CAPTURES.resolve("synthetic-fragments")).captures().get(0);
        Path written = folder.resolve("w.pcapng");
        List<Map<String, String>> rows = run(capture, written, "--class", "https,quic,vpn,doh,other,unknown").rows();
        String filter = rows.stream().map(row -> addresses(row) + " && !icmp").collect(Collectors.joining(" || "));
        assertEquals(sortedFrames(capture, filter), sortedFrames(written, ""));
        assertTrue(tshark("-r", written.toString(), "-Y", "ip.flags.mf == 1 || ipv6.fraghdr").length > 0);
    }

    @Test
    void theVerdictIsACommentAtTheFirstPacketOfItsFlow() throws Exception {
        Path written = folder.resolve("w.pcapng");
        List<Map<String, String>> rows = run(SAMPLE, written, "--class", "doh,vpn").rows();
        String[] comments = text(tshark("-r", written.toString(), "-Y", "frame.comment", "-T", "fields", "-E", "separator=|", "-e",
                "frame.time_epoch", "-e", "frame.comment", "-e", "frame.interface_name")).split("\n");
        assertEquals(rows.size(), comments.length);
        for (int i = 0; i < comments.length; i++) {
            Map<String, String> row = rows.get(i);
            String operator = row.get("operator").isEmpty() ? "null" : '"' + row.get("operator") + '"';
            String evidence = Arrays.stream(row.get("evidence").split(";")).map(id -> '"' + id + '"').collect(Collectors.joining(","));
            assertTrue(comments[i].endsWith("|{\"flow_id\":" + row.get("flow_id") + ",\"class\":\"" + row.get("class") + "\",\"protocol\":\""
                    + row.get("protocol") + "\",\"confidence\":" + row.get("confidence") + ",\"operator\":" + operator + ",\"evidence\":["
                    + evidence + "]}|if0"), comments[i]);
            assertTrue(comments[i].startsWith(epoch(row.get("start_time"))), comments[i]);
        }
    }

    @Test
    void theFileSaysWhatItIs() throws Exception {
        Path written = folder.resolve("w.pcapng");
        run(SAMPLE, written, "--write-class", "vpn");
        assumeTrue(Files.exists(Path.of("/usr/bin/capinfos")));
        String about = text(output(new ProcessBuilder("/usr/bin/capinfos", written.toString())));
        assertTrue(about.contains("packets of the flows that tell443 judged to be vpn in " + SAMPLE), about);
        assertTrue(about.contains("tell443 0."), about);
        assertTrue(about.contains("nanoseconds (9)"), about);
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(strings = {"2", "5"})
    void threadsMakeNoDifference(String threads) throws Exception {
        Path one = folder.resolve("one.pcapng");
        Path many = folder.resolve("many.pcapng");
        Program.run("read", "-q", Fixture.CAPTURES.toString(), "-o", folder + "/one-%M.csv.gz", "--rotate", "1m,30kB", "-w", one.toString(),
                "--write-class", "doh,vpn,unknown", "--alert", "vpn", "--alert-output", folder + "/one.log");
        Program.run("read", "-q", Fixture.CAPTURES.toString(), "-o", folder + "/many-%M.csv.gz", "--rotate", "1m,30kB", "-w", many.toString(),
                "--write-class", "doh,vpn,unknown", "--alert", "vpn", "--alert-output", folder + "/many.log", "--threads", threads);
        List<String> names = names("one");
        assertTrue(names.size() > 5, names.toString());
        assertEquals(names, names("many"));
        for (String name : names) {
            assertArrayEquals(Files.readAllBytes(folder.resolve("one" + name)), Files.readAllBytes(folder.resolve("many" + name)), name);
        }
        assertTrue(Files.size(one) > 100_000 && Files.size(folder.resolve("one.log")) > 1_000);
    }

    @Test
    void fromAPipeItIsTheSamePackets() throws Exception {
        Path fromFile = folder.resolve("file.pcapng");
        run(SAMPLE, fromFile, "--class", "doh,vpn");
        Path fromPipe = folder.resolve("pipe.pcapng");
        Piped piped = pipe(Files.readAllBytes(SAMPLE), "-q", "--class", "doh,vpn", "-o", folder + "/p.csv", "-w", fromPipe.toString());
        assertEquals(0, piped.status(), piped.err());
        assertArrayEquals(asPcap(fromFile), asPcap(fromPipe));
    }

    /** One file for each second, which is its name: the packets of that second, which together are those of one file. */
    @ParameterizedTest(name = "{0}, from a pipe: {1}")
    @CsvSource({"sample, false", "sample, true", "synthetic-losses, false", "synthetic-losses, true"})
    void filesInTurnHoldThePacketsOfOne(String fixture, boolean piped) throws Exception {
        Path capture = new Fixture(Fixture.CAPTURES.resolve(fixture)).captures().get(0);
        Path one = folder.resolve("one.pcapng");
        run(capture, one, "--write-class", "doh,vpn,https");
        String[] inTurn = {"-q", "-o", folder + "/rows.csv", "--write-class", "doh,vpn,https", "-w", folder + "/turn-%s.pcapng"};
        if (piped) {
            assertEquals(0, pipe(Files.readAllBytes(capture), inTurn).status());
        } else {
            Program.run(Stream.concat(Stream.of("read", capture.toString()), Arrays.stream(inTurn)).toArray(String[]::new));
        }
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        together.write(asPcap(one), 0, 24);
        List<String> names = names("turn-");
        for (String name : names) {
            Path file = folder.resolve("turn-" + name);
            byte[] pcap = asPcap(file);
            together.write(pcap, 24, pcap.length - 24);
            String[] seconds = text(tshark("-r", file.toString(), "-T", "fields", "-e", "frame.time_epoch")).split("\\..*\n?");
            assertEquals(List.of(name.replace(".pcapng", "")), Arrays.stream(seconds).distinct().toList());
            assertEquals(flows(file, ""), flows(file, "frame.comment"), "each flow's verdict in " + name);
        }
        assertTrue(names.size() > 1, names.toString());
        assertArrayEquals(asPcap(one), together.toByteArray());
    }

    private static List<String> flows(Path file, String filter) throws IOException {
        String flows = text(tshark("-r", file.toString(), "-Y", filter, "-T", "fields", "-e", "tcp.stream", "-e", "udp.stream"));
        return flows.lines().map(String::strip).distinct().toList();
    }

    /** Three interfaces of one link type; packets of the sample go through them in turn. */
    @ParameterizedTest(name = "from a pipe: {0}")
    @ValueSource(booleans = {false, true})
    void interfacesKeepTheirNames(boolean piped) throws Exception {
        Path capture = folder.resolve("interfaces.pcapng");
        Files.write(capture, throughInterfaces(asPcap(SAMPLE)));
        Path written = folder.resolve("w.pcapng");
        if (piped) {
            assertEquals(0, pipe(Files.readAllBytes(capture), "-q", "-o", "/dev/null", "-w", written.toString()).status());
        } else {
            run(capture, written);
        }
        List<String> names = interfaces(capture);
        assertEquals(3, names.stream().map(line -> line.split("\\|")[1]).distinct().count());
        assertEquals(names, interfaces(written));
        String comments = text(output(new ProcessBuilder("strings", written.toString())));
        assertTrue(comments.contains("in " + (piped ? "-" : capture)), comments);
    }

    private static List<String> interfaces(Path file) throws IOException {
        return List.of(text(tshark("-r", file.toString(), "-T", "fields", "-E", "separator=|", "-e", "frame.time_epoch", "-e",
                "frame.interface_name", "-e", "frame.interface_description", "-e", "frame.len")).split("\n"));
    }

    /** The packets of a little-endian capture in nanoseconds. */
    private static byte[] throughInterfaces(byte[] pcap) {
        ByteBuffer in = ByteBuffer.wrap(pcap).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out = ByteBuffer.allocate(pcap.length * 2 + 1_000).order(ByteOrder.LITTLE_ENDIAN);
        section(out);
        description(out, "wan0", "to the world");
        description(out, "lan0", "");
        description(out, "tap0", "mirrored");
        int number = 0;
        for (int at = 24; at < pcap.length; at += 16 + in.getInt(at + 8), number++) {
            int captured = in.getInt(at + 8);
            long nanos = in.getInt(at) * 1_000_000_000L + in.getInt(at + 4);
            int padding = -captured & 3;
            out.putInt(6).putInt(32 + captured + padding).putInt(number / 3 % 3);
            out.putInt((int) (nanos >>> 32)).putInt((int) nanos).putInt(captured).putInt(in.getInt(at + 12));
            out.put(pcap, at + 16, captured).put(new byte[padding]).putInt(32 + captured + padding);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void section(ByteBuffer out) {
        out.putInt(0x0A0D0D0A).putInt(28).putInt(0x1A2B3C4D).putInt(1).putLong(-1).putInt(28);
    }

    private static void description(ByteBuffer out, String name, String description) {
        int begin = out.position();
        out.putInt(1).putInt(0).putInt(1).putInt(0);
        option(out, 2, name.getBytes(UTF_8));
        option(out, 3, description.getBytes(UTF_8));
        option(out, 9, new byte[] {9});
        out.putInt(0).putInt(out.position() + 4 - begin).putInt(begin + 4, out.position() - begin);
    }

    private static void option(ByteBuffer out, int code, byte[] value) {
        if (value.length > 0) {
            out.putShort((short) code).putShort((short) value.length).put(value).put(new byte[-value.length & 3]);
        }
    }

    @Test
    void packetsOnStandardOutputAreAlone() throws Exception {
        Piped piped = pipe(Files.readAllBytes(SAMPLE), "-q", "--write-class", "vpn", "-o", "/dev/null", "-w", "-");
        Path written = folder.resolve("stdout.pcapng");
        Files.write(written, piped.out());
        Path direct = folder.resolve("w.pcapng");
        run(SAMPLE, direct, "--class", "vpn");
        assertArrayEquals(asPcap(direct), asPcap(written));
        assertEquals("", piped.err());
    }

    /** What the active time-out closes is chosen, and forgotten, earlier; the ring needs less room. */
    @Test
    void aFlowThatWasChosenOnceStaysChosen() throws Exception {
        Path written = folder.resolve("w.pcapng");
        List<Map<String, String>> rows = run(SAMPLE, written, "--class", "vpn", "--active-timeout", "3ms").rows();
        assertTrue(rows.stream().anyMatch(row -> row.get("end_reason").equals("active")));
        Path whole = folder.resolve("whole.pcapng");
        run(SAMPLE, whole, "--class", "vpn");
        assertTrue(asPcap(written).length >= asPcap(whole).length);
    }

    @Test
    void aFullDiskIsTheWorldsFaultAndLeavesNoFile() throws Exception {
        Program program = Program.run("read", "-q", SAMPLE.toString(), "-o", folder + "/rows.csv.gz", "-w", folder + "/w.pcapng", "--simulate",
                "write-error@8000");
        assertEquals(1, program.status());
        assertTrue(program.err().contains("w.pcapng: No space left"), program.err());
        assertEquals(List.of("/rows.csv.gz"), names("").stream().map(name -> '/' + name).toList());
    }

    @Test
    void aCaptureThatIsCutStillGivesItsPackets() throws Exception {
        byte[] whole = Files.readAllBytes(SAMPLE);
        Path cut = folder.resolve("cut.pcapng");
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        Path written = folder.resolve("w.pcapng");
        Program program = Program.run("read", "-q", cut.toString(), "-w", written.toString());
        assertEquals(1, program.status());
        assertEquals(1, program.err().lines().count(), program.err());
        assertArrayEquals(picked(cut, program.rows()), asPcap(written));
    }

    private Program run(Path capture, Path written, String... more) {
        List<String> arguments = new ArrayList<>(List.of("read", "-q", capture.toString(), "-w", written.toString()));
        arguments.addAll(List.of(more));
        Program program = Program.run(arguments.toArray(String[]::new));
        assertFalse(Files.notExists(written), program.err());
        return program;
    }

    private record Piped(int status, byte[] out, String err) {}

    private static Piped pipe(byte[] capture, String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(List.of("read", "-"));
        arguments.addAll(List.of(more));
        int status = new Tell443(out, err, new ByteArrayInputStream(capture), TestEnvironment.PIPE).run(arguments.toArray(String[]::new));
        return new Piped(status, out.toByteArray(), err.toString(UTF_8));
    }

    private List<String> names(String beginning) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith(beginning))
                    .map(name -> name.substring(beginning.length())).sorted().toList();
        }
    }

    private byte[] picked(Path capture, List<Map<String, String>> rows) throws IOException {
        String filter = rows.stream().map(PacketsWrittenTest::filter).collect(Collectors.joining(" || "));
        Path picked = folder.resolve("picked.pcap");
        tshark("-r", capture.toString(), "-Y", filter, "-F", "nsecpcap", "-w", picked.toString());
        return withoutSnapLength(Files.readAllBytes(picked));
    }

    /** Of the capture it is one number, of ours none: tshark may write either. */
    private static byte[] withoutSnapLength(byte[] pcap) {
        Arrays.fill(pcap, 16, 20, (byte) 0);
        return pcap;
    }

    private static String filter(Map<String, String> row) {
        String transport = row.get("transport");
        return '(' + addresses(row) + " && " + transport + ".port == " + row.get("client_port") + " && " + transport + ".port == "
                + row.get("server_port") + " && frame.time_epoch >= " + epoch(row.get("start_time")) + " && frame.time_epoch <= "
                + epoch(row.get("end_time")) + ')';
    }

    private static String addresses(Map<String, String> row) {
        String ip = row.get("client_ip").contains(":") ? "ipv6.addr == " : "ip.addr == ";
        return ip + row.get("client_ip") + " && " + ip + row.get("server_ip");
    }

    private static String epoch(String time) {
        java.time.Instant instant = java.time.Instant.parse(time);
        return String.format(java.util.Locale.ROOT, "%d.%09d", instant.getEpochSecond(), instant.getNano());
    }

    private byte[] asPcap(Path file) throws IOException {
        Path converted = folder.resolve("converted.pcap");
        tshark("-r", file.toString(), "-F", "nsecpcap", "-w", converted.toString());
        byte[] bytes = Files.readAllBytes(converted);
        Files.delete(converted);
        return withoutSnapLength(bytes);
    }

    private static List<String> sortedFrames(Path file, String filter) throws IOException {
        String[] lines = text(tshark("-r", file.toString(), "-Y", filter, "-T", "fields", "-e", "frame.time_epoch", "-e", "frame.len",
                "-e", "ip.id", "-e", "ip.frag_offset", "-e", "ipv6.fraghdr.offset")).split("\n");
        Arrays.sort(lines);
        return List.of(lines);
    }

    private static byte[] tshark(String... arguments) throws IOException {
        assumeTrue(Files.isExecutable(TSHARK), "tshark is not installed");
        List<String> command = new ArrayList<>(List.of(TSHARK.toString(), "-n"));
        command.addAll(List.of(arguments));
        return output(new ProcessBuilder(command));
    }

    private static byte[] output(ProcessBuilder command) throws IOException {
        return command.redirectError(ProcessBuilder.Redirect.DISCARD).start().getInputStream().readAllBytes();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8).strip();
    }
}
