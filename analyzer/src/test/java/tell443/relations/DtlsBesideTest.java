package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.fixtures.ByteWriter;
import tell443.fixtures.ClientHelloBytes;
import tell443.fixtures.Ip;
import tell443.fixtures.Link;
import tell443.fixtures.Packet;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.TlsBytes;

/** A TLS connection beside which the client resumes DTLS with the same server, as AnyConnect does. */
class DtlsBesideTest {

    private static final long MILLI = 1_000_000;
    private static final long START = Packet.ethernet(0, new byte[0]).timeNanos() + 1_800_000_000_000_000_000L;
    private static final String SERVER = "203.0.113.7";

    /** A datagram with a ClientHello of DTLS (RFC 6347 section 4.2) and a session id of so many bytes. */
    private static byte[] hello(int version, int sessionId) {
        return new ByteWriter().u8(22).u16(version).u16(0).u16(0).u32(0).u16(120)
                .u8(1).u8(0).u16(108).u16(0).u8(0).u16(0).u8(0).u16(108)
                .u16(version).bytes(new byte[32]).u8(sessionId).bytes(new byte[sessionId])
                .u8(0).u16(2).u16(0xC02F).u8(1).u8(0).bytes(new byte[60]).toBytes();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            192.0.2.10, 203.0.113.7, 443, 0xfefd, 32, 25,   anyconnect-tls.dtls
            192.0.2.10, 203.0.113.7, 443, 0x0100, 32, 25,   anyconnect-tls.dtls
            192.0.2.10, 203.0.113.7, 443, 0xfefd, 0,  25,   ''
            192.0.2.11, 203.0.113.7, 443, 0xfefd, 32, 25,   ''
            192.0.2.10, 203.0.113.8, 443, 0xfefd, 32, 25,   ''
            192.0.2.10, 203.0.113.7, 443, 0x0303, 32, 25,   ''
            192.0.2.10, 203.0.113.7, 443, 0xfefd, 32, 1,    ''
            192.0.2.10, 203.0.113.7, 443, 0xfefd, 32, 9000, ''""")
    void onlyAResumptionMeanwhileWithTheSameServerTells(
            String client, String server, int port, int version, int sessionId, long millis, String evidence) {
        TcpDialogue tls = new TcpDialogue("192.0.2.10", 1000, SERVER, 443).startAt(START + 10 * MILLI).open()
                .client(ClientHelloBytes.small("gate.example").alpn("http/1.1").record()).server(Plays.ANSWER).client(TlsBytes.clientFinish13());
        for (int i = 0; i < 20; i++) {
            tls.client(TlsBytes.applicationData(i, 300)).server(TlsBytes.applicationData(i, 500));
        }
        List<Packet> packets = new ArrayList<>(tls.close().packets());
        for (int i = 0; i < 3; i++) {
            packets.add(Packet.ethernet(START + (millis + i) * MILLI,
                    Link.ethernet(Ip.from(client).to(server).udp(5000, port, hello(version, sessionId)))));
        }
        packets.sort(Comparator.comparingLong(Packet::timeNanos));
        String said = Analysis.of(packets).rows().stream().filter(row -> row.get("transport").equals("tcp")).findFirst().orElseThrow()
                .get("evidence");
        assertEquals(evidence, said.contains("anyconnect-tls.dtls") ? "anyconnect-tls.dtls" : "", said);
    }
}
