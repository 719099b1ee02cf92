package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.fixtures.ByteWriter;
import tell443.fixtures.Ip;
import tell443.fixtures.Link;
import tell443.fixtures.Packet;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.TlsBytes;
import tell443.net.PortSet;

/** What names in the clear and other flows say about a flow, and that it is the same for any threads and batches. */
class ContextTest {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final long START = Packet.ethernet(0, new byte[0]).timeNanos() + 1_800_000_000L * SECOND;
    private static final String CLIENT = "192.0.2.10";

    private static byte[] answer(String name, String address) {
        ByteWriter message = new ByteWriter().u16(7).u16(0x8180).u16(1).u16(1).u16(0).u16(0);
        for (String label : name.split("\\.")) {
            message.u8(label.length()).text(label);
        }
        message.u8(0).u16(1).u16(1).u16(0xC00C).u16(1).u16(1).u32(300).u16(4);
        for (String part : address.split("\\.")) {
            message.u8(Integer.parseInt(part));
        }
        return message.toBytes();
    }

    private static Packet dns(long millis, String client, String name, String address) {
        Ip ip = Ip.from("198.51.100.53").to(client);
        return Packet.ethernet(START + millis * MILLI, Link.ethernet(ip.udp(53, 40_000, answer(name, address))));
    }

    private static List<Packet> web(long millis, int port, String client, String server) {
        return Plays.records(new TcpDialogue(client, port, server, 443).startAt(START + millis * MILLI)).packets();
    }

    private static List<Packet> inOrder(List<List<Packet>> parts) {
        return parts.stream().flatMap(List::stream).sorted(Comparator.comparingLong(Packet::timeNanos)).toList();
    }

    private static Map<String, String> row(List<Packet> packets, String server) {
        return Analysis.of(packets).rows().stream().filter(row -> row.get("server_ip").equals(server)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            192.0.2.10, 203.0.113.7, 0,    a.example, 1
            192.0.2.99, 203.0.113.7, 0,    a.example, 0
            192.0.2.10, 203.0.113.8, 0,    '',        ''
            192.0.2.10, 203.0.113.7, 1500, a.example, 1
            192.0.2.10, 203.0.113.7, 9000, '',        ''""")
    void anAnswerNamesTheServerUntilShortlyAfterTheFlow(String asker, String address, long millis, String name, String ofClient) {
        List<Packet> packets = inOrder(List.of(List.of(dns(millis, asker, "A.example", address)), web(10, 1000, CLIENT, "203.0.113.7"),
                web(20_000, 2000, CLIENT, "203.0.113.99")));
        Map<String, String> row = row(packets, "203.0.113.7");
        assertEquals(name + ' ' + ofClient, row.get("dns_name") + ' ' + row.get("dns_name_of_client"));
    }

    @Test
    void theClientsOwnAnswerCountsBeforeLaterOnesOfOthers() {
        List<Packet> packets = inOrder(List.of(List.of(dns(0, CLIENT, "old.example", "203.0.113.7"), dns(1, CLIENT, "mine.example", "203.0.113.7"),
                dns(2, "192.0.2.99", "other.example", "203.0.113.7")), web(10, 1000, CLIENT, "203.0.113.7")));
        assertEquals("mine.example", row(packets, "203.0.113.7").get("dns_name"));
    }

    /** The answer with an ECHConfig of that config_id and public name, then a hello that Chromium's GREASE has of another. */
    @ParameterizedTest
    @CsvSource({"0, relations.example, real", "1, relations.example, offered", "0, other.example, offered"})
    void anEchConfigInTheClearTellsRealFromGrease(int idOff, String publicName, String ech) {
        List<Packet> flow = web(10, 1000, CLIENT, "203.0.113.7");
        int id = Integer.parseInt(Analysis.of(flow).only().get("ech_config_id")) + idOff & 0xFF;
        byte[] config = ByteWriter.of(w -> w.u8(id).u16(0x20).vector16(key -> key.fill(1, 32)).vector16(suites -> suites.u16(1).u16(1)).u8(0)
                .vector8(name -> name.text(publicName)).u16(0));
        byte[] list = ByteWriter.of(w -> w.vector16(configs -> configs.u16(0xFE0D).vector16(one -> one.bytes(config))));
        byte[] data = ByteWriter.of(w -> w.u16(1).u8(0).u16(5).vector16(value -> value.bytes(list)));
        byte[] message = ByteWriter.of(w -> w.u16(7).u16(0x8180).u16(1).u16(1).u16(0).u16(0).u8(6).text("hidden").u8(0).u16(65).u16(1)
                .u16(0xC00C).u16(65).u16(1).u32(300).vector16(record -> record.bytes(data)));
        Packet answer = Packet.ethernet(START, Link.ethernet(Ip.from("198.51.100.53").to(CLIENT).udp(53, 40_000, message)));
        assertEquals(ech, Analysis.of(inOrder(List.of(List.of(answer), flow))).only().get("ech"));
    }

    @Test
    void answersOverTcpAndOnListedPortsAreReadToo() {
        byte[] message = answer("tcp.example", "203.0.113.7");
        List<Packet> overTcp = new TcpDialogue(CLIENT, 1053, "198.51.100.53", 53).startAt(START).open()
                .server(new ByteWriter().u16(message.length).bytes(message).toBytes()).close().packets();
        List<Packet> packets = inOrder(List.of(overTcp, List.of(dns(3, CLIENT, "udp.example", "203.0.113.8")),
                web(100, 1000, CLIENT, "203.0.113.7"), web(200, 1001, CLIENT, "203.0.113.8")));
        for (PortSet ports : List.of(PortSet.of(443), PortSet.any())) {
            List<String> names = new Analysis().ports(ports).run(packets).rows().stream().filter(row -> row.get("server_port").equals("443"))
                    .map(row -> row.get("dns_name")).toList();
            assertEquals(List.of("tcp.example", "udp.example"), names);
        }
    }

    /** A resolver in TLS: ten answers, two seconds apart, after each of which the client speaks with somebody new, or does so in between. */
    private static List<Packet> resolver(long delayMillis, boolean inTheClear) {
        TcpDialogue resolver = new TcpDialogue(CLIENT, 999, "203.0.113.53", 443).startAt(START).step(MILLI);
        resolver.open().client(Plays.HELLO).server(Plays.ANSWER).client(TlsBytes.clientFinish13());
        List<List<Packet>> parts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            resolver.pause(2 * SECOND).client(TlsBytes.applicationData(i, 60)).server(TlsBytes.applicationData(100 + i, 120));
            List<Packet> sofar = resolver.packets();
            long millis = (sofar.get(sofar.size() - 1).timeNanos() - START) / MILLI;
            String server = "203.0.113." + (100 + i);
            if (inTheClear) {
                parts.add(List.of(dns(millis + delayMillis - 1, CLIENT, "n" + i + ".example", server)));
            }
            parts.add(web(millis + delayMillis, 2000 + i, CLIENT, server));
            parts.add(web(millis + delayMillis + 300, 3000 + i, CLIENT, server)); // the same contact
        }
        resolver.pause(3 * SECOND).client(TlsBytes.applicationData(99, 60)).server(TlsBytes.applicationData(199, 120));
        parts.add(resolver.close().packets());
        return inOrder(parts);
    }

    @Test
    void contactsThatFollowAnswersAreCounted() {
        Map<String, String> row = row(resolver(20, false), "203.0.113.53");
        assertEquals("10 0 10", row.get("contacts") + ' ' + row.get("contacts_named") + ' ' + row.get("contacts_after_answer"));
        double chance = Double.parseDouble(row.get("contacts_by_chance"));
        assertTrue(chance > 0.15 && chance < 0.4, "eleven moments of 0.05 s in some 21 s, times ten: " + chance);
    }

    @Test
    void contactsInBetweenAndNamedOnesAreToldApart() {
        Map<String, String> row = row(resolver(700, true), "203.0.113.53");
        assertEquals("10 10 0", row.get("contacts") + ' ' + row.get("contacts_named") + ' ' + row.get("contacts_after_answer"));
    }

    @Test
    void theSameForAnyThreadsAndBatches() {
        List<List<Packet>> parts = new ArrayList<>();
        parts.add(resolver(20, true));
        parts.add(resolver(20, false).stream().map(p -> p.at(p.timeNanos() + 60 * SECOND)).toList());
        for (int i = 0; i < 300; i++) { // names that come and go after the flows have ended and been complete
            parts.add(List.of(dns(40_000 + i * 1000, CLIENT, "later" + i % 7 + ".example", "203.0.113." + (100 + i % 10))));
        }
        List<Packet> packets = inOrder(parts);
        String once = new Analysis().run(packets).text();
        assertTrue(once.contains("n3.example"));
        for (int threads : new int[] {1, 2, 3, 4}) {
            for (int batch : new int[] {1, 7, 100, 1 << 14}) {
                assertEquals(once, new Analysis().threads(threads).batches(batch).run(packets).text(), threads + " threads, batches of " + batch);
            }
        }
    }

    /** Far more addresses and clients than are kept: nothing grows without bound, and the last ones are still known. */
    @Test
    void whatComesFirstGoesFirst() {
        List<Packet> answers = IntStream.range(0, 200_000)
                .mapToObj(i -> dns(i / 1000, CLIENT, "x.example", "10." + (i >> 16) + '.' + (i >> 8 & 255) + '.' + (i & 255))).toList();
        List<List<Packet>> parts = new ArrayList<>(List.of(answers));
        parts.add(web(3000, 1000, CLIENT, "10.0.0.1"));
        parts.add(web(3000, 1001, CLIENT, "10.3.13.63"));
        List<Packet> packets = inOrder(parts);
        assertEquals("", row(packets, "10.0.0.1").get("dns_name"));
        assertEquals("x.example", row(packets, "10.3.13.63").get("dns_name"));
        List<Packet> many = Stream.of(packets.subList(0, 1000), packets.subList(packets.size() - 10, packets.size())).flatMap(List::stream).toList();
        assertTrue(Analysis.of(many).rows().size() <= 2);
    }

    /** The nth connection to a server, one second long, with records of data of these lengths, negative from the server. */
    private static List<Packet> connection(int n, int... sizes) {
        TcpDialogue play = new TcpDialogue(CLIENT, 6000 + n, "203.0.113.60", 443).startAt(START + n * 10 * SECOND).step(MILLI);
        play.open().client(Plays.HELLO).server(Plays.ANSWER).client(TlsBytes.clientFinish13());
        for (int i = 0; i < sizes.length; i++) {
            byte[] record = TlsBytes.applicationData(i, Math.abs(sizes[i]) + 17);
            play = sizes[i] > 0 ? play.client(record) : play.server(record);
        }
        return play.close().packets();
    }

    private static int[] inWebsocket(int hello) {
        return new int[] {201, -188, hello, -1660, 139, -746, 170, -80};
    }

    /** Of each connection whether the server's others made it a tunnel. */
    private static String byServer(List<int[]> connections) {
        List<List<Packet>> parts = new ArrayList<>();
        for (int i = 0; i < connections.size(); i++) {
            parts.add(connection(i, connections.get(i)));
        }
        StringBuilder said = new StringBuilder();
        for (Map<String, String> row : Analysis.of(inOrder(parts)).rows()) {
            said.append(row.get("evidence").contains("tls-in-tls.server") ? 'T' : row.get("class").equals("https") ? '.' : 't');
        }
        return said.toString();
    }

    @Test
    void aServerIsAProxyWhenWhatIsInsideWasSeenBefore() {
        int[] exact = {144, -70, 517, -2500, 64, 92, -600, 80, -700};
        int[] like = {600, -2500, 80, -600, 90, -700, 80, -300};
        int[] page = {90, -8000, 90, -8000, 90, -8000};
        assertEquals("...TT", byServer(List.of(inWebsocket(712), inWebsocket(730), inWebsocket(705), inWebsocket(722), inWebsocket(690))));
        assertEquals(".....", byServer(List.of(inWebsocket(712), inWebsocket(712), inWebsocket(712), inWebsocket(712), inWebsocket(712))));
        assertEquals(".....", byServer(List.of(like, like, like, like, like)), "an application may begin so, each time");
        assertEquals("tttT.", byServer(List.of(exact, exact, exact, like, page)));
        assertEquals("...ttt.", byServer(List.of(page, page, page, exact, exact, exact, page)));
        assertEquals("....ttt.", byServer(List.of(page, page, page, page, exact, exact, exact, like)), "less than half");
    }
}
