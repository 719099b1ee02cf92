package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.fixtures.ByteWriter;
import tell443.fixtures.ClientHelloBytes;
import tell443.fixtures.DtlsBytes;
import tell443.fixtures.Fill;
import tell443.fixtures.OpenVpnBytes;
import tell443.fixtures.Packet;
import tell443.fixtures.QuicBytes;
import tell443.fixtures.QuicFrames;
import tell443.fixtures.ServerHelloBytes;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.TlsBytes;
import tell443.fixtures.UdpDialogue;

/** What a HelloRetryRequest and the second ClientHello say is what each would say if it were the only one. */
class HelloRetryTest {

    private static final int SECP384R1 = 24;
    private static final ClientHelloBytes FIRST = ClientHelloBytes.firefox("www.example");
    private static final ClientHelloBytes SECOND = ClientHelloBytes.firefox("www.example").keyShares(SECP384R1)
            .extension(ClientHelloBytes.COOKIE, ByteWriter.of(w -> w.vector16(c -> c.fill(44, 30)))).padding(7);
    private static final ServerHelloBytes RETRY = ServerHelloBytes.helloRetryRequest(0x1302, SECP384R1);
    private static final ServerHelloBytes CHOSEN = ServerHelloBytes.tls13(0x1302);
    private static final byte[] CHANGE = TlsBytes.changeCipherSpec();

    /** In the columns of the first ClientHello and of the ServerHello. */
    private static Map<String, String> alone(byte[] client, byte[] server) {
        return new Analysis().run(new TcpDialogue().open().client(client).server(server).packets()).only();
    }

    private static void assertRetried(Map<String, String> row) {
        assertRetried(row, "ja4", alone(SECOND.record(), RETRY.record()));
    }

    private static void assertRetried(Map<String, String> row, String ja4, Map<String, String> second) {
        assertEquals("1", row.get("hello_retry"));
        assertSecond(row, ja4, second);
        assertEquals(alone(FIRST.record(), CHOSEN.record()).get("ja3s"), row.get("ja3s"));
        assertEquals(String.valueOf(SECP384R1), row.get("retry_group"));
        assertEquals("", row.get("quality"));
    }

    private static void assertSecond(Map<String, String> row, String ja4, Map<String, String> second) {
        assertNotEquals(row.get("ja3"), row.get("second_ja3"));
        assertEquals(second.get("ja3"), row.get("second_ja3"));
        assertEquals(second.get(ja4).substring(1), row.get("second_ja4").substring(1));
        assertEquals(row.get(ja4).substring(0, 1), row.get("second_ja4").substring(0, 1));
        assertEquals("www.example", row.get("second_sni"));
        assertEquals(String.valueOf(SECP384R1), row.get("second_key_shares"));
        assertEquals(second.get("client_hello_length"), row.get("second_hello_length"));
    }

    private static Stream<Named<UnaryOperator<TcpDialogue>>> courses() {
        return Stream.of(
                Named.of("without more", flow -> flow.client(FIRST.record()).server(RETRY.record()).client(SECOND.record())),
                Named.of("ChangeCipherSpec of both before their next hello",
                        flow -> flow.client(FIRST.record()).server(RETRY.record(), CHANGE).client(CHANGE, SECOND.record())),
                Named.of("early data before the request",
                        flow -> flow.client(FIRST.record(), CHANGE, TlsBytes.applicationData(1, 300, 900)).server(RETRY.record(), CHANGE)
                                .client(SECOND.record())),
                Named.of("early data behind the request",
                        flow -> flow.client(FIRST.record(), CHANGE).server(RETRY.record(), CHANGE)
                                .client(TlsBytes.applicationData(1, 300), SECOND.record())),
                Named.of("records of 9 bytes", flow -> flow.client(TlsBytes.recordsOf(22, 0x0301, FIRST.message(), 9))
                        .server(TlsBytes.recordsOf(22, 0x0303, RETRY.message(), 9)).client(TlsBytes.recordsOf(22, 0x0303, SECOND.message(), 9))));
    }

    private static TcpDialogue end(TcpDialogue flow) {
        return flow.server(TlsBytes.serverFlight13(CHOSEN, 40, 900)).client(TlsBytes.clientFinish13());
    }

    @ParameterizedTest
    @MethodSource("courses")
    void bothHellosAreToldOverTcp(UnaryOperator<TcpDialogue> course) {
        for (int segment : new int[] {1448, 100, 7, 1}) {
            Map<String, String> row = new Analysis().run(end(course.apply(new TcpDialogue().open().segmentSize(segment))).packets()).only();
            assertRetried(row);
            assertEquals(alone(FIRST.record(), RETRY.record()).get("ja3"), row.get("ja3"));
            assertEquals(alone(FIRST.record(), CHOSEN.record()).get("ja3s"), row.get("retry_ja3s"));
        }
    }

    /** Joined late, the segments wait; they are read in the order of their capture, so that the request comes before its answer. */
    @ParameterizedTest
    @MethodSource("courses")
    void bothHellosAreToldWhereTheStartIsMissing(UnaryOperator<TcpDialogue> course) {
        Map<String, String> row = new Analysis().run(end(course.apply(new TcpDialogue())).packets()).only();
        assertEquals("midstream", row.put("quality", ""));
        assertRetried(row);
    }

    /** Nothing tells that the server asked. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void secondHelloIsToldWhereTheServerIsMissing(boolean compatible) {
        TcpDialogue flow = new TcpDialogue().syn().clientAck().withoutAcks().client(FIRST.record());
        Map<String, String> row = new Analysis().run((compatible ? flow.client(CHANGE) : flow)
                .client(SECOND.record(), TlsBytes.applicationData(1, 90, 300)).packets()).only();
        assertEquals("0", row.get("hello_retry"));
        assertEquals("one-way", row.get("quality"));
        assertEquals("", row.get("retry_ja3s") + row.get("retry_group"));
        assertSecond(row, "ja4", alone(SECOND.record(), RETRY.record()));
    }

    @Test
    void aHelloThatNobodyAskedForIsNotTold() {
        Map<String, String> row = new Analysis().run(end(new TcpDialogue().open().client(FIRST.record(), SECOND.record())).packets()).only();
        assertEquals("extra-hello", row.get("quality"));
        assertEquals("0", row.get("hello_retry"));
        assertEquals("", row.get("second_ja3"));
    }

    @Test
    void theFirstAnswerIsBelieved() {
        byte[] third = ClientHelloBytes.chrome("other.example").record();
        Map<String, String> row = new Analysis().run(end(new TcpDialogue().open().client(FIRST.record()).server(RETRY.record())
                .client(SECOND.record(), third)).packets()).only();
        assertRetried(row);
    }

    @Test
    void anAnswerThatContradictsItselfIsLeftOut() {
        byte[] broken = SECOND.record();
        broken[9 + 2 + 32] = (byte) 0xFF; // length of the session id
        Map<String, String> row = new Analysis().run(end(new TcpDialogue().open().client(FIRST.record()).server(RETRY.record())
                .client(broken)).packets()).only();
        assertEquals("hello-malformed", row.get("quality"));
        assertEquals("www.example", row.get("sni"));
        assertEquals("", row.get("second_ja3") + row.get("second_sni") + row.get("second_hello_length"));
        assertEquals("24", row.get("retry_group"));
    }

    /** The second hello in these CRYPTO frames: cut in the middle where a second number follows, behind the first hello or with it. */
    @ParameterizedTest
    @ValueSource(strings = {"2", "2a 2b", "2b 2a", "1 2", "1+2", "2b 2a 2", "2b 1+2a"})
    void bothHellosAreToldOverQuic(String order) {
        QuicBytes quic = QuicBytes.version1();
        byte[] first = quicHello(quic, 29).message();
        byte[] second = quicHello(quic, SECP384R1).extension(ClientHelloBytes.COOKIE, 0, 2, 7, 7).message();
        UdpDialogue flow = new UdpDialogue().client(quic.padded(1200, 0, QuicFrames.crypto(0, first)));
        quic.serverChose(Fill.bytes(80, 8));
        flow.server(quic.serverInitial(0, QuicFrames.ack(0), QuicFrames.crypto(0, RETRY.message())));
        int number = 1;
        for (String packet : order.split(" ")) {
            byte[][] frames = Arrays.stream(packet.split("\\+")).map(part -> frame(part, first, second)).toArray(byte[][]::new);
            flow.client(quic.clientInitial(number++, frames));
        }
        flow.server(quic.serverInitial(1, QuicFrames.crypto(RETRY.message().length, CHOSEN.message())));
        Map<String, String> row = new Analysis().run(flow.packets()).only();
        QuicBytes other = QuicBytes.version1();
        Map<String, String> alone = new Analysis().run(new UdpDialogue().client(other.padded(1200, 0, QuicFrames.crypto(0, second)))
                .packets()).only();
        assertEquals("quic/h3", row.get("protocol"));
        assertRetried(row, "ja4", alone);
    }

    private static ClientHelloBytes quicHello(QuicBytes quic, int group) {
        return ClientHelloBytes.quic("www.example", "h3", quic.clientConnectionId()).keyShares(group);
    }

    private static byte[] frame(String part, byte[] first, byte[] second) {
        int half = second.length / 2;
        return switch (part) {
            case "1" -> QuicFrames.crypto(0, first);
            case "2" -> QuicFrames.crypto(first.length, second);
            case "2a" -> QuicFrames.crypto(first.length, Arrays.copyOf(second, half));
            default -> QuicFrames.crypto(first.length + half, Arrays.copyOfRange(second, half, second.length));
        };
    }

    @Test
    void bothHellosAreToldOverDtls() {
        byte[] offered = {2, (byte) 0xFE, (byte) 0xFC};
        byte[] chosen = {(byte) 0xFE, (byte) 0xFC};
        byte[] first = dtls(1, 0, dtlsHello(offered, 29));
        byte[] second = dtls(1, 1, dtlsHello(offered, SECP384R1));
        byte[] retry = dtls(2, 0, ServerHelloBytes.helloRetryRequest(0x1302, SECP384R1).legacyVersion(DtlsBytes.DTLS12).body());
        byte[] answer = dtls(2, 1, new ServerHelloBytes().legacyVersion(DtlsBytes.DTLS12).cipher(0x1302).extension(43, chosen).body());
        Map<String, String> row = run(new UdpDialogue().client(first).server(retry).client(second).server(answer).packets());
        Map<String, String> alone = run(new UdpDialogue().client(second).packets());
        assertEquals("1", row.get("hello_retry"));
        assertEquals("", row.get("quality"));
        assertSecond(row, "ja4", alone);
    }

    private static byte[] dtlsHello(byte[] versions, int group) {
        ClientHelloBytes hello = ClientHelloBytes.tls12("www.example").extension(43, versions).groups(29, SECP384R1).keyShares(group);
        return DtlsBytes.clientHelloBody((group == SECP384R1 ? hello.padding(3) : hello).body(), DtlsBytes.DTLS12, new byte[0]);
    }

    private static byte[] dtls(int type, int sequence, byte[] body) {
        return DtlsBytes.record(22, DtlsBytes.DTLS12, 0, sequence, DtlsBytes.handshake(type, sequence, body));
    }

    @Test
    void bothHellosAreToldInsideOpenVpn() {
        OpenVpnBytes vpn = new OpenVpnBytes(OpenVpnBytes.Wrapping.NONE, 5);
        Map<String, String> row = run(new UdpDialogue().client(vpn.clientReset()).server(vpn.serverReset())
                .client(vpn.control(true, 0, 1, FIRST.record())).server(vpn.control(false, 1, 1, ByteWriter.join(RETRY.record(), CHANGE)))
                .client(vpn.control(true, 1, 2, CHANGE), vpn.control(true, 1, 3, SECOND.record()))
                .server(vpn.control(false, 3, 2, CHOSEN.record())).packets());
        assertEquals("vpn/openvpn-udp", row.get("protocol"));
        assertRetried(row);
    }

    private static Map<String, String> run(List<Packet> packets) {
        return new Analysis().run(packets).only();
    }
}
