package tell443.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.fixtures.ByteWriter;
import tell443.fixtures.CaptureFile;
import tell443.fixtures.ClientHelloBytes;
import tell443.fixtures.Packet;
import tell443.fixtures.QuicBytes;
import tell443.fixtures.QuicFrames;
import tell443.fixtures.ServerHelloBytes;
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

    /** The records inside OpenVPN's control messages are not the flow's own. */
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
        assertEquals("", flow.get("ja3"));
    }

    private static byte[] openVpn(java.util.function.Consumer<ByteWriter> message) {
        return ByteWriter.of(w -> w.vector16(message));
    }

    private Flow only(List<Packet> packets) throws IOException {
        Path file = folder.resolve("made.pcap");
        new CaptureFile().add(packets).pcap().to(file);
        List<Flow> flows = Flow.read(file, "443");
        assertEquals(1, flows.size());
        return flows.get(0);
    }
}
