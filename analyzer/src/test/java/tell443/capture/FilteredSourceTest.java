package tell443.capture;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.capture.Captures.Packet;
import tell443.capture.Captures.Pcap;
import tell443.capture.Captures.Pcapng;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.fixtures.Hex;

class FilteredSourceTest {

    private static final byte[] TCP = Hex.bytes("""
            00 00 5e 00 53 01 00 00 5e 00 53 02 08 00                       # Ethernet, IPv4
            45 00 00 28 00 01 40 00 40 06 00 00 c0 00 02 01 c6 33 64 01     # TCP, 192.0.2.1 to 198.51.100.1
            c0 00 01 bb 00 00 00 01 00 00 00 00 50 02 ff ff 00 00 00 00     # 49152 to 443, SYN
            """);
    private static final byte[] UDP = Hex.bytes("""
            00 00 5e 00 53 01 00 00 5e 00 53 02 08 00                       # Ethernet, IPv4
            45 00 00 1d 00 01 40 00 40 11 00 00 c0 00 02 01 c6 33 64 01     # UDP, 192.0.2.1 to 198.51.100.1
            c0 00 00 35 00 09 00 00 2a                                      # 49152 to 53
            """);

    @TempDir
    private Path folder;

    /** Without libpcap on this machine the interpreter's own tests must do. */
    private static void assumeLibPcap() {
        try {
            BpfProgram.compile("tcp", Captures.ETHERNET);
        } catch (CaptureException e) {
            assumeTrue(false, e.getMessage());
        }
    }

    private static List<Packet> mixture(int count) {
        Random random = new Random(8);
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] packet = (random.nextBoolean() ? TCP : UDP).clone();
            packet[14 + 19] = (byte) random.nextInt(4);
            packet[34 + 3] = (byte) random.nextInt(256);
            packets.add(Packet.of(1_000_000L * i, packet));
        }
        return packets;
    }

    private static PacketSource filtered(byte[] file, String expression, Counters counters) throws CaptureException {
        InputStream stdin = new ByteArrayInputStream(file);
        return new FilteredSource(CaptureFiles.open(List.of("-"), stdin, counters), expression, counters);
    }

    @Test
    void whatPassesKeepsItsNumber() throws Exception {
        assumeLibPcap();
        List<Packet> packets = mixture(40_000); // several batches
        Counters counters = new Counters();
        PacketBatch batch = new PacketBatch();
        long passed = 0;
        int next = 0;
        try (PacketSource source = filtered(Pcap.MICROS.file(packets), "tcp dst port 443", counters)) {
            while (source.read(batch)) {
                for (int i = 0; i < batch.count; i++) {
                    for (; !isTcp443(packets.get(next)); next++) { }
                    assertEquals(next + 1, batch.number(i));
                    assertEquals(packets.get(next).nanos(), batch.timeNanos[i]);
                    assertEquals(TCP[23], batch.bytes.get(batch.offset[i] + 23));
                    next++;
                    passed++;
                }
            }
        }
        assertTrue(passed > 0);
        assertEquals(packets.size() - passed, counters.get(Counter.PACKETS_FILTERED));
    }

    private static boolean isTcp443(Packet packet) {
        return packet.bytes().get(23) == 6 && packet.bytes().get(36) == 1 && packet.bytes().get(37) == (byte) 0xBB;
    }

    @Test
    void anUnfilteredBatchHasPlainNumbersAgain() throws Exception {
        assumeLibPcap();
        PacketBatch batch = new PacketBatch();
        byte[] file = Pcap.MICROS.file(mixture(100));
        try (PacketSource source = filtered(file, "udp", new Counters())) {
            assertTrue(source.read(batch));
        }
        try (PacketSource source = filtered(file, "ip", new Counters())) {
            assertTrue(source.read(batch));
            assertEquals(100, batch.number(99));
        }
    }

    @Test
    void aWrongExpressionIsThePersonsFault() throws Exception {
        assumeLibPcap();
        byte[] file = Pcap.MICROS.file(mixture(3));
        for (String expression : List.of("tcp and and", "port 70000", "inbound", "arp[")) {
            PacketSource source = filtered(file, expression, new Counters());
            FilterException e = assertThrows(FilterException.class, () -> source.read(new PacketBatch()));
            assertFalse(e.getMessage().isEmpty());
        }
    }

    @Test
    void eachLinkTypeHasItsOwnProgram() throws Exception {
        assumeLibPcap();
        Pcapng file = new Pcapng(LITTLE_ENDIAN).section().description(1, 9).description(101, 9);
        byte[] ip = Arrays.copyOfRange(TCP, 14, TCP.length);
        file.enhanced(0, 1, Packet.of(1, TCP)).enhanced(1, 2, Packet.of(2, ip)).enhanced(0, 3, Packet.of(3, UDP));
        assertEquals(2, count(file.out.array(), "tcp port 443"));
        assertEquals(2, count(file.out.array(), "ether src 00:00:5e:00:53:02"), "which raw IP cannot have");
    }

    private static int count(byte[] file, String expression) throws CaptureException {
        PacketBatch batch = new PacketBatch();
        int count = 0;
        try (PacketSource source = filtered(file, expression, new Counters())) {
            while (source.read(batch)) {
                count += batch.count;
            }
        }
        return count;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {
        "tcp", "udp port 53", "not tcp", "host 198.51.100.2", "src net 192.0.2.0/24 and dst port 443", "ip6",
        "tcp[13] & 2 != 0", "ip[16:4] % 3 = 1", "(ip[2:2] - ((ip[0]&0xf)<<2)) > 9", "less 50", "len = 43", "vlan or tcp",
        "portrange 0-100", "ether multicast", "ip protochain 6", "udp[8] = 42", "ip[8] * 2 / 3 >= 42", "ip[6:2] & 0x1fff = 0"})
    void passesWhatTcpdumpPasses(String expression) throws Exception {
        assumeLibPcap();
        byte[] bytes = Pcap.MICROS.file(mixture(2000));
        Path file = Files.write(folder.resolve("mixture"), bytes);
        assertEquals(tcpdumpCount(file, expression), count(bytes, expression));
    }

    private static int tcpdumpCount(Path file, String expression) throws Exception {
        ProcessBuilder tcpdump = new ProcessBuilder("tcpdump", "--count", "-nr", file.toString(), expression);
        tcpdump.redirectError(ProcessBuilder.Redirect.DISCARD);
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tcpdump")), "tcpdump is not there");
        Process process = tcpdump.start();
        String out = new String(process.getInputStream().readAllBytes(), US_ASCII);
        process.waitFor();
        return Integer.parseInt(out.split(" ")[0]);
    }

    /** Reads a plain capture in a Java of its own. */
    static final class PlainRun {
        public static void main(String[] arguments) throws Exception {
            PacketBatch batch = new PacketBatch();
            try (PacketSource source = CaptureFiles.open(List.of(arguments), System.in, new Counters())) {
                System.out.println(source.read(batch) + " " + batch.count);
            }
        }
    }

    @Test
    void withoutAFilterNoLibraryIsLoaded() throws Exception {
        Path file = Files.write(folder.resolve("plain"), Pcap.MICROS.file(mixture(10)));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-verbose:class",
                "-cp", System.getProperty("java.class.path"), PlainRun.class.getName(), file.toString()).start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(out.contains("true 10") && out.contains("tell443.capture.MergedSource"), out);
        for (String library : List.of("com.sun.jna", "org.pcap4j", "com.github.luben", "net.jpountz", "java.util.regex.Matcher")) {
            assertFalse(out.contains(library), library);
        }
    }
}
