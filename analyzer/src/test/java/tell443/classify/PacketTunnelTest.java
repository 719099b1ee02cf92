package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tunnels whose records are IP packets, and other traffic that looks a little like them. */
class PacketTunnelTest {

    private static Flow web() {
        return Flow.tcp().sni("gate.example").tls13();
    }

    private static String said(Flow flow) {
        Verdict verdict = flow.verdict();
        return verdict.flowClass().label() + '/' + verdict.protocol() + ' ' + Expect.ids(verdict);
    }

    /** A page over TCP inside: lengths of SYN, SYN-ACK and ACK as given, a request, some full answers, and all of it behind a header. */
    private static Flow connection(Flow flow, int header, int syn, int synAck, int ack) {
        int h = header;
        flow.records(20, h + syn, -(h + synAck), h + ack, h + ack + 300, -(h + ack), -(h + ack + 200), h + ack, h + ack + 300);
        for (int i = 0; i < 6; i++) {
            flow.records(1, -(h + 1400), -(h + 1400), h + ack, h + ack, -(h + 1400));
        }
        return flow.records(2, -(h + 400), h + ack, h + ack, -(h + ack), h + ack);
    }

    /** SoftEther's second connection, on which no TCP begins: a number, and so many acknowledgements of one length. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            70, 4,  1 1 2 3 1 2 5 12 1, vpn/softether +softether.blocks
            58, 4,  1 1 2 3 1 2 5 12 1, vpn/softether +softether.blocks
            70, 5,  1 1 2 3 1 2 5 12 1, https
            71, 4,  1 1 2 3 1 2 5 12 1, https
            70, 4,  1 1 2 1 2 3 2 1 2,  https
            70, 4,  2 2 3 5 2 3 5 12 2, https""")
    void acknowledgementsTogetherInOneRecord(int one, int number, String together, String expected) {
        Flow flow = web().records(5, 639, -315);
        for (String times : together.split(" ")) {
            flow.records(2, -16_384, number + one * Integer.parseInt(times), -15_000);
        }
        assertTrue(said(flow).startsWith(expected), said(flow));
        Flow pages = Flow.tcp().sni("gate.example").alpn("h2").tls13().records(5, 639, -315);
        for (String times : together.split(" ")) {
            pages.records(2, -16_384, number + one * Integer.parseInt(times), -15_000);
        }
        assertTrue(said(pages).startsWith("https"), "HTTP/2: " + said(pages));
    }

    /** Two numbers of acknowledgements only, while the other side sends full frames: behind 4 bytes, one or several behind 4 each. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            1 2, 1522 3040, vpn/softether +softether.blocks
            1 2, 3040 3040, vpn/softether +softether.blocks
            1 2, 1422 2840, vpn/softether +softether.blocks
            1 2, 2840 2840, https
            1 2, 1422 2839, https
            1 2, 1521 3039, https
            2 3, 1522 3040, https""")
    void acknowledgementsOfFullFrames(String together, String frames, String expected) {
        for (int side : new int[] {1, -1}) {
            Flow flow = web().records(5, 639, -315);
            for (int i = 0; i < 20; i++) {
                flow.records(2, side * -Integer.parseInt(frames.split(" ")[i % 2]),
                        side * (4 + 70 * Integer.parseInt(together.split(" ")[i / 3 % 2])));
            }
            assertTrue(said(flow).startsWith(expected), said(flow));
        }
    }

    /** An upload: the client's acknowledgements are few, the server's many. */
    @Test
    void theServerMayBeTheOneThatAcknowledges() {
        Flow upload = web().records(5, 300, -700, 82, -82, 74, 591, -74, -1714, 74);
        Flow once = web().records(5, 300, -700, 82, -82, 74, 591, -74, -1714, 300);
        for (int i = 0; i < 8; i++) {
            upload.records(2, 1400 + i, 1400 + i, -74);
            once.records(2, 1400 + i, 1400 + i, i < 6 ? -74 : -600);
        }
        assertTrue(said(upload).startsWith("vpn/softether +softether.packets"), said(upload));
        assertTrue(said(once).startsWith("https/"), said(once));
    }

    /** The columns: header, lengths of SYN, SYN-ACK, ACK, of a Linux, Apple or Windows client with or without time stamps, IPv4 or IPv6. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            30, 60, 60, 52
            30, 64, 60, 52
            30, 52, 52, 40
            30, 52, 48, 40
            30, 60, 52, 40
            30, 64, 52, 40
            30, 80, 80, 72
            30, 72, 72, 60
            0,  60, 60, 52
            0,  52, 52, 40""")
    void connectionsInsideShow(int header, int syn, int synAck, int ack) {
        Flow flow = connection(web().records(5, 300, -700), header, syn, synAck, ack);
        assertTrue(said(flow).startsWith("vpn/unknown-tunnel +tunnel.packets +tunnel.acknowledgements"), said(flow));
        assertEquals(0.85, flow.verdict().confidence(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"8, anyconnect-tls", "16, globalprotect", "22, softether", "9, unknown-tunnel"})
    void theHeaderTellsWhose(int header, String protocol) {
        for (int[] kind : new int[][] {{60, 60, 52}, {52, 52, 40}, {80, 80, 72}, {72, 72, 60}}) {
            String said = said(connection(web().records(5, 300, -700), header, kind[0], kind[1], kind[2]));
            assertTrue(said.startsWith("vpn/" + protocol + " "), header + " " + kind[0] + ": " + said);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            60, 60, 51, the ACK is a byte too short
            60, 61, 52, the SYN-ACK is no SYN-ACK
            59, 60, 52, the SYN is no SYN""")
    void lengthsMustBeExact(int syn, int synAck, int ack, String why) {
        Flow flow = web().records(5, 300, -700);
        for (int i = 0; i < 8; i++) {
            flow.records(50, syn + 20, -(synAck + 20), ack + 20, 400, -(ack + 20), -500);
        }
        assertTrue(said(flow).startsWith("https/"), why + ": " + said(flow));
    }

    @Test
    void aHandshakeThatIsMostlyFramesOfHttp2IsNone() {
        Flow flow = web().records(5, 24, 27, -27, 13);
        for (int i = 0; i < 8; i++) {
            flow.records(50, 70, -70, 62, -9, 13, -300, -62, 13);
        }
        assertTrue(said(flow).startsWith("https/"), said(flow));
    }

    @Test
    void hardlyAnythingMayBeShorterThanAPacket() {
        Flow flow = web().records(5, 300, -700);
        Flow shorter = web().records(5, 300, -700);
        for (int i = 0; i < 2; i++) {
            flow.records(50, 130, -130, 122, 400, -122, -500, 122, 400, -122, 122, 400, -500, 300, -300);
            shorter.records(50, 130, -130, 122, 400, -122, -500, 122, 400, -122, 122, 90, -90, 90, -90);
        }
        assertTrue(said(flow).startsWith("vpn/"), said(flow));
        assertTrue(said(shorter).startsWith("https/"), said(shorter));
    }

    @Test
    void theAcknowledgementComesNext() {
        Flow flow = web().records(5, 300, -700);
        for (int i = 0; i < 4; i++) {
            flow.records(50, 90, -90, 83, 82, -82, 400, 82, -500, 82);
        }
        assertTrue(said(flow).startsWith("https/"), said(flow));
    }

    @Test
    void theAcknowledgementMustComeAgainFromBothSides() {
        Flow one = web().records(5, 300, -700, 70, -70, 62);
        Flow oneWay = web().records(5, 300, -700);
        for (int i = 0; i < 12; i++) {
            one.records(50, 200 + i, -400 - i);
            oneWay.records(50, 70, -70, 62, 300, -500);
        }
        assertTrue(said(one).startsWith("https/"), said(one));
        assertTrue(said(oneWay).startsWith("https/"), said(oneWay));
    }

    /** Downloads of parts with requests of one length: they come behind the end of an answer, not within. */
    @Test
    void requestsOfOneLengthAreNoAcknowledgements() {
        Flow flow = web().records(5, 120, -400);
        for (int i = 0; i < 12; i++) {
            flow.records(50, 120).records(1, -1369, -1369, -1369, -800 - i);
        }
        assertFalse(said(flow).contains("tunnel"), said(flow));
    }

    @Test
    void acknowledgementsWithoutAHandshakeAreTooLittle() {
        Flow flow = web().records(5, 120, -400);
        for (int i = 0; i < 12; i++) {
            flow.records(3, -1369, -1369, 60, 60, -1369);
        }
        assertTrue(said(flow).contains("tunnel.acknowledgements"), said(flow));
        assertFalse(said(flow).startsWith("vpn/"), said(flow));
    }

    /** stunnel reads as much as there is, so several packets come in one record. */
    @Test
    void openVpnInTls() {
        Flow flow = web().records(14, 16).records(14, -265, -28, 305, -1224, 28, -525, 1224, -32, 631, -198, 36, -247, 74);
        flow.records(30, 86, -86, 78, 595, -78, -2109, 78);
        for (int i = 0; i < 5; i++) {
            flow.records(5, -1452, 78, -5808, 234, -16_384, 780, -1452);
        }
        flow.records(5, -78, 78);
        assertTrue(said(flow).startsWith("vpn/unknown-tunnel +tunnel.packets +tunnel.openvpn +tunnel.acknowledgements"), said(flow));
        assertEquals(0.85, flow.verdict().confidence(), 1e-9);
    }

    private static final int[] SSTP = {188, -233, -88, 14, -48, -26, 22, -22, 26, 24, -13, 18, -18};

    @Test
    void sstp() {
        Flow refused = web().records(14, SSTP);
        assertTrue(said(refused).startsWith("vpn/sstp +sstp.request"), said(refused));
        assertEquals(0.6, refused.verdict().confidence(), 1e-9);
        Flow connected = web().records(14, SSTP).records(14, 112, 56, 103, -107);
        assertTrue(said(connected).startsWith("vpn/sstp +sstp.connected"), said(connected));
        assertEquals(0.85, connected.verdict().confidence(), 1e-9);
        Flow busy = connection(connected, 8, 60, 60, 52);
        assertTrue(said(busy).startsWith("vpn/sstp "), "not AnyConnect, whose header is as long: " + said(busy));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            3,  15,  the request is 14 bytes
            4,  -49, its acknowledgement 48
            2,  -20, HTTP answers at length
            0,  40,  and asks at length""")
    void sstpIsExact(int at, int size, String why) {
        int[] sizes = SSTP.clone();
        sizes[1] = at == 2 ? -20 : sizes[1];
        sizes[at] = size;
        String said = said(web().records(14, sizes));
        assertTrue(said.startsWith(at > 0 ? "https/" : "other/tls +tls.short-turns"), why + ": " + said);
    }

    @Test
    void anyConnectStaysAwake() {
        Flow flow = web().records(15, 972, -487, 976, -501, 1044, -667, 1132, -801);
        Flow once = web().records(15, 972, -487, 976, -501, 1044, -667, 1132, -801).records(8000, 8).records(15, -8);
        for (int i = 0; i < 3; i++) {
            flow.records(8000, 8).records(15, -8);
        }
        assertTrue(said(flow.records(4000, 26)).startsWith("vpn/anyconnect-tls +anyconnect-tls.alive"), said(flow));
        assertTrue(said(once).startsWith("https/"), said(once));
        assertTrue(said(flow.records(15, -100)).startsWith("https/"), "26 bytes are no packet behind 8: " + said(flow));
    }

    @Test
    void anyConnectHasDtlsBeside() {
        Flow flow = web().records(15, 972, -487, 976, -501);
        assertTrue(said(flow).startsWith("https/"), said(flow));
        assertTrue(said(flow.dtlsResumed()).startsWith("vpn/anyconnect-tls +anyconnect-tls.dtls"), said(flow));
        assertTrue(said(Flow.tcp().alpn("h2", "http/1.1").tls13().dtlsResumed()).startsWith("https/"), "a browser's");
    }

    @Test
    void globalProtectStartsAtOnce() {
        assertTrue(said(web().records(15, 160, -12, 100, -120, 100, -120, 100, -120).records(900, 16, -16, 16, -16)).startsWith("vpn/globalprotect"));
        assertTrue(said(web().records(15, 160, -12, 100, -120, 30, -120, 100, -120).records(900, 16, -16, 16, -16)).startsWith("https/"), "30 bytes are no packet behind 16");
        assertTrue(said(web().records(15, 160, -13, 100, -120, 100, -120, 100, -120).records(900, 16, -16, 16, -16)).startsWith("other/"), "no HTTP");
        assertTrue(said(web().records(15, 160, -12, 100, -120, 100)).startsWith("https/"), "too little");
    }

    @Test
    void fortinet() {
        Flow flow = web().records(15, 290, -463, 290, -24, 24, 18, -24, -24, 24, 44, -20, -38, 20, 20, -20);
        assertTrue(said(connection(flow, 10, 60, 60, 52)).startsWith("vpn/fortinet +fortinet.packets"), said(flow));
        Flow bare = web().records(15, 525, -770, 291, -866, 286, 18, -18, -18, 18, 36, 22, -18, 18);
        assertTrue(said(connection(bare, 8, 64, 60, 52)).startsWith("vpn/fortinet "), "PPP without FF 03, no AnyConnect: " + said(bare));
        Flow idle = web().records(15, 290, -463, 290);
        for (int i = 0; i < 10; i++) {
            idle.records(10_000, 18).records(15, -18);
        }
        assertTrue(said(idle).startsWith("vpn/fortinet +fortinet.echo"), said(idle));
        Flow hasty = web().records(15, 290, -463, 290);
        for (int i = 0; i < 10; i++) {
            hasty.records(10, 18).records(15, -18);
        }
        assertTrue(said(hasty).startsWith("https/"), "no echo comes as often: " + said(hasty));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 192})
    void anythingMayCome(int length) {
        java.util.Random random = new java.util.Random(443);
        for (int round = 0; round < 2000; round++) {
            Flow flow = web();
            for (int i = 0; i < length; i++) {
                flow.records(random.nextInt(100), (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(random.nextBoolean() ? 120 : 1500)));
            }
            assertFalse(said(flow).matches(".*[+](tunnel|sstp|anyconnect-tls|fortinet|globalprotect|softether)[.].*"), said(flow));
        }
    }
}
