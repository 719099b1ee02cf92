package tell443.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.facts.FlowFacts;
import tell443.report.OutputException;
import tell443.report.RowBuffer;

class AlertsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_795_369_920L * SECOND; // 2026-11-22T17:52:00Z

    private final List<String> lines = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void aPairIsToldOnceAndAgainAfterTheHoldDown() throws Exception {
        Alerts alerts = alerts(10, 1 << 16);
        alerts.judged(flow(1, 1, 443, 0), new Verdict());
        alerts.judged(flow(2, 1, 443, 5), new Verdict());
        alerts.judged(flow(3, 1, 443, 9), new Verdict());
        alerts.judged(flow(4, 1, 443, 10), new Verdict());
        alerts.judged(flow(5, 1, 443, 19), new Verdict());
        assertEquals(List.of("1 first=0 count=0", "4 first=0 count=2"), lines);
        assertEquals(2, alerts.told());
        assertEquals(3, alerts.heldBack());
    }

    @Test
    void aFlowThatGoesOnIsToldAndNotAgainWhenItEnds() throws Exception {
        Alerts alerts = alerts(10, 1 << 16);
        alerts.judgedEarly(flow(1, 1, 443, 0), new Verdict());
        alerts.judgedEarly(flow(2, 1, 443, 1), new Verdict());
        assertEquals(0, alerts.heldBack(), "it will be judged again");
        alerts.judged(flow(1, 1, 443, 2), new Verdict());
        alerts.judged(flow(2, 1, 443, 3), new Verdict());
        assertEquals(1, alerts.heldBack());
        alerts.judgedEarly(flow(1, 1, 443, 10), new Verdict());
        assertEquals(List.of("1 first=0 count=0", "1 first=0 count=1"), lines);
    }

    @Test
    void anotherClientServerOrPortIsAnotherPair() throws Exception {
        Alerts alerts = alerts(1000, 1 << 16);
        alerts.judged(flow(1, 1, 443, 0), new Verdict());
        alerts.judged(flow(2, 2, 443, 1), new Verdict());
        alerts.judged(flow(3, 1, 8443, 2), new Verdict());
        FlowFacts elsewhere = flow(4, 1, 443, 3);
        elsewhere.serverLow++;
        alerts.judged(elsewhere, new Verdict());
        assertEquals(4, lines.size());
    }

    @Test
    void otherClassesAreNotTold() throws Exception {
        Alerts alerts = new Alerts(EnumSet.of(FlowClass.VPN), SECOND, 8, sink());
        alerts.judged(flow(1, 1, 443, 0), new Verdict());
        alerts.judgedEarly(flow(1, 1, 443, 0), new Verdict());
        assertEquals(List.of(), lines);
        assertEquals(0, alerts.heldBack());
    }

    @Test
    void thePairToldLongestAgoIsForgottenFirst() throws Exception {
        Alerts alerts = alerts(1000, 2);
        for (int client : new int[] {1, 2, 3, 2, 3, 1}) {
            alerts.judged(flow(client, client, 443, 0), new Verdict());
        }
        assertEquals(List.of("1 first=0 count=0", "2 first=0 count=0", "3 first=0 count=0", "1 first=0 count=0"), lines);
    }

    @Test
    void theLogIsAppendedToAndNotThroughALink() throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "before\n");
        try (AlertLog sink = AlertLog.file(log.toString())) {
            sink.alert("vpn", START, text("{\"a\":1}"));
            assertEquals("before\n{\"a\":1}\n", Files.readString(log));
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), log);
        assertTrue(assertThrows(OutputException.class, () -> AlertLog.file(link.toString())).getMessage().contains("symbolic link"));
        assertTrue(assertThrows(OutputException.class, () -> AlertLog.file(folder + "/no/log")).getMessage().contains("does not exist"));
    }

    @Test
    void aLogThatWasMovedAwayIsBegunAnew() throws Exception {
        Path log = folder.resolve("log");
        try (AlertLog sink = AlertLog.file(log.toString())) {
            sink.alert("vpn", START, text("{\"a\":1}"));
            Files.move(log, folder.resolve("old"));
            sink.alert("vpn", START, text("{\"a\":2}"));
            sink.reopen();
            sink.alert("vpn", START, text("{\"a\":3}"));
        }
        assertEquals("{\"a\":1}\n{\"a\":2}\n", Files.readString(folder.resolve("old")));
        assertEquals("{\"a\":3}\n", Files.readString(log));
    }

    @Test
    void aFullDeviceIsSaid() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        try (AlertLog sink = AlertLog.file("/dev/full")) {
            OutputException e = assertThrows(OutputException.class, () -> sink.alert("vpn", START, text("{}")));
            assertTrue(e.getMessage().startsWith("cannot write /dev/full: ") && !e.readerGone(), e.getMessage());
        }
    }

    /** RFC 5424 section 6: PRI VERSION SP TIMESTAMP SP HOSTNAME SP APP-NAME SP PROCID SP MSGID SP STRUCTURED-DATA SP MSG. */
    @Test
    void syslogIsOneDatagramOfRfc5424() throws Exception {
        Pattern message = Pattern.compile("<(\\d{1,3})>1 (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{1,6}Z) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128})"
                + " ([!-~]{1,32}) - (\\{.*})", Pattern.DOTALL);
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(5_000);
            Syslog syslog = Syslog.to("127.0.0.1", server.getLocalPort());
            FlowFacts facts = flow(1, 1, 443, 0);
            facts.capture = "a\n<13>1 forged\u001b[2J\".pcap";
            facts.endNanos = START + 123_456_789;
            new Alerts(EnumSet.of(FlowClass.UNKNOWN), SECOND, 8, syslog).judged(facts, new Verdict());
            DatagramPacket datagram = new DatagramPacket(new byte[65_536], 65_536);
            server.receive(datagram);
            Matcher parts = message.matcher(new String(datagram.getData(), 0, datagram.getLength(), UTF_8));
            assertTrue(parts.matches(), new String(datagram.getData(), 0, datagram.getLength(), UTF_8));
            assertEquals("133", parts.group(1));
            assertEquals("2026-11-22T17:52:00.123456Z", parts.group(2));
            assertEquals("tell443", parts.group(4));
            assertEquals("unknown", parts.group(6));
            assertFalse(parts.group(7).chars().anyMatch(c -> c < ' ' || c == 0x7F), parts.group(7));
            assertEquals("a\\x0a<13>1 forged\\x1b[2J\".pcap", field(parts.group(7), "capture"));
            assertEquals(0, syslog.lost());
            syslog.close();
            syslog.alert("vpn", START, text("{}"));
            assertEquals(1, syslog.lost());
        }
    }

    private Alerts alerts(long holdSeconds, int pairs) {
        return new Alerts(EnumSet.of(FlowClass.UNKNOWN), holdSeconds * SECOND, pairs, sink());
    }

    /** Notes flow id, first and count of each line. */
    private AlertSink sink() {
        return (label, timeNanos, object) -> {
            String json = new String(object.bytes(), 0, object.length(), UTF_8);
            long first = java.time.Instant.parse(field(json, "first")).getEpochSecond() - START / SECOND;
            lines.add(field(json, "flow_id") + " first=" + first + " count=" + field(json, "count"));
        };
    }

    private static String field(String json, String name) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                if (name.equals(parser.currentName())) {
                    parser.nextToken();
                    return parser.getText();
                }
            }
            throw new AssertionError(name + " is not in " + json);
        } catch (java.io.IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private static FlowFacts flow(long id, int client, int serverPort, long second) {
        FlowFacts facts = new FlowFacts();
        facts.flowId = id;
        facts.clientLow = 0xFFFF_0A00_0000L + client;
        facts.serverLow = 0xFFFF_C633_6401L;
        facts.serverPort = serverPort;
        facts.startNanos = START + second * SECOND;
        facts.endNanos = facts.startNanos;
        return facts;
    }

    private static RowBuffer text(String text) {
        return new RowBuffer(16).ascii(text);
    }
}
