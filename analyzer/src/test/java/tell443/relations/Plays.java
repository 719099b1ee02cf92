package tell443.relations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tell443.fixtures.ByteWriter;
import tell443.fixtures.CertificateBytes;
import tell443.fixtures.ClientHelloBytes;
import tell443.fixtures.DtlsBytes;
import tell443.fixtures.Fill;
import tell443.fixtures.OpenVpnBytes;
import tell443.fixtures.Packet;
import tell443.fixtures.QuicBytes;
import tell443.fixtures.QuicFrames;
import tell443.fixtures.ServerHelloBytes;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.Timeline;
import tell443.fixtures.TlsBytes;
import tell443.fixtures.UdpDialogue;

/** Small conversations of every kind, the same each time they are asked for. */
final class Plays {

    static final byte[] HELLO = ClientHelloBytes.chrome("relations.example").record();
    static final byte[] ANSWER = TlsBytes.serverFlight13(ServerHelloBytes.tls13(0x1301).echo(1, 32), 30, 2500, 281, 69);

    private Plays() {}

    /** A conversation and its name. */
    record Play(String name, Timeline timeline) {

        List<Packet> packets() {
            return timeline.packets();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Play> tcp() {
        return Stream.of(
                new Play("TLS 1.3", tls13(new TcpDialogue()).timeline()),
                new Play("TLS 1.2", tls12(new TcpDialogue()).timeline()),
                new Play("many records", records(new TcpDialogue()).timeline()),
                new Play("hello in small records", smallRecords(new TcpDialogue()).timeline()),
                new Play("HTTP", http(new TcpDialogue()).timeline()),
                new Play("CONNECT, then TLS", connect(new TcpDialogue()).timeline()),
                new Play("SSH", ssh(new TcpDialogue()).timeline()),
                new Play("OpenVPN over TCP", openVpn(new TcpDialogue()).timeline()));
    }

    static Stream<Play> all() {
        return Stream.concat(tcp(), Stream.of(
                new Play("QUIC", quic(new UdpDialogue()).timeline()),
                new Play("DTLS", dtls(new UdpDialogue()).timeline()),
                new Play("OpenVPN", openVpn(new UdpDialogue()).timeline())));
    }

    private static final byte[] INNER = ClientHelloBytes.tls12("inner.example").record();
    private static final byte[] INNER_ANSWER = TlsBytes.serverFlight12(ServerHelloBytes.tls12(0xC030),
            CertificateBytes.web("inner.example").der());

    static TcpDialogue openVpn(TcpDialogue play) {
        OpenVpnBytes vpn = new OpenVpnBytes(OpenVpnBytes.Wrapping.TLS_AUTH_SHA1, 3);
        return play.open().client(OpenVpnBytes.framed(vpn.clientReset())).server(OpenVpnBytes.framed(vpn.serverReset()))
                .client(OpenVpnBytes.framed(vpn.ack(true, 0), vpn.control(true, -1, 1, INNER)))
                .server(OpenVpnBytes.framed(vpn.control(false, 1, 1, INNER_ANSWER)))
                .client(OpenVpnBytes.framed(vpn.data(1, 300))).server(OpenVpnBytes.framed(vpn.data(2, 900))).close();
    }

    static UdpDialogue openVpn(UdpDialogue play) {
        OpenVpnBytes vpn = new OpenVpnBytes(OpenVpnBytes.Wrapping.NONE, 3);
        int half = INNER_ANSWER.length / 2;
        return play.client(vpn.clientReset()).server(vpn.serverReset())
                .client(vpn.ack(true, 0), vpn.control(true, -1, 1, Arrays.copyOf(INNER, 90)),
                        vpn.control(true, -1, 2, Arrays.copyOfRange(INNER, 90, INNER.length)))
                .server(vpn.control(false, 2, 1, Arrays.copyOf(INNER_ANSWER, half)),
                        vpn.control(false, -1, 2, Arrays.copyOfRange(INNER_ANSWER, half, INNER_ANSWER.length)))
                .client(vpn.data(1, 300)).server(vpn.data(2, 900));
    }

    static TcpDialogue tls13(TcpDialogue play) {
        return play.open().client(HELLO).server(ANSWER).client(TlsBytes.clientFinish13(), TlsBytes.applicationData(1, 90, 35))
                .server(TlsBytes.applicationData(2, 250, 1400, 1400, 31)).close();
    }

    static TcpDialogue tls12(TcpDialogue play) {
        byte[] hello = ClientHelloBytes.tls12("old.example").record();
        return play.open().client(hello).server(TlsBytes.serverFlight12(ServerHelloBytes.tls12(0xC02F), Fill.bytes(5, 900)))
                .client(TlsBytes.clientFinish12(1)).server(TlsBytes.serverFinish12(2))
                .client(TlsBytes.applicationData(3, 300)).server(TlsBytes.applicationData(4, 5000, 20)).close();
    }

    static TcpDialogue records(TcpDialogue play) {
        play.open().client(HELLO).server(ANSWER).client(TlsBytes.clientFinish13());
        for (int i = 0; i < 40; i++) {
            play.client(TlsBytes.applicationData(i, 40 + i % 3)).server(TlsBytes.applicationData(100 + i, 90 + 7 * (i % 5), 24));
        }
        return play.close();
    }

    static TcpDialogue smallRecords(TcpDialogue play) {
        byte[] hello = TlsBytes.recordsOf(TlsBytes.HANDSHAKE, 0x0301, ClientHelloBytes.firefox("cut.example").message(), 100);
        return play.open().client(hello).server(ANSWER).client(TlsBytes.clientFinish13()).close();
    }

    static TcpDialogue http(TcpDialogue play) {
        return play.open().client(text("GET /index.html HTTP/1.1\r\nHost: plain.example\r\n\r\n"))
                .server(text("HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n"), Fill.bytes(9, 3000)).close();
    }

    static TcpDialogue connect(TcpDialogue play) {
        return play.open().client(text("CONNECT relations.example:443 HTTP/1.1\r\n\r\n"))
                .server(text("HTTP/1.1 200 Connection established\r\n\r\n")).client(HELLO).server(ANSWER)
                .client(TlsBytes.clientFinish13()).close();
    }

    static TcpDialogue ssh(TcpDialogue play) {
        return play.open().server(text("SSH-2.0-OpenSSH_9.2\r\n")).client(text("SSH-2.0-OpenSSH_9.6\r\n"), Fill.bytes(1, 1500))
                .server(Fill.bytes(2, 1100)).client(Fill.bytes(3, 200)).close();
    }

    static UdpDialogue quic(UdpDialogue play) {
        QuicBytes quic = new QuicBytes(QuicBytes.VERSION_1, Fill.bytes(8, 8), Fill.bytes(9, 5));
        byte[] hello = ClientHelloBytes.quic("quic.example", "h3", quic.clientConnectionId()).padding(1300).message();
        play.client(quic.padded(1200, 0, QuicFrames.crypto(hello, 900, hello.length - 900), QuicFrames.ping()),
                quic.padded(1200, 1, QuicFrames.crypto(hello, 0, 900)));
        quic.serverChose(Fill.bytes(10, 8));
        play.server(ByteWriter.join(quic.serverInitial(0, QuicFrames.ack(1), QuicFrames.crypto(0, ServerHelloBytes.tls13(0x1301).message())),
                quic.handshake(false, 1, 800)));
        return play.client(quic.shortHeader(true, false, 3, 60)).server(quic.shortHeader(false, false, 4, 600));
    }

    static UdpDialogue dtls(UdpDialogue play) {
        byte[] body = ClientHelloBytes.tls12("dtls.example").legacyVersion(DtlsBytes.DTLS12).body();
        byte[] hello = DtlsBytes.handshake(TlsBytes.CLIENT_HELLO, 0, DtlsBytes.clientHelloBody(body, DtlsBytes.DTLS12, new byte[0]));
        return play.client(DtlsBytes.record(TlsBytes.HANDSHAKE, DtlsBytes.DTLS10, 0, 0, hello))
                .server(DtlsBytes.record(TlsBytes.HANDSHAKE, DtlsBytes.DTLS10, 0, 0,
                        DtlsBytes.helloVerifyRequest(DtlsBytes.DTLS10, Fill.bytes(4, 20))));
    }

    /** Eight conversations side by side, of which three have the same addresses and other ports. */
    static List<Packet> crowd() {
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            TcpDialogue play = new TcpDialogue("192.0.2." + (10 + i / 3), 50_000 + i, "198.51.100." + (1 + i % 5), 443)
                    .startAt(1_795_369_920_000_000_000L + i * 40_000_000L).step(1_000_000 + i * 70_000);
            packets.addAll((i % 4 == 0 ? tls12(play) : i % 4 == 1 ? http(play) : tls13(play)).packets());
            UdpDialogue datagrams = new UdpDialogue("2001:db8::" + (i + 1), 40_000 + i, "2001:db8:ffff::1", 443)
                    .startAt(1_795_369_920_000_000_000L + i * 90_000_000L);
            packets.addAll(quic(datagrams).packets());
        }
        packets.sort((a, b) -> Long.compare(a.timeNanos(), b.timeNanos()));
        return packets;
    }

    static byte[] text(String text) {
        return new ByteWriter().text(text).toBytes();
    }
}
