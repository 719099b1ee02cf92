package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tell443.counters.Counter;
import tell443.fixtures.Packet;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.Timeline;
import tell443.relations.Plays.Play;

/** However a stream is cut, repeated or shuffled on its way: the same is told of it. */
class StreamRelationsTest {

    private record Scene(String name, UnaryOperator<TcpDialogue> play) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Scene> scenes() {
        return Stream.of(new Scene("TLS 1.3", Plays::tls13), new Scene("TLS 1.2", Plays::tls12), new Scene("records", Plays::records),
                new Scene("small records", Plays::smallRecords), new Scene("HTTP", Plays::http), new Scene("CONNECT", Plays::connect),
                new Scene("SSH", Plays::ssh));
    }

    private static Stream<Play> plays() {
        return Plays.tcp();
    }

    private static Map<String, String> evidence(List<Packet> packets) {
        return Evidence.of(Analysis.of(packets).only(), Evidence.FIELDS, Evidence.STREAM);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void segmentsOfAnySizeTellTheSame(Scene scene) {
        Map<String, String> expected = Analysis.of(scene.play().apply(new TcpDialogue()).packets()).only();
        assertFalse(expected.get("class").isEmpty());
        for (int size : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 100, 536, 4096, 60_000}) {
            Map<String, String> row = Analysis.of(scene.play().apply(new TcpDialogue().segmentSize(size)).packets()).only();
            assertEquals(Evidence.of(expected, Evidence.FIELDS, Evidence.STREAM, Evidence.PAYLOAD),
                    Evidence.of(row, Evidence.FIELDS, Evidence.STREAM, Evidence.PAYLOAD), "size " + size);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void sequenceNumbersMayWrapAnywhere(Scene scene) {
        String expected = Analysis.of(scene.play().apply(new TcpDialogue()).packets()).text();
        for (int before = 0; before < 6000; before += before < 20 ? 1 : 173) {
            TcpDialogue play = scene.play().apply(new TcpDialogue().isn(0xFFFF_FFFFL - before, 0x7FFF_FFFFL - before));
            Evidence.assertSameText(expected, Analysis.of(play.packets()).text(), "wraps after " + before);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plays")
    void packetsThatComeTwiceTellTheSame(Play play) {
        Map<String, String> expected = evidence(play.packets());
        for (int i = play.timeline().count() - 1; i >= 0; i--) {
            play.timeline().duplicate(i);
        }
        Analysis.Result twice = Analysis.of(play.packets());
        assertEquals(expected, Evidence.of(twice.only(), Evidence.FIELDS, Evidence.STREAM));
        assertTrue(twice.count(Counter.TCP_SEGMENT_DUPLICATE) > 0);
        assertEquals(0, twice.count(Counter.TCP_OVERLAP_CONFLICT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plays")
    void neighboursMayChangePlaces(Play play) {
        Map<String, String> expected = Evidence.of(Analysis.of(play.packets()).only(), Evidence.FIELDS);
        for (int i = 0; i + 1 < play.timeline().count(); i++) {
            play.timeline().swap(i, i + 1);
            assertEquals(expected, Evidence.of(Analysis.of(play.packets()).only(), Evidence.FIELDS), "swapped at " + i);
            play.timeline().swap(i, i + 1);
        }
    }

    /** Data of one direction inside a window of five segments. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("scenes")
    void dataMayComeInAnyOrder(Scene scene) {
        Timeline inOrder = scene.play().apply(new TcpDialogue().withoutAcks().segmentSize(100)).timeline();
        Map<String, String> expected = evidence(inOrder.packets());
        for (int start = 3; start + 5 < inOrder.count(); start++) {
            Timeline shuffled = scene.play().apply(new TcpDialogue().withoutAcks().segmentSize(100)).timeline();
            int end = start;
            while (end < start + 5 && shuffled.fromClient(end) == shuffled.fromClient(start)) {
                end++;
            }
            if (end < shuffled.count() - 3) { // FIN stays where it is
                assertEquals(expected, evidence(shuffled.reverse(start, end).packets()), "reversed at " + start);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plays")
    void aLostPacketMakesNothingElse(Play play) {
        List<Packet> all = play.packets();
        Map<String, String> whole = Analysis.of(all).only();
        for (int lost = 0; lost < all.size(); lost++) {
            List<Packet> rest = new ArrayList<>(all);
            rest.remove(lost);
            Map<String, String> row = Analysis.of(rest).only();
            Evidence.assertNothingElse(whole, row);
            boolean less = !Evidence.of(whole, Evidence.PAYLOAD).equals(Evidence.of(row, Evidence.PAYLOAD));
            if (less) {
                assertTrue(row.get("quality").contains("gap"), "lost " + lost + ": " + row.get("quality"));
            }
        }
    }

    @Test
    void twoConnectionsWithTheSameAddressesAreTwoRows() {
        List<Packet> packets = new ArrayList<>(Plays.tls13(new TcpDialogue()).packets());
        packets.addAll(Plays.tls13(new TcpDialogue().isn(77_000_000, 88_000_000).startAt(1_795_369_921_000_000_000L)).packets());
        Analysis.Result both = Analysis.of(packets);
        assertEquals(2, both.rows().size(), both.text());
        assertEquals(Evidence.of(both.rows().get(0), Evidence.FIELDS, Evidence.STREAM, Evidence.PAYLOAD),
                Evidence.of(both.rows().get(1), Evidence.FIELDS, Evidence.STREAM, Evidence.PAYLOAD));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plays")
    void oneDirectionTellsItsHalf(Play play) {
        Map<String, String> whole = Analysis.of(play.packets()).only();
        List<Packet> packets = play.packets();
        for (boolean client : new boolean[] {true, false}) {
            List<Packet> half = new ArrayList<>();
            for (int i = 0; i < packets.size(); i++) {
                if (play.timeline().fromClient(i) == client) {
                    half.add(packets.get(i));
                }
            }
            Map<String, String> row = Analysis.of(half).only();
            List<String> fields = client ? List.of("sni", "alpn_offered", "ja3", "ja4", "payload_c2s", "records_c2s")
                    : List.of("cipher", "ja3s", "cert_subject", "payload_s2c");
            assertEquals(Evidence.of(whole, List.of("client_ip", "client_port", "server_ip", "server_port"), fields),
                    Evidence.of(row, List.of("client_ip", "client_port", "server_ip", "server_port"), fields));
            assertTrue(row.get("quality").contains("one-way"), row.get("quality"));
        }
    }
}
