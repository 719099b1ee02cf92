package tell443.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.fixtures.ByteWriter;
import tell443.fixtures.CaptureFile;
import tell443.fixtures.ClientHelloBytes;
import tell443.fixtures.DtlsBytes;
import tell443.fixtures.Packet;
import tell443.fixtures.QuicBytes;
import tell443.fixtures.QuicFrames;
import tell443.fixtures.ServerHelloBytes;
import tell443.fixtures.Tcp;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.TlsBytes;
import tell443.fixtures.UdpDialogue;

/** What the oracles once showed to be our fault, on packets made here. */
class FoundByOraclesTest {

    private static final int SECP384R1 = 24;
    private static final byte[] RETRY = ServerHelloBytes.helloRetryRequest(0x1303, SECP384R1).message();
    private static final byte[] SERVER_HELLO = ServerHelloBytes.tls13(0x1302).message();
    private static final byte[] BOTH = ByteWriter.join(RETRY, SERVER_HELLO);

    @TempDir
    private Path folder;

    /** The server's Initials hold these parts of HelloRetryRequest and ServerHello: cut at the numbers, sent in this order. */
    @ParameterizedTest
    @ValueSource(strings = {"0 1", "1 0", "0+1", "1+0", "0 1a 1b", "1b 0 1a", "1b 1a 0", "01a 1b"})
    void serverHelloBehindHelloRetryRequestIsReadInQuic(String order) throws IOException {
        QuicBytes quic = QuicBytes.version1();
        byte[] hello = ClientHelloBytes.quic("example.org", "h3", quic.clientConnectionId()).message();
        UdpDialogue dialogue = new UdpDialogue().client(quic.padded(1200, 0, QuicFrames.crypto(0, hello)));
        int number = 0;
        for (String packet : order.split(" ")) {
            byte[][] frames = Arrays.stream(packet.split("\\+")).map(FoundByOraclesTest::part).toArray(byte[][]::new);
            dialogue.server(quic.serverInitial(number++, frames));
        }
        Flow flow = only(dialogue.packets());
        assertEquals("1", flow.get("hello_retry"));
        assertEquals("TLS_AES_256_GCM_SHA384", flow.get("cipher"));
        assertEquals("", flow.get("quality"));
    }

    private static byte[] part(String name) {
        int half = RETRY.length + SERVER_HELLO.length / 2;
        return switch (name) {
            case "0" -> frame(0, RETRY.length);
            case "1" -> frame(RETRY.length, BOTH.length);
            case "1a" -> frame(RETRY.length, half);
            case "1b" -> frame(half, BOTH.length);
            default -> frame(0, half);
        };
    }

    private static byte[] frame(int from, int to) {
        return QuicFrames.crypto(from, Arrays.copyOfRange(BOTH, from, to));
    }

    /** Only one retry is allowed (RFC 8446 section 4.1.4); what begs again and again is not followed. */
    @Test
    void retriesWithoutEndAreLeftAlone() throws IOException {
        QuicBytes quic = QuicBytes.version1();
        byte[] hello = ClientHelloBytes.quic("example.org", "h3", quic.clientConnectionId()).message();
        Flow flow = only(new UdpDialogue().client(quic.padded(1200, 0, QuicFrames.crypto(0, hello)))
                .server(quic.serverInitial(0, QuicFrames.crypto(0, ByteWriter.join(RETRY, RETRY, SERVER_HELLO)))).packets());
        assertEquals("1", flow.get("hello_retry"));
        assertEquals("", flow.get("cipher"));
    }

    /** The records inside OpenVPN's control messages are not the flow's own; their hellos are shown, without a say. */
    @ParameterizedTest
    @ValueSource(ints = {9, 50, 1448})
    void openVpnIsNotTlsJoinedLateWhenOnlyTheSynAckWasSeen(int segmentSize) throws IOException {
        byte[] clientHello = TlsBytes.record(TlsBytes.HANDSHAKE, 0x0301, ClientHelloBytes.tls12("").without(0).message());
        byte[] serverHello = TlsBytes.record(TlsBytes.HANDSHAKE, 0x0303, ServerHelloBytes.tls12(0xC02F).message());
        TcpDialogue dialogue = new TcpDialogue().synAck().clientAck().segmentSize(segmentSize)
                .client(openVpn(w -> w.u8(0x38).u64(0x1122334455667788L).u8(0).u32(0)))
                .server(openVpn(w -> w.u8(0x40).u64(0x8877665544332211L).u8(1).u32(0).u64(0x1122334455667788L).u32(0)))
                .segmentSize(1448)
                .client(openVpn(w -> w.u8(0x20).u64(0x1122334455667788L).u8(0).u32(1).bytes(clientHello)))
                .server(openVpn(w -> w.u8(0x20).u64(0x8877665544332211L).u8(0).u32(1).bytes(serverHello)));
        Flow flow = only(dialogue.packets());
        assertEquals("vpn/openvpn-tcp", flow.get("protocol"));
        assertEquals("", flow.get("quality"));
        assertEquals("311a4859f51b438e146c2259a736ca3b", flow.get("ja3"));
    }

    /** A second SYN-ACK with another sequence number holds, unless the client has acknowledged the first. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSynAckThatTheClientAcknowledgedHolds(boolean acknowledged) throws IOException {
        TcpDialogue dialogue = new TcpDialogue().isn(1000, 500_000_000).syn();
        if (acknowledged) {
            dialogue.synAck().clientAck().withoutAcks().client(ClientHelloBytes.chrome("example.org").record());
            dialogue.send(false, dialogue.segment(false).seq(600_000_000).ack(1001).syn());
        } else {
            dialogue.send(false, dialogue.segment(false).seq(400_000_000).ack(1001).syn());
            dialogue.synAck().clientAck().withoutAcks().client(ClientHelloBytes.chrome("example.org").record());
        }
        Flow flow = only(dialogue.server(ServerHelloBytes.tls13(0x1302).record()).packets());
        assertEquals("TLS_AES_256_GCM_SHA384", flow.get("cipher"));
        assertEquals("", flow.get("quality"));
    }

    /** Middleboxes that count Ethernet's padding make bare acknowledgments look like two or six zeros of the stream. */
    @ParameterizedTest
    @ValueSource(ints = {2, 6})
    void countedPaddingIsNotPartOfTheStream(int zeros) throws IOException {
        TcpDialogue dialogue = new TcpDialogue().withoutAcks().syn();
        Tcp synAck = dialogue.segment(false).seq(dialogue.serverNext() - 1).ack(dialogue.clientNext()).syn().mss(1460);
        dialogue.send(false, synAck.payload(new byte[2])).clientAck();
        dialogue.send(true, padded(dialogue, true, zeros)).client(ClientHelloBytes.chrome("example.org").record());
        dialogue.send(false, padded(dialogue, false, 6)).server(ServerHelloBytes.tls13(0x1302).record());
        dialogue.send(true, padded(dialogue, true, zeros)).send(true, padded(dialogue, true, zeros).fin());
        Flow flow = only(dialogue.send(false, padded(dialogue, false, 6).fin()).packets());
        assertEquals("example.org", flow.get("sni"));
        assertEquals("TLS_AES_256_GCM_SHA384", flow.get("cipher"));
        assertEquals("fin", flow.get("end_reason"));
        assertEquals("", flow.get("quality"));
    }

    private static Tcp padded(TcpDialogue dialogue, boolean fromClient, int zeros) {
        long sequence = fromClient ? dialogue.clientNext() : dialogue.serverNext();
        long acknowledged = fromClient ? dialogue.serverNext() : dialogue.clientNext();
        return dialogue.segment(fromClient).seq(sequence).ack(acknowledged).payload(new byte[zeros]);
    }

    /** Who speaks first, with STUN for example, need not be the client. */
    @Test
    void helloTellsWhoTheClientOfDtlsIs() throws IOException {
        byte[] hello = DtlsBytes.clientHelloBody(ClientHelloBytes.tls12("example.org").body(), DtlsBytes.DTLS12, new byte[0]);
        byte[] answer = ServerHelloBytes.tls12(0xC02F).legacyVersion(DtlsBytes.DTLS12).body();
        byte[] clientHello = dtls(DtlsBytes.handshake(TlsBytes.CLIENT_HELLO, 0, hello));
        byte[] serverHello = dtls(DtlsBytes.handshake(TlsBytes.SERVER_HELLO, 0, answer));
        byte[] stun = ByteWriter.of(w -> w.u16(0x0101).u16(0).u32(0x2112A442L).fill(7, 12));
        Flow both = only(between().client(stun).server(clientHello).client(serverHello).packets());
        assertEquals("192.0.2.20", both.label().client());
        assertEquals("example.org", both.get("sni"));
        assertEquals("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", both.get("cipher"));
        assertEquals("", both.get("quality"));
        Flow half = only(between().client(stun, serverHello).packets());
        assertEquals("192.0.2.20", half.label().client());
        assertEquals("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", half.get("cipher"));
    }

    /**
     * What was read before the contradiction is shown and has no say: whoever reads on, or not, may be asked for another. The
     * protocol list behind the name claims more than its extension, and the last extension more than the message.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nameBeforeTheContradictionIsShown(boolean dtls) throws IOException {
        Flow resolver = malformed("dns.google", dtls);
        Flow other = malformed("www.example", dtls);
        for (Flow flow : List.of(resolver, other)) {
            assertEquals("hello-malformed", flow.get("quality"));
            assertEquals("", flow.get("ja3") + flow.get("ja4") + flow.get("alpn_offered") + flow.get("client_hello_length"));
        }
        assertEquals("dns.google", resolver.get("sni"));
        assertEquals(other.get("protocol") + other.get("confidence") + other.get("evidence"),
                resolver.get("protocol") + resolver.get("confidence") + resolver.get("evidence"));
    }

    private Flow malformed(String name, boolean dtls) throws IOException {
        byte[] hello = ClientHelloBytes.tls12(name).extension(16, 0xB8, 0x89, 2, 'h', '2').extension(99, 1, 2, 3).body();
        hello[hello.length - 4] += 9; // length of the last extension
        if (dtls) {
            byte[] body = DtlsBytes.clientHelloBody(hello, DtlsBytes.DTLS12, new byte[0]);
            byte[] answer = ServerHelloBytes.tls12(0xC02F).legacyVersion(DtlsBytes.DTLS12).body();
            return only(between().client(dtls(DtlsBytes.handshake(1, 0, body))).server(dtls(DtlsBytes.handshake(2, 0, answer))).packets());
        }
        return only(new TcpDialogue().open().client(TlsBytes.record(22, 0x0301, TlsBytes.handshake(1, hello)))
                .server(TlsBytes.serverFlight13(ServerHelloBytes.tls13(0x1301), 40, 2000)).client(TlsBytes.applicationData(1, 200))
                .server(TlsBytes.applicationData(2, 500)).packets());
    }

    private static UdpDialogue between() {
        return new UdpDialogue("192.0.2.10", 50_000, "192.0.2.20", 50_001);
    }

    private static byte[] dtls(byte[] message) {
        return DtlsBytes.record(TlsBytes.HANDSHAKE, DtlsBytes.DTLS12, 0, 0, message);
    }

    private static byte[] openVpn(Consumer<ByteWriter> message) {
        return ByteWriter.of(w -> w.vector16(message));
    }

    private Flow only(List<Packet> packets) throws IOException {
        Path file = folder.resolve("made.pcap");
        new CaptureFile().add(packets).pcap().to(file);
        List<Flow> flows = Flow.read(file, "any");
        assertEquals(1, flows.size());
        return flows.get(0);
    }
}
