package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.counters.Counter;
import tell443.fixtures.CertificateBytes;
import tell443.fixtures.ClientHelloBytes;
import tell443.fixtures.Ip;
import tell443.fixtures.OpenVpnBytes;
import tell443.fixtures.Packet;
import tell443.fixtures.ServerHelloBytes;
import tell443.fixtures.Tcp;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.TlsBytes;
import tell443.fixtures.UdpDialogue;

/** Segments that lie: the first copy is believed or the true one, never a splice, and a contradiction is always flagged. */
class EvasionTest {

    private static final byte[] TRUE = ClientHelloBytes.small("good.example").record();
    private static final byte[] FALSE = ClientHelloBytes.small("evil.example").record();

    private static TcpDialogue finish(TcpDialogue play) {
        return play.server(Plays.ANSWER).client(TlsBytes.clientFinish13()).close();
    }

    private static TcpDialogue afterHello(TcpDialogue play) {
        return play.clientSkips(TRUE.length);
    }

    /** The header of a SYN-ACK claims a payload that the frame does not have. */
    @Test
    void theLengthOfASynAloneMovesNoStream() {
        List<Packet> packets = new ArrayList<>(finish(new TcpDialogue().open().client(TRUE)).packets());
        byte[] frame = packets.get(1).bytes();
        assertEquals(Tcp.SYN | Tcp.ACK, frame[14 + 20 + 13]);
        frame[14 + 2] = 0x10; // total length: 4 KiB more
        Map<String, String> row = Analysis.of(packets).only();
        assertEquals("good.example", row.get("sni"));
        assertEquals("TLS_AES_128_GCM_SHA256", row.get("cipher"));
        assertEquals("0", row.get("lost_bytes_s2c"));
    }

    /** A segment of OpenVPN that begins where a TLS record does, in a connection whose start was seen or not. */
    @ParameterizedTest(name = "joined late: {0}")
    @ValueSource(booleans = {false, true})
    void recordsInOpenVpnAreNotTheFlowsOwn(boolean late) {
        OpenVpnBytes vpn = new OpenVpnBytes(OpenVpnBytes.Wrapping.NONE, 9);
        byte[] asked = OpenVpnBytes.framed(vpn.control(true, -1, 1, TRUE));
        byte[] answer = TlsBytes.serverFlight12(ServerHelloBytes.tls12(0xC030), CertificateBytes.web("good.example").der());
        TcpDialogue play = new TcpDialogue().withoutAcks().open().client(OpenVpnBytes.framed(vpn.clientReset()))
                .server(OpenVpnBytes.framed(vpn.serverReset()))
                .client(Arrays.copyOf(asked, asked.length - TRUE.length)).client(TRUE)
                .server(OpenVpnBytes.framed(vpn.control(false, 1, 1, answer))).client(OpenVpnBytes.framed(vpn.data(1, 90)));
        Map<String, String> row = Analysis.of(play.packets().subList(late ? 3 : 0, play.packets().size())).only();
        assertEquals("vpn/openvpn-tcp", row.get("protocol"));
        assertEquals("good.example", row.get("sni"));
        assertEquals("CN=good.example", row.get("cert_subject"));
        assertEquals(late ? "midstream" : "", row.get("quality"));
    }

    /** Both ports are the same, and the server's reset is the first packet that was captured. */
    @Test
    void whoSaysHelloInOpenVpnIsTheClient() {
        OpenVpnBytes vpn = new OpenVpnBytes(OpenVpnBytes.Wrapping.NONE, 9);
        Map<String, String> row = Analysis.of(new UdpDialogue("192.0.2.10", 443, "198.51.100.1", 443).server(vpn.serverReset())
                .client(vpn.control(true, 0, 1, TRUE)).packets()).only();
        assertEquals("192.0.2.10", row.get("client_ip"));
        assertEquals("good.example", row.get("sni"));
    }

    @Test
    void aHelloInOpenVpnIsNotSplicedOverAGap() {
        OpenVpnBytes vpn = new OpenVpnBytes(OpenVpnBytes.Wrapping.NONE, 9);
        byte[] asked = OpenVpnBytes.framed(vpn.control(true, -1, 1, TRUE), vpn.control(true, -1, 2, FALSE));
        int third = asked.length / 3;
        Map<String, String> row = Analysis.of(new TcpDialogue().open().client(OpenVpnBytes.framed(vpn.clientReset()))
                .server(OpenVpnBytes.framed(vpn.serverReset())).client(Arrays.copyOf(asked, third)).clientSkips(third)
                .client(Arrays.copyOfRange(asked, 2 * third, asked.length), asked).server(OpenVpnBytes.framed(vpn.data(1, 90)))
                .close().packets()).only();
        assertEquals("vpn/openvpn-tcp", row.get("protocol"));
        assertEquals("", row.get("sni"));
        assertEquals("gap", row.get("quality"));
    }

    /** Another hello is put into the stream, whole or in part, before or after the true one. */
    @ParameterizedTest(name = "{0} to {1}, false one first: {2}")
    @CsvSource({"0, 9999, true", "0, 9999, false", "0, 60, true", "0, 60, false", "50, 9999, true", "50, 9999, false", "30, 200, true",
        "30, 200, false", "1, 2, true", "60, 120, true", "60, 120, false"})
    void ofTwoCopiesOneIsBelievedAndTheOtherFlagged(int from, int to, boolean falseFirst) {
        int end = Math.min(to, TRUE.length);
        byte[] part = Arrays.copyOfRange(FALSE, from, end);
        byte[] spliced = TRUE.clone();
        System.arraycopy(part, 0, spliced, from, part.length);
        TcpDialogue play = new TcpDialogue().open();
        play = falseFirst ? play.clientAt(from, part).clientAt(0, TRUE) : play.clientAt(0, TRUE).clientAt(from, part);
        Analysis.Result result = Analysis.of(finish(afterHello(play)).packets());
        Map<String, String> row = result.only();
        if (Arrays.equals(TRUE, from, end, FALSE, from, end)) {
            assertEquals("good.example", row.get("sni"));
            assertEquals(0, result.count(Counter.TCP_OVERLAP_CONFLICT));
        } else {
            assertTrue(row.get("quality").contains("overlap-conflict"), row.get("quality") + " " + row.get("sni"));
            assertTrue(result.count(Counter.TCP_OVERLAP_CONFLICT) > 0);
            String first = Analysis.of(finish(new TcpDialogue().open().client(falseFirst ? spliced : TRUE)).packets()).only().get("sni");
            assertEquals(first, row.get("sni"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"bad checksum", "low time to live", "MD5 option", "no flags"})
    void whatAReceiverWouldDropIsFlaggedOrDropped(String kind) {
        TcpDialogue play = new TcpDialogue().open();
        Tcp lie = play.segment(true).seq(play.clientNext()).payload(FALSE);
        Ip ip = play.ip(true);
        byte[] packet = switch (kind) {
            case "bad checksum" -> ip.tcp(lie.ack(play.serverNext()).badChecksum());
            case "low time to live" -> Ip.from("192.0.2.10").to("198.51.100.1").ttl(1).tcp(lie.ack(play.serverNext()));
            case "MD5 option" -> ip.tcp(lie.ack(play.serverNext()).md5());
            default -> ip.tcp(lie);
        };
        play.timeline().insert(play.timeline().count(), true, packet);
        Map<String, String> row = Analysis.of(finish(play.client(TRUE)).packets()).only();
        assertTrue(row.get("sni").equals("good.example") || row.get("quality").contains("overlap-conflict"), row.get("quality"));
        assertEquals(kind.equals("low time to live"), row.get("quality").contains("ttl-change"));
        assertEquals(kind.equals("MD5 option"), row.get("quality").contains("tcp-option-odd"));
        assertEquals(kind.equals("no flags"), row.get("sni").equals("good.example"));
    }

    @ParameterizedTest(name = "reset at {0}")
    @ValueSource(ints = {-70_000, -1, 1, 1000, 70_000, 1 << 30})
    void aResetBesideThePointChangesNothing(int beside) {
        TcpDialogue play = new TcpDialogue().open();
        play.send(false, play.segment(false).seq(play.serverNext() + beside).rst());
        Analysis.Result result = Analysis.of(finish(play.client(TRUE)).packets());
        assertEquals("good.example", result.only().get("sni"));
        assertEquals("fin", result.only().get("end_reason"));
        assertEquals(1, result.count(Counter.TCP_RST_IGNORED));
    }

    @Test
    void aSynInTheMiddleBringsNoData() {
        TcpDialogue play = new TcpDialogue().open();
        play.send(true, play.segment(true).seq(play.clientNext() - 1 + 3).syn().payload(FALSE));
        Analysis.Result result = Analysis.of(finish(play.client(TRUE)).packets());
        assertEquals("good.example", result.only().get("sni"));
        assertEquals(1, result.count(Counter.TCP_SYN_IGNORED));
    }

    @Test
    void dataFarFromTheStreamIsLeftOut() {
        TcpDialogue play = new TcpDialogue().open().clientAt(1L << 29, FALSE);
        Analysis.Result result = Analysis.of(finish(play.client(TRUE)).packets());
        assertEquals("good.example", result.only().get("sni"));
        assertEquals(1, result.count(Counter.TCP_SEGMENT_OUTSIDE_WINDOW));
    }

    /** Two or six zeros look like padding that was counted; the stream tells. */
    @Test
    void zerosOfTheStreamAreNotTakenForPadding() {
        byte[] hello = ClientHelloBytes.chrome("zeros.example").padding(400).record();
        for (int size : new int[] {2, 6}) {
            TcpDialogue play = new TcpDialogue().open();
            for (int at = 0; at < hello.length; at += size) {
                Tcp segment = play.segment(true).seq(play.clientNext() + at).ack(play.serverNext());
                play.send(true, segment.payload(Arrays.copyOfRange(hello, at, Math.min(at + size, hello.length))));
            }
            Map<String, String> row = Analysis.of(finish(play.clientSkips(hello.length)).packets()).only();
            assertEquals("zeros.example", row.get("sni"));
            assertEquals("", row.get("quality"));
        }
    }

    @Test
    void aTlsAnswerToSomethingElseIsNotTls() {
        List<String> fields = List.of("tls_version", "cipher", "ja3s");
        Map<String, String> row = Analysis.of(new TcpDialogue().open().client(Plays.text("GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
                .server(Plays.ANSWER).close().packets()).only();
        assertEquals(Map.of("tls_version", "", "cipher", "", "ja3s", ""), Evidence.of(row, fields));
    }
}
