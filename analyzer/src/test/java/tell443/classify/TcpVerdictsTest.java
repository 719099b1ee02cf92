package tell443.classify;

import static tell443.classify.Expect.that;
import static tell443.classify.Flow.tcp;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tell443.facts.Quality;

class TcpVerdictsTest {

    @TestFactory
    Stream<DynamicTest> named() {
        return Stream.of(
                that("SSH", tcp().serverText("SSH-2.0-OpenSSH_9.2\r\n").clientText("SSH-2.0-libssh\r\n"),
                        "other/ssh ssh.banners 0.95..1"),
                that("SSH, one side", tcp().serverText("SSH-2.0-OpenSSH_9.2\r\n"), "other/ssh ssh.banner 0.85..0.9"),
                that("HTTP", tcp().clientText("GET / HTTP/1.1\r\n").serverText("HTTP/1.1 400 Bad Request\r\n"),
                        "other/http http.exchange 0.95..1"),
                that("HTTP without answer", tcp().clientText("POST /a HTTP/1.0\r\n"), "other/http http.request 0.85..0.9"),
                that("HTTP CONNECT", tcp().clientText("CONNECT example.org:443 HTTP/1.1\r\n").serverText("HTTP/1.1 200 OK\r\n"),
                        "vpn/unknown-tunnel http.connect 0.95..1"),
                that("trap: CONNECT of NATS", tcp().clientText("CONNECT {\"verbose\":false}\r\n"), "unknown/undecided"),
                that("SOCKS 5", tcp().client("05 01 00").server("05 00"), "vpn/unknown-tunnel socks.version5 0.95..1"),
                that("SOCKS 5, a method never offered", tcp().client("05 01 00").server("05 02"), "unknown/undecided"),
                that("SOCKS 4", tcp().client("04 01 01bb c0000201 75 00").server("00 5a 0000 00000000"),
                        "vpn/unknown-tunnel socks.version4"),
                that("Remote Desktop",
                        tcp().client("0300 0013 0e e0 0000 0000 00 01 00 0800 03000000")
                                .server("0300 0013 0e d0 0000 1234 00 02 00 0800 02000000"),
                        "other/rdp rdp.connection"),
                that("trap: X.224 of a controller", tcp().client("0300 0016 11 e0 0000 0001 00 c00109 c1020100 c2020102")
                        .server("0300 0016 11 d0 0001 0002 00 c00109 c1020100 c2020102"), "unknown/undecided"),
                that("Remote Desktop, length lies", tcp().client("0300 0014 0e e0 0000 0000 00 01 00 0800 03000000"),
                        "unknown/undecided"),
                that("Telegram abridged",
                        tcp().client("ef 0a 0000000000000000 51e57ac42770 9651 14000000 78974660 00112233445566778899aabbccddeeff"),
                                "other/mtproto"),
                that("Telegram intermediate", tcp().client("eeeeeeee 0c000000 0000000000000000 51e57ac4"),
                        "other/mtproto mtproto.intermediate"),
                that("mail", tcp().serverText("220 mail.example.org ESMTP\r\n").clientText("EHLO me\r\n"), "other/smtp"),
                that("files", tcp().serverText("220 ready\r\n").clientText("USER anonymous\r\n"), "other/ftp"),
                that("mailbox", tcp().serverText("* OK IMAP4rev1\r\n").clientText("a1 CAPABILITY\r\n"), "other/imap"),
                that("post office", tcp().serverText("+OK hello\r\n").clientText("CAPA\r\n"), "other/pop3"),
                that("WhatsApp", tcp().client("5741 06 03 000004 01020304").server("000002 0102"),
                        "other/whatsapp-noise whatsapp.prologue"),
                that("WhatsApp behind routing", tcp().client("45440001 000002 aabb 5741 06 03 000004 01020304"), "other/whatsapp-noise"),
                that("WhatsApp, length lies", tcp().client("5741 06 03 0000ff 01020304"), "unknown/undecided"),
                that("OSCAR", tcp().server("2a 01 1234 0004 00000001").client("2a 01 4321 0004 00000001"), "other/oscar"),
                that("DNS over TCP", tcp().frames().client("7f47 0100 0001 0000 0000 0000 03777777 00 0001 0001")
                        .server("7f47 8180 0001 0000 0000 0000 03777777 00 0001 0001"), "other/dns"),
                that("DNSCrypt over TCP", tcp().frames().client(256, "7a11223344556677").server(256, "7236666e76576a38"), "doh/dnscrypt"),
                that("TURN over TCP", tcp().client("0003 0004 2112a442 000102030405060708090a0b 00190004"), "other/stun"),
                that("MQTT", tcp().client("10 0e 0004 4d515454 04 02 003c 0002 6161").server("20 02 00 00"), "other/mqtt"),
                that("BitTorrent", tcp().clientText("\u0013BitTorrent protocol"), "other/bittorrent"),
                that("IKE over TCP",
                        tcp().client("494b45544350 0022 00000000 0102030405060708 0000000000000000 21 20 22 08 00000000 0000001c"),
                        "vpn/ike-tcp ike-tcp.prefix 0.95..1"),
                that("IKETCP and nothing of IKE", tcp().clientText("IKETCP rocks, says the poet"), "unknown/undecided"));
    }

    @TestFactory
    Stream<DynamicTest> fullyEncrypted() {
        byte[] random = new byte[120];
        new Random(7).nextBytes(random);
        String hex = java.util.HexFormat.of().formatHex(random);
        return Stream.of(
                that("random bytes", tcp().client(hex), "other/fully-encrypted fully-encrypted.first-message 0.5..0.75"),
                that("random bytes, the server first", tcp().server(hex).client(hex.substring(0, 100)), "other/fully-encrypted"),
                that("random bytes, little from the client", tcp().client(hex.substring(0, 50)).server(hex.substring(50, 150)),
                        "other/fully-encrypted"),
                that("random bytes behind a greeting", tcp().serverText("welcome to it").client(hex), "unknown/undecided"),
                that("random bytes, joined late", tcp().quality(Quality.MIDSTREAM).client(hex), "unknown/undecided"),
                that("too short to tell", tcp().client(hex.substring(0, 70)), "unknown/undecided"),
                that("text", tcp().clientText("the quick brown fox jumps over the lazy dog, twice"), "unknown/undecided"),
                that("begins with six letters", tcp().client("616263646566" + hex), "unknown/undecided"),
                that("mostly zeros", tcp().client(hex.substring(0, 40) + "00".repeat(80)), "unknown/undecided"),
                that("a TLS record", tcp().client("170303" + hex), "unknown/undecided"),
                that("no payload", tcp(), "unknown/no-payload"));
    }

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
    private static final String ACCEPTED = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n";

    private static Flow socket() {
        return tcp().clientText(REQUEST).serverText(ACCEPTED);
    }

    /** Frames of RFC 6455 section 5.2; the mask is 0. */
    @TestFactory
    Stream<DynamicTest> disguises() {
        byte[] random = new byte[100];
        new Random(7).nextBytes(random);
        String hex = java.util.HexFormat.of().formatHex(random);
        String web = "other/http http.exchange 0.95..1";
        String none = "vpn/unknown-tunnel websocket.none 0.9..1";
        return Stream.of(
                that("an upgrade, then random bytes", socket().client("6a" + hex), none),
                that("a frame without a mask", socket().client("82 05 0102030405 82 01 00"), none),
                that("a frame that goes on with nothing", socket().client("80 85 00000000 0102030405"), none),
                that("a length in more bytes than it takes", socket().client("82 fe 0005 00000000 0102030405"), none),
                that("a ping that is compressed", socket().client("c9 85 00000000 0102030405"), none),
                that("the same with a gap", socket().quality(Quality.GAP).client("6a" + hex), web),
                that("a text", socket().client("81 85 00000000 68656c6c6f"), web),
                that("a compressed text", socket().client("c1 85 00000000 68656c6c6f"), web),
                that("a ping", socket().client("89 80 00000000 81 81 00000000 68"), web),
                that("a close", socket().client("88 82 00000000 03e8"), web),
                that("a long binary message", socket().client("82 fe 007e 00000000 0102030405"), web),
                that("refused", tcp().clientText(REQUEST).serverText("HTTP/1.1 404 Not Found\r\n").client("6a" + hex), web),
                that("an upgrade to something else", tcp().clientText("GET / HTTP/1.1\r\nUpgrade: tcp\r\n")
                        .serverText("HTTP/1.1 101 UPGRADED\r\n").client("6a" + hex), web),
                that("random both ways", socket().client("82 e4 00000000" + hex).server("82 64" + hex),
                        "vpn/unknown-tunnel websocket.random 0.5..0.6"),
                that("random one way", socket().client("82 e4 00000000" + hex).server("82 64" + "00".repeat(100)), web),
                that("masked zeros", socket().client("82 e4 a6c35991" + "a6c35991".repeat(25)).server("82 64" + hex), web),
                that("httptunnel", tcp().clientText("POST /index.html?crap=1732336000 HTTP/1.1\r\n").serverText("HTTP/1.1 200 OK\r\n"),
                        "vpn/unknown-tunnel httptunnel.request 0.9..1"),
                that("httptunnel through a proxy", tcp().clientText("GET http://a.example:443/index.html?crap=1732336000 HTTP/1.1\r\n"),
                        "vpn/unknown-tunnel httptunnel.request 0.9..1"),
                that("another page", tcp().clientText("GET /index.html?craps=1 HTTP/1.1\r\n").serverText("HTTP/1.1 200 OK\r\n"), web));
    }
}
