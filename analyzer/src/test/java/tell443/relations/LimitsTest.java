package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tell443.counters.Counter;
import tell443.fixtures.ClientHelloBytes;
import tell443.fixtures.Fill;
import tell443.fixtures.OpenVpnBytes;
import tell443.fixtures.Packet;
import tell443.fixtures.QuicBytes;
import tell443.fixtures.QuicFrames;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.Timeline;
import tell443.fixtures.TlsBytes;
import tell443.fixtures.UdpDialogue;
import tell443.flow.Limits;

/** Every limit has a counter, most a flag; what comes within it is untouched. */
class LimitsTest {

    private static final int LANES = 16;

    private static Analysis.Result run(Limits limits, List<Packet> packets) {
        Analysis.Result one = new Analysis().limits(limits).run(packets);
        Evidence.assertSameText(one.text(), new Analysis().limits(limits).threads(3).run(packets).text(), "three workers");
        return one;
    }

    private static Limits limits(long flows, long waiting, long segments, long handshakes, long quic, long openings, long fragments) {
        return new Limits(flows, waiting, segments, handshakes, quic, 1 << 20, openings, fragments);
    }

    private static final long MUCH = 64 << 20;

    @Test
    void aFullTableEndsTheFlowsThatGotNoAnswer() {
        List<Packet> packets = new ArrayList<>(Plays.tls13(new TcpDialogue()).packets());
        for (int i = 0; i < 2000; i++) {
            packets.addAll(2, new TcpDialogue("10.0." + i / 250 + "." + (1 + i % 250), 1024 + i, "198.51.100.1", 443).syn().packets());
        }
        Analysis.Result result = run(limits(256, 1000, MUCH, MUCH, MUCH, MUCH, MUCH), packets);
        assertTrue(result.count(Counter.FLOWS_EVICTED) > 1500);
        assertEquals(2001, result.rows().size());
        Map<String, String> answered = result.rows().stream().filter(row -> !row.get("sni").isEmpty()).findFirst().orElseThrow();
        assertEquals(Evidence.of(Analysis.of(Plays.tls13(new TcpDialogue()).packets()).only(), Evidence.FIELDS, Evidence.STREAM),
                Evidence.of(answered, Evidence.FIELDS, Evidence.STREAM));
        assertTrue(result.rows().stream().anyMatch(row -> row.get("end_reason").equals("evicted")));
    }

    @Test
    void rowsThatCannotWaitComeOutOfOrder() {
        List<Packet> packets = new ArrayList<>(new TcpDialogue("10.9.9.9", 999, "198.51.100.1", 443).syn().packets());
        for (int i = 0; i < 200; i++) {
            packets.addAll(Plays.http(new TcpDialogue("10.0.0.1", 1024 + i, "198.51.100.1", 443)
                    .startAt(packets.get(0).timeNanos() + i * 1_000_000_000L)).packets());
        }
        Analysis.Result result = new Analysis().limits(limits(1000, 20, MUCH, MUCH, MUCH, MUCH, MUCH)).batches(100).run(packets);
        assertTrue(result.count(Counter.ROWS_OUT_OF_ORDER) > 0);
        assertEquals(201, result.rows().size());
        assertEquals(0, Analysis.of(packets).count(Counter.ROWS_OUT_OF_ORDER));
    }

    @Test
    void segmentsThatCannotWaitAreAGap() {
        List<Packet> packets = new TcpDialogue().open().clientSkips(1).client(Fill.bytes(1, 200_000)).close().packets();
        for (Limits some : List.of(Analysis.ROOMY, limits(256, 9, LANES * 4096, MUCH, MUCH, MUCH, MUCH))) {
            Analysis.Result result = run(some, packets);
            assertTrue(result.count(Counter.TCP_BUFFER_FULL) > 0);
            assertTrue(result.only().get("quality").contains("gap"));
        }
    }

    @Test
    void aHandshakeThatIsTooLongIsGivenUp() {
        byte[] endless = TlsBytes.recordsOf(TlsBytes.HANDSHAKE, 0x0301,
                Arrays.copyOf(ClientHelloBytes.small("a.example").padding(60_000).message(), 40_000), 16_000);
        List<Packet> packets = new TcpDialogue().open().client(endless).close().packets();
        Analysis.Result result = run(limits(256, 9, MUCH, LANES * 8192, MUCH, MUCH, MUCH), packets);
        assertEquals(1, result.count(Counter.HANDSHAKE_TOO_LONG));
        assertTrue(result.only().get("quality").contains("limit"), result.only().get("quality"));
    }

    @Test
    void aHelloInOpenVpnThatHasNoRoomIsGivenUp() {
        OpenVpnBytes vpn = new OpenVpnBytes(OpenVpnBytes.Wrapping.NONE, 7);
        byte[] hello = ClientHelloBytes.small("o.example").padding(2000).record();
        List<Packet> packets = new UdpDialogue().client(vpn.clientReset()).server(vpn.serverReset())
                .client(vpn.control(true, 0, 1, Arrays.copyOf(hello, 1200)),
                        vpn.control(true, -1, 2, Arrays.copyOfRange(hello, 1200, hello.length))).packets();
        assertEquals("o.example", run(Analysis.ROOMY, packets).only().get("sni"));
        Analysis.Result result = run(limits(256, 9, MUCH, LANES * 1000, MUCH, MUCH, MUCH), packets);
        assertEquals(1, result.count(Counter.HANDSHAKE_TOO_LONG));
        assertEquals("", result.only().get("sni"));
        assertEquals("hello-incomplete;limit", result.only().get("quality"));
        assertEquals("vpn", result.only().get("class"));
    }

    @Test
    void aQuicHelloThatHasNoRoomIsGivenUp() {
        QuicBytes quic = QuicBytes.version1();
        byte[] hello = ClientHelloBytes.quic("q.example", "h3", quic.clientConnectionId()).message();
        List<Packet> packets = new UdpDialogue().client(quic.padded(1200, 0, QuicFrames.crypto(hello, 0, 150)),
                quic.padded(1200, 1, QuicFrames.crypto(hello, 150, hello.length - 150))).packets();
        assertEquals("q.example", run(Analysis.ROOMY, packets).only().get("sni"));
        Analysis.Result result = run(limits(256, 9, MUCH, MUCH, LANES * 1000, MUCH, MUCH), packets);
        assertEquals(1, result.count(Counter.QUIC_LIMIT));
        assertEquals("", result.only().get("sni"));
        assertTrue(result.only().get("quality").contains("limit"));
    }

    @Test
    void anOpeningWithoutRoomIsNotKept() {
        Analysis.Result result = run(limits(256, 9, MUCH, MUCH, MUCH, LANES * 100, MUCH), Plays.http(new TcpDialogue()).packets());
        assertEquals(1, result.count(Counter.OPENING_LIMIT));
        assertTrue(result.only().get("quality").contains("limit"));
    }

    @Test
    void fragmentsWithoutRoomAreDropped() {
        UdpDialogue play = new UdpDialogue();
        for (int i = 0; i < 60; i++) {
            play.client(Fill.bytes(i, 3000));
        }
        Timeline timeline = play.timeline();
        int[] next = {1};
        timeline.each(ip -> {
            byte[] numbered = ip.clone();
            numbered[5] = (byte) next[0]++;
            return numbered;
        });
        for (int i = timeline.count() - 1; i >= 0; i--) {
            timeline.fragment(i, 1400, false).lose(i + 2);
        }
        Analysis.Result result = run(limits(256, 9, MUCH, MUCH, MUCH, MUCH, 1 << 15), timeline.packets());
        assertTrue(result.count(Counter.FRAGMENT_DROPPED) > 50);
        assertEquals(0, result.rows().size());
    }
}
