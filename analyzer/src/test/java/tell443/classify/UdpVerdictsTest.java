package tell443.classify;

import static tell443.classify.Expect.that;
import static tell443.classify.Flow.udp;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tell443.facts.Quality;

class UdpVerdictsTest {

    private static final String QUERY = "7f47 0100 0001 0000 0000 0000 03777777 076578616d706c65 036f7267 00 0001 0001";
    private static final String CERTIFICATE_QUERY = 
            "7f47 0100 0001 0000 0000 0001 0132 0d646e7363727970742d63657274 08646e736372797074 0263 61 00 0010 0001";
    private static final String NTP_QUESTION = "e3".repeat(1) + "00".repeat(39) + "e94f3d1122334455";
    private static final String NTP_ANSWER = "24" + "00".repeat(23) + "e94f3d1122334455" + "00".repeat(16);

    @TestFactory
    Stream<DynamicTest> quic() {
        return Stream.of(
                that("HTTP/3", udp().sni("example.org").alpn("h3").clientHello().initialOpened(), "quic/h3 quic.initial 0.95..1"),
                that("an old draft", udp().alpn("h3-29", "h3-28").clientHello().initialOpened(), "quic/h3"),
                that("another protocol", udp().alpn("smb").clientHello().initialOpened(), "quic/smb"),
                that("server's Initial only", serverInitial(), "quic/midstream quic.initial"),
                that("gQUIC", google("www.youtube.com"), "quic/gquic quic.google"),
                that("gQUIC to a resolver", google("dns.google"), "quic/gquic"),
                that("DoH over HTTP/3", udp().sni("dns.google").alpn("h3").clientHello().initialOpened(), "doh/h3 doh.name 0.9..0.97"),
                that("a resolver's address without a name", udp().address(8, 8, 8, 8).alpn("h3").clientHello().initialOpened(),
                        "doh/h3 doh.address 0.6..0.7"),
                that("trap: nobody answers there", unanswered(udp().address(8, 8, 8, 8).alpn("h3").clientHello().initialOpened()),
                        "quic/h3 quic.initial"),
                that("DNS over QUIC", udp().sni("example.org").alpn("doq").clientHello().initialOpened(), "doh/doq doq.alpn 0.95..1"),
                that("DNS over QUIC, draft", udp().alpn("doq-i02").clientHello().initialOpened(), "doh/doq"),
                that("Private Relay", udp().sni("mask.icloud.com").alpn("h3").clientHello().initialOpened(),
                        "vpn/masque masque.endpoint 0.6..0.6"),
                that("a fake Initial", fakeInitial(), "unknown/undecided"),
                that("short headers only", shortHeaders(8).quality(Quality.MIDSTREAM), "quic/midstream quic.short-headers 0.5..0.6"),
                that("trap: message numbers instead of a connection id", coap(), "unknown/undecided"),
                that("trap: text that looks like short headers", sip(), "other/sip clear.exchange"),
                that("short headers one way", shortHeadersOneWay(), "unknown/undecided"),
                that("first byte never changes", firstByteAlike(), "unknown/undecided"));
    }

    private static Flow unanswered(Flow flow) {
        flow.quic().serverAnswered = false;
        return flow.quality(Quality.ONE_WAY);
    }

    @TestFactory
    Stream<DynamicTest> wireGuard() {
        String initiation = "01000000 a1b2c3d4";
        return Stream.of(
                that("handshake", udp().client(148, initiation).server(92, "02000000 11223344 a1b2c3d4"),
                        "vpn/wireguard wireguard.handshake 0.95..1"),
                that("handshake begun by the server side", udp().server(148, initiation).client(92, "02000000 11223344 a1b2c3d4"),
                        "vpn/wireguard"),
                that("initiation sent twice", udp().client(148, "01000000 00000001").client(148, initiation).server(92,
                        "02000000 11223344 a1b2c3d4"),
                        "vpn/wireguard wireguard.handshake"),
                that("another index", udp().client(148, initiation).server(92, "02000000 11223344 a1b2c3d5"), "unknown/undecided"),
                that("response of another length, padded", udp().client(204, initiation).server(100, "02000000 11223344 a1b2c3d4"),
                        "vpn/wireguard wireguard.padded"),
                that("response too short", udp().client(148, initiation).server(91, "02000000 11223344 a1b2c3d4"), "unknown/undecided"),
                that("reserved bytes in use", udp().client(148, "01aabbcc a1b2c3d4").server(92, "02aabbcc 11223344 a1b2c3d4"),
                        "vpn/wireguard wireguard.reserved"),
                that("under load", udp().client(148, initiation).server(64, "03000000 a1b2c3d4"), "vpn/wireguard wireguard.cookie"),
                that("joined late", transport(0, 16).quality(Quality.MIDSTREAM), "vpn/wireguard wireguard.transport 0.95..0.95"),
                that("counters stand still", transport(0, 0), "unknown/undecided"),
                that("lengths that are no multiple of 16", transport(3, 16), "unknown/undecided"),
                that("no answer", udp().client(148, initiation).client(148, "01000000 0badcafe"),
                        "vpn/wireguard wireguard.unanswered 0.6..0.7"),
                that("same bytes over TCP", Flow.tcp().client(148, initiation).server(92, "02000000 11223344 a1b2c3d4"),
                        "other/fully-encrypted"));
    }

    @TestFactory
    Stream<DynamicTest> others() {
        return Stream.of(
                that("STUN", udp().client("0001 0000 2112a442 000102030405060708090a0b"), "other/stun stun.message 0.95..1"),
                that("STUN of another length", udp().client("0001 0004 2112a442 000102030405060708090a0b"), "unknown/undecided"),
                that("ChannelData", channelData("4001", "4001"), "other/stun stun.channel-data"),
                that("ChannelData whose lengths lie", channelData("4001", "4002"), "unknown/undecided"),
                that("DNS", udp().client(QUERY).server(QUERY.replace("0100 0001", "8180 0001")), "other/dns dns.exchange 0.95..1"),
                that("DNS, another id", udp().client(QUERY).server(QUERY.replace("7f47 0100", "7f48 8180")),
                        "other/dns dns.query 0.5..0.8"),
                that("DNS, the name does not end", udp().client("7f47 0100 0001 0000 0000 0000 03777777"), "unknown/undecided"),
                that("certificate of DNSCrypt", udp().client(CERTIFICATE_QUERY).server(CERTIFICATE_QUERY.replace("0100 0001",
                        "8180 0001")),
                        "doh/dnscrypt dnscrypt.certificate 0.95..1"),
                that("DNSCrypt", udp().client(512, "7a1122334455667788").server(304, "7236666e76576a38 00"),
                        "doh/dnscrypt dnscrypt.response"),
                that("magic one byte off", udp().client(512, "7a1122334455667788").server(304, "7236666e76576a39 00"),
                        "unknown/undecided"),
                that("NTP", udp().client(NTP_QUESTION).server(NTP_ANSWER), "other/ntp ntp.exchange"),
                that("NTP that answers another question", udp().client(NTP_QUESTION).server(NTP_ANSWER.replace("e94f", "e950")),
                        "unknown/undecided"),
                that("BitTorrent's table", udp().clientText("d1:ad2:id20:abcdefghij0123456789"), "other/bittorrent"),
                that("nothing known", udp().client("ffffffffffffffffffffffffff").server("eeeeeeeeee"), "unknown/undecided none"),
                that("no payload", udp(), "unknown/no-payload none 0.99..0.99"));
    }

    @TestFactory
    Stream<DynamicTest> softEther() {
        String host = "0000000c 0000000a 686f73745f6e616d65 00000002 00000001 00000003 76706e";
        String answer = "0000000a 00000006 6973726574 00000000 00000001 00000001";
        return Stream.of(
                that("where one is seen from", udp().clientText("A").serverText("IP=192.0.2.7,PORT=51381"),
                        "vpn/softether softether.address 0.9..0.9"),
                that("another letter", udp().clientText("B").serverText("IP=192.0.2.7,PORT=51381"), "unknown/undecided"),
                that("an address without a port", udp().clientText("A").serverText("IP=192.0.2.7, PORT 51381"), "unknown/undecided"),
                that("named values", udp().client(host).server(answer), "vpn/softether softether.pack 0.9..0.9"),
                that("a name longer than it says", udp().client(host.replace("0000000a", "00000009")).server(answer), "unknown/undecided"),
                that("a type that is none", udp().client(host.replace("00000002", "00000009")).server(answer), "unknown/undecided"),
                that("a name of signs", udp().client(host.replace("686f", "202a")).server(answer), "unknown/undecided"),
                that("named values one way", udp().client(host).server("0000000a"), "unknown/undecided"));
    }

    private static Flow serverInitial() {
        Flow flow = udp().quality(Quality.ONE_WAY);
        flow.quic().serverInitialOpened = true;
        return flow;
    }

    private static Flow google(String name) {
        Flow flow = udp();
        flow.quic().google = true;
        flow.quic().sni = name;
        return flow;
    }

    private static Flow fakeInitial() {
        Flow flow = udp().alpn("h3").clientHello().initialOpened();
        flow.quic().serverAnswered = false;
        flow.quic().notQuic = 9;
        return flow;
    }

    private static Flow shortHeaders(int count) {
        Flow flow = udp();
        for (int i = 0; i < count; i++) {
            flow.client(40, "4" + (i & 7) + "aabbccdd").server(700, "5" + (i & 7) + "11223344");
        }
        flow.quic().clientShort = count;
        flow.quic().serverShort = count;
        return flow;
    }

    private static Flow coap() {
        Flow flow = shortHeaders(0);
        for (int i = 0; i < 5; i++) {
            flow.client("4" + i + "0350" + i + "6b1").server("6" + i + "4450" + i + "6b1");
        }
        flow.quic().clientShort = 5;
        flow.quic().serverShort = 5;
        return flow;
    }

    private static Flow sip() {
        Flow flow = shortHeaders(0).clientText("INVITE sip:a@b SIP/2.0\r\n").serverText("OPTIONS sip:a@b SIP/2.0\r\n");
        flow.quic().clientShort = 5;
        flow.quic().serverShort = 5;
        return flow;
    }

    private static Flow shortHeadersOneWay() {
        Flow flow = udp().client(40, "41aabbccdd").client(40, "45aabbccdd");
        flow.quic().clientShort = 2;
        return flow;
    }

    /** OpenVPN's data channel looks like this, too. */
    private static Flow firstByteAlike() {
        Flow flow = udp();
        for (int i = 0; i < 7; i++) {
            flow.client(100, "48000001").server(1200, "48000001");
        }
        flow.quic().clientShort = 7;
        flow.quic().serverShort = 7;
        return flow;
    }

    private static Flow transport(int lengthOffset, int step) {
        Flow flow = udp();
        for (int i = 1; i <= 4; i++) {
            String counter = String.format("%02x00000000000000", i * step);
            flow.client(96 + lengthOffset, "04000000 a1b2c3d4" + counter).server(128 + lengthOffset, "04000000 d4c3b2a1" + counter);
        }
        return flow;
    }

    private static Flow channelData(String first, String second) {
        return udp().client(first + "0004 01020304").server(first + "0004 01020304")
                .client(second + "0004 01020304").server(first + "0003 010203 00");
    }
}
