package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tell443.fixtures.ByteWriter;
import tell443.fixtures.ClientHelloBytes;
import tell443.fixtures.Fill;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.TlsBytes;

/** The records of a TLS stream, cut anywhere, against those read straight from its bytes. */
class RecordsTest {

    private static final byte[] HELLO = ClientHelloBytes.small("records.example").record();
    private static final byte[] CLIENT = ByteWriter.join(HELLO, TlsBytes.clientFinish13(),
            TlsBytes.applicationData(1, 1, 400, 31, 255, 256, 257, 90), TlsBytes.alert(1, 0));

    private record Prefix(String name, byte[] client, byte[] server) {

        @Override
        public String toString() {
            return name.isEmpty() ? "none" : name;
        }
    }

    private static Prefix prefix(String name, byte[] client, byte[] server) {
        return new Prefix(name, client, server);
    }

    private static Stream<Prefix> prefixes() {
        return Stream.of(
                prefix("", new byte[0], new byte[0]),
                prefix("http-connect", Plays.text("CONNECT a.example:443 HTTP/1.1\r\n\r\n"), Plays.text("HTTP/1.1 200 Connected\r\n\r\n")),
                prefix("socks5", new byte[] {5, 1, 0}, new byte[] {5, 0}),
                prefix("socks4", new ByteWriter().u8(4).u8(1).u16(443).u32(1).u8(0).toBytes(), new byte[] {0, 90, 0, 0, 0, 0, 0, 0}),
                prefix("proxy-v1", Plays.text("PROXY TCP4 192.0.2.1 192.0.2.2 9999 443\r\n"), new byte[0]),
                prefix("proxy-v2", new ByteWriter().u32(0x0D0A0D0A).u32(0x000D0A51).u32(0x5549540A).u8(0x21).u8(0x11).u16(12)
                        .fill(1, 12).toBytes(), new byte[0]));
    }

    /** Lengths of records, straight from the bytes; as the column shows those of the client. */
    private static List<String> sizes(byte[] stream) {
        List<String> sizes = new ArrayList<>();
        for (int at = 0; at < stream.length;) {
            int length = (stream[at + 3] & 0xFF) << 8 | stream[at + 4] & 0xFF;
            sizes.add(Integer.toString(length));
            at += 5 + length;
        }
        return sizes;
    }

    private static List<String> clientSizes(Map<String, String> row) {
        return Stream.of(row.get("record_sizes").split(";")).filter(size -> !size.startsWith("-") && !size.isEmpty()).toList();
    }

    private static TcpDialogue begin(Prefix prefix) {
        TcpDialogue play = new TcpDialogue().segmentSize(9999).withoutAcks().open();
        if (prefix.client().length > 0) {
            play.client(prefix.client());
        }
        return prefix.server().length > 0 ? play.server(prefix.server()) : play;
    }

    private static Map<String, String> run(TcpDialogue play) {
        return Analysis.of(play.clientSkips(CLIENT.length).server(Plays.ANSWER).close().packets()).only();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("prefixes")
    void aCutAtAnyByteChangesNothing(Prefix prefix) {
        List<String> expected = sizes(CLIENT);
        for (int cut = 1; cut < CLIENT.length; cut += cut < 20 || cut > HELLO.length - 9 && cut < HELLO.length + 79 ? 1 : 29) {
            for (boolean reversed : new boolean[] {false, true}) {
                TcpDialogue play = begin(prefix);
                long start = prefix.client().length;
                byte[] head = Arrays.copyOf(CLIENT, cut);
                byte[] tail = Arrays.copyOfRange(CLIENT, cut, CLIENT.length);
                play = reversed ? play.clientAt(start + cut, tail).clientAt(start, head)
                        : play.clientAt(start, head).clientAt(start + cut, tail);
                Map<String, String> row = run(play);
                String scene = "cut at " + cut + (reversed ? ", reversed" : "");
                assertEquals(expected, clientSizes(row), scene);
                assertEquals("records.example", row.get("sni"), scene);
                assertEquals(prefix.name(), row.get("tls_prefix"), scene);
                assertEquals("", row.get("quality"), scene);
            }
        }
    }

    /** What comes before a ClientHello may share its segment, also in part. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("prefixes")
    void aProxyHeaderEndsWhereItSays(Prefix prefix) {
        if (prefix.server().length > 0 || prefix.client().length == 0) {
            return;
        }
        byte[] all = ByteWriter.join(prefix.client(), CLIENT);
        for (int cut = 1; cut < all.length; cut += cut < prefix.client().length + 20 ? 1 : 97) {
            TcpDialogue play = new TcpDialogue().segmentSize(9999).withoutAcks().open();
            play.clientAt(0, Arrays.copyOf(all, cut)).clientAt(cut, Arrays.copyOfRange(all, cut, all.length));
            Map<String, String> row = Analysis.of(play.clientSkips(all.length).server(Plays.ANSWER).close().packets()).only();
            assertEquals(sizes(CLIENT), clientSizes(row), "cut at " + cut);
            assertEquals(prefix.name(), row.get("tls_prefix"), "cut at " + cut);
        }
    }

    @Test
    void byteForByteAndInAnyOrder() {
        Random random = new Random(5246);
        for (int round = 0; round < 60; round++) {
            List<Integer> starts = new ArrayList<>();
            int size = round == 0 ? 1 : 1 + random.nextInt(40);
            for (int at = 0; at < CLIENT.length; at += size) {
                starts.add(at);
            }
            if (starts.size() < 200 && round % 2 == 1) {
                java.util.Collections.shuffle(starts, random);
            }
            TcpDialogue play = begin(prefixes().findFirst().orElseThrow());
            for (int at : starts) {
                play.clientAt(at, Arrays.copyOfRange(CLIENT, at, Math.min(at + size, CLIENT.length)));
            }
            Map<String, String> row = run(play);
            assertEquals(sizes(CLIENT), clientSizes(row), "size " + size);
            assertEquals("records.example", row.get("sni"));
        }
    }

    /** After a gap no record is invented, and those are found again that begin a segment and fill it. */
    @Test
    void recordsAreFoundAgainAfterAGap() {
        byte[] before = ByteWriter.join(HELLO, TlsBytes.clientFinish13(), TlsBytes.applicationData(1, 300, 300));
        byte[] lost = TlsBytes.applicationData(2, 700, 100);
        byte[] after = TlsBytes.applicationData(3, 41, 42, 43);
        byte[] all = ByteWriter.join(before, lost, after);
        for (int from = HELLO.length; from < before.length + lost.length; from += 3) {
            for (int end : new int[] {before.length + lost.length, before.length + lost.length + 20}) {
                TcpDialogue play = new TcpDialogue().segmentSize(9999).withoutAcks().open().clientAt(0, Arrays.copyOf(all, from));
                play.clientAt(end, Arrays.copyOfRange(all, end, all.length)).clientAt(all.length, TlsBytes.applicationData(4, 50, 60));
                Map<String, String> row = Analysis.of(play.clientSkips(all.length + 120).server(Plays.ANSWER).close().packets()).only();
                List<String> seen = clientSizes(row);
                List<String> begun = sizes(all, from);
                List<String> expected = new ArrayList<>(begun);
                expected.addAll(end == before.length + lost.length ? List.of("41") : List.of());
                expected.addAll(List.of("42", "43", "50", "60"));
                assertEquals(expected, seen, "lost " + from + " to " + end);
                assertTrue(row.get("quality").contains("gap"));
                assertEquals(Integer.toString(end - from), row.get("lost_bytes_c2s"));
            }
        }
    }

    /** Of the records whose headers lie before that place. */
    private static List<String> sizes(byte[] stream, int end) {
        List<String> sizes = new ArrayList<>();
        for (int at = 0; at + 5 <= end;) {
            int length = (stream[at + 3] & 0xFF) << 8 | stream[at + 4] & 0xFF;
            sizes.add(Integer.toString(length));
            at += 5 + length;
        }
        return sizes;
    }

    /** Bytes that are no records are never counted as such, wherever the capture begins. */
    @Test
    void noiseIsNoRecord() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            TcpDialogue play = random.nextBoolean() ? new TcpDialogue().open() : new TcpDialogue();
            Map<String, String> row = Analysis.of(play.client(Fill.bytes(round, 3000)).server(Fill.bytes(-round, 5000)).packets()).only();
            assertEquals("", row.get("record_sizes"), row.get("evidence"));
        }
    }
}
