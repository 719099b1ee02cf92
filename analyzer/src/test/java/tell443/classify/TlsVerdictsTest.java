package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static tell443.classify.Expect.that;
import static tell443.classify.Flow.AES128;
import static tell443.classify.Flow.TLS12;
import static tell443.classify.Flow.TLS13;
import static tell443.classify.Flow.tcp;
import static tell443.classify.Flow.udp;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tell443.facts.Quality;
import tell443.facts.TlsFacts.Prefix;
import tell443.lists.Lists;

class TlsVerdictsTest {

    @TestFactory
    Stream<DynamicTest> https() {
        return Stream.of(
                that("a browser, TLS 1.3", tcp().sni("example.org").alpn("h2", "http/1.1").tls13(),
                        "https/tls https.handshake 0.88..0.88"),
                that("a page of some size", tcp().sni("example.org").alpn("h2", "http/1.1").tls13().largest(16_401),
                        "https/tls https.large-answer 0.95..0.97"),
                that("a long chain of certificates", tcp().alpn("h2", "http/1.1").tls13().largest(9_000),
                        "https/tls https.handshake 0.88..0.88"),
                that("no page where another protocol is agreed on", tcp().alpn("imap").tls13().largest(16_401), "other/tls tls.not-web"),
                that("only h2 offered", tcp().alpn("h2").tls13(), "https/h2 https.handshake"),
                that("only http/1.1 offered, with GREASE", tcp().alpn("\\x0a\\x0a", "http/1.1").tls13(), "https/h1"),
                that("h2 selected in sight", tcp().alpn("h2", "http/1.1").clientHello().serverHello(TLS12, 0xC02F, "h2"),
                        "https/h2 https.alpn 0.95..0.97"),
                that("http/1.1 selected in sight", tcp().alpn("h2", "http/1.1").clientHello().serverHello(TLS12, 0xC02F, "http/1.1"),
                        "https/h1"),
                that("no ALPN", tcp().sni("example.org").tls13(), "https/tls https.handshake"),
                that("no answer", tcp().sni("example.org").clientHello(), "https/tls https.client-hello 0.5..0.7"),
                that("refused", tcp().sni("example.org").clientHello().answered(), "https/tls https.refused 0.85..0.85"),
                that("refused, as far as one direction shows", tcp().quality(Quality.ONE_WAY).clientHello().answered(),
                        "https/tls https.client-hello 0.7..0.7"),
                that("server to client only", tcp().quality(Quality.ONE_WAY).serverHello(TLS12, 0xC02F, ""),
                        "https/tls https.server-hello 0.6..0.6"),
                that("records only", recordsOnly(tcp().quality(Quality.MIDSTREAM)), "unknown/encrypted-midstream none"),
                that("real ECH hides the name", tcp().sni("cloudflare-ech.com").ech().tls13(), "https/tls https.handshake 0.7..0.7"),
                that("real ECH, a page of some size", tcp().sni("cloudflare-ech.com").ech().tls13().largest(16_401),
                        "https/tls https.large-answer 0.7..0.7"),
                that("a content network's PROXY header", prefixed(Prefix.PROXY_V2), "https/tls"));
    }

    @TestFactory
    Stream<DynamicTest> doh() {
        return Stream.of(
                that("dedicated name", tcp().sni("dns.google").alpn("h2").tls13(), "doh/h2 doh.name 0.97..0.97"),
                that("joined late, hellos seen", tcp().sni("dns.nextdns.io").alpn("h2", "http/1.1").quality(Quality.MIDSTREAM).tls13(),
                        "doh/tls doh.name 0.6..0.6"),
                that("a customer's own name", tcp().sni("abc123.dns.nextdns.io").alpn("h2").tls13(), "doh/h2 doh.name"),
                that("dedicated address, no name", tcp().address(1, 1, 1, 1).alpn("h2", "http/1.1").tls13(),
                        "doh/tls doh.address 0.9..0.9"),
                that("dedicated address, the address as name", tcp().address(1, 1, 1, 1).sni("1.1.1.1").alpn("h2").tls13(),
                        "doh/h2 doh.address"),
                that("dedicated address, another name", tcp().address(8, 8, 8, 8).sni("example.org").tls13(),
                        "https/tls https.handshake 0.6..0.9"),
                that("dedicated address, joined late, records only", recordsOnly(tcp().address(1, 1, 1, 1).quality(Quality.MIDSTREAM)),
                        "doh/tls doh.address 0.6..0.6"),
                that("certificate of a resolver, no name", tcp().clientHello().serverHello(TLS12, 0xC02F, "h2")
                        .certificate("CN=cloudflare-dns.com", "CN=ca", "cloudflare-dns.com", "*.cloudflare-dns.com"),
                                "doh/h2 doh.certificate 0.9..0.9"),
                that("shared name is left open", tcp().sni("dnsforge.de").alpn("h2").tls13(), "unknown/undecided"),
                that("shared name with a page's records", tcp().sni("dnsforge.de").alpn("h2").tls13().largest(16_400), "https/h2"),
                that("shared address says little", tcp().address(116, 202, 176, 26).sni("example.org").tls13(),
                        "https/tls https.handshake 0.85..1"),
                that("list older than three years", tcp().address(9, 9, 9, 9).startedIn(2035).tls13(), "https/tls"),
                that("trap: help page", tcp().sni("951c558a.is-doh.help.every1dns.net").alpn("h2").tls13(), "https/h2"),
                that("trap: program's page", tcp().sni("simplednscrypt.org").alpn("h2").tls13(), "https/h2"),
                that("trap: updates of a resolver's owner", tcp().sni("updates.opendns.com").alpn("h2").tls13(), "https/h2"),
                that("trap: measuring host", tcp().sni("dns-mohh8h15g.sombrero.yahoo.net").alpn("h2").tls13(), "https/h2"),
                that("trap: parent of a resolver", tcp().sni("nextdns.io").alpn("h2").tls13(), "https/h2"),
                that("trap: parent of customers' names", tcp().sni("d.adguard-dns.com.example.org").tls13(), "https/tls"),
                that("DNS over TLS by ALPN", tcp().sni("example.org").alpn("dot").tls13(), "doh/dot dot.alpn 0.95..1"),
                that("dot beside h2 is a browser's whim", tcp().sni("example.org").alpn("h2", "dot").tls13(), "https/tls"));
    }

    @TestFactory
    Stream<DynamicTest> notWeb() {
        return Stream.of(
                that("mail", tcp().alpn("imap").tls13(), "other/tls tls.not-web 0.95..1"),
                that("AWS IoT", tcp().alpn("x-amzn-mqtt-ca").tls13(), "other/tls"),
                that("TURN selected", tcp().alpn("h2", "stun.turn").clientHello().serverHello(TLS12, 0xC02F, "stun.turn"), "other/tls"),
                that("h2 beside mqtt", tcp().alpn("mqtt", "h2").tls13(), "https/tls"),
                that("DTLS", dtls(udp().clientHello().serverHello(0xFEFD, 0xFEFD, 0xC02F, "")), "other/dtls dtls.handshake"),
                that("DTLS, one hello", dtls(udp().clientHello()), "other/dtls dtls.hello 0.5..0.7"));
    }

    @TestFactory
    Stream<DynamicTest> tunnels() {
        return Stream.of(
                that("cipher never offered", tcp().clientHello().serverHello(TLS12, 0x009C, ""), "vpn/fake-tls fake-tls.cipher 0.95..1"),
                that("draft of TLS 1.3", tcp().clientHello().serverHello(0x7F12, 0x7F12, 0x0010, ""), "https/tls"),
                that("cipher never offered, but a gap", tcp().quality(Quality.GAP).clientHello().serverHello(TLS12, 0x009C, ""),
                        "https/tls"),
                that("framing lost", framingLost(tcp().tls13()), "vpn/fake-tls fake-tls.framing 0.6..0.7"),
                that("framing lost behind a gap", framingLost(tcp().quality(Quality.GAP).tls13()), "https/tls"),
                that("framing lost after an alert", framingLost(tcp().tls13().record(21, 26)), "https/tls"),
                that("framing lost where bytes came twice", twice(framingLost(tcp().tls13())), "https/tls"),
                that("the client never changes its cipher", changedCipher(tcp().clientHello().serverHello(TLS12, 0xC02F, ""), false),
                        "vpn/fake-tls fake-tls.no-change-cipher 0.95..1"),
                that("the client changes its cipher", changedCipher(tcp().clientHello().serverHello(TLS12, 0xC02F, ""), true), "https/tls"),
                that("no change of cipher was captured", changedCipher(tcp().quality(Quality.GAP).clientHello()
                        .serverHello(TLS12, 0xC02F, ""), false), "https/tls"),
                that("TLS 1.3 need not change its cipher", changedCipher(tcp().tls13(), false), "https/tls"),
                that("what follows the server's change is no Finished", tcp().quality(Quality.GAP).clientHello()
                        .serverHello(TLS12, 0xC02F, "").record(22, -91).record(20, -1).record(22, -1500), "vpn/fake-tls fake-tls.finished 0.9..1"),
                that("nor the client's", tcp().clientHello().serverHello(TLS12, 0xC02F, "").record(22, 866).record(20, 1).record(22, -91)
                        .record(22, 337), "vpn/fake-tls fake-tls.finished 0.9..1"),
                that("a Finished, and a handshake within", tcp().clientHello().serverHello(TLS12, 0xC02F, "").record(22, -91).record(20, -1)
                        .record(22, -40).record(22, -4000), "https/tls"),
                that("a long flight before the change", tcp().clientHello().serverHello(TLS12, 0xC02F, "").record(22, -91).record(22, -4000)
                        .record(20, -1).record(22, -40), "https/tls"),
                that("TLS behind an RDP request", prefixed(Prefix.RDP), "other/rdp rdp.tls 0.95..1"),
                that("Tor", tcp().sni("www.4yxmvgrm5.com").clientHello().serverHello(TLS12, 0xC02F, "")
                        .certificate("CN=www.b3qj6ydq.net", "CN=www.fzmuvhpqe.com"), "vpn/tor tor.certificate 0.95..1"),
                that("trap: a company's certificate", tcp().sni("www.linkedin.com").clientHello().serverHello(TLS12, 0xC02F, "")
                        .certificate("CN=www.linkedin.com,O=LinkedIn", "CN=DigiCert"), "https/tls"),
                that("trap: base32 name, ordinary issuer", tcp().sni("www.reddit.com").clientHello().serverHello(TLS12, 0xC02F, "")
                        .certificate("CN=www.reddit.net", "CN=ca.example.com"), "https/tls"),
                that("trap: the name asked for answers", tcp().sni("www.abcdefgh.net").clientHello().serverHello(TLS12, 0xC02F, "")
                        .certificate("CN=www.abcdefgh.net", "CN=www.ijklmnop.com"), "https/tls"),
                that("proxy before TLS", prefixed(Prefix.HTTP_CONNECT), "vpn/unknown-tunnel proxy.http-connect 0.95..1"),
                that("SOCKS before TLS", prefixed(Prefix.SOCKS5), "vpn/unknown-tunnel proxy.socks"),
                that("Private Relay over TLS", tcp().sni("mask-h2.icloud.com").alpn("h2").tls13(), "vpn/masque masque.endpoint 0.6..0.6"),
                that("a vendor's web site", tcp().sni("api.nordvpn.com").alpn("h2").tls13(), "https/h2 https.handshake 0.85..1"),
                that("AnyConnect's own DTLS", badVersion(), "vpn/anyconnect-dtls anyconnect.bad-version 0.95..1"),
                that("DTLS resumed at once", dtls(udp().sessionId(32).clientHello().serverHello(0xFEFD, 0xFEFD, 0xC02F, "")),
                        "vpn/anyconnect-dtls anyconnect.resumed 0.6..0.6"),
                that("DTLS resumed at once with a pre-shared key", dtls(udp().sessionId(32).clientHello().serverHello(0xFEFD, 0xFEFD,
                        0x00A8, "")),
                        "vpn/anyconnect-dtls anyconnect.resumed 0.85..0.85"));
    }

    @Test
    void operatorOfAVendorsWebSiteIsNamed() {
        assertEquals("NordVPN", tcp().sni("s1.nordcdn.com").alpn("h2").tls13().verdict().operator());
        assertEquals("Cloudflare", tcp().address(1, 1, 1, 1).tls13().verdict().operator());
        assertEquals("", tcp().address(1, 1, 1, 1).sni("example.org").tls13().verdict().operator());
        assertEquals("Mullvad", tcp().sni("dns.mullvad.net").tls13().verdict().operator());
        assertEquals("", tcp().sni("api.nordvpn.com").tls13().verdict(Lists.none()).operator());
    }

    @Test
    void withoutListsNoNameSpeaks() {
        assertEquals(FlowClass.HTTPS, tcp().sni("dns.google").alpn("h2").tls13().verdict(Lists.none()).flowClass());
        assertEquals(FlowClass.HTTPS, tcp().address(1, 1, 1, 1).tls13().verdict(Lists.none()).flowClass());
        assertEquals(FlowClass.DOH, tcp().alpn("dot").tls13().verdict(Lists.none()).flowClass());
    }

    @Test
    void echIsRealOnlyByAKnownPublicName() {
        assertEquals(Ech.REAL, tcp().sni("cloudflare-ech.com").ech().tls13().verdict().ech());
        assertEquals(Ech.OFFERED, tcp().sni("example.org").ech().tls13().verdict().ech());
        assertEquals(Ech.NONE, tcp().sni("cloudflare-ech.com").tls13().verdict().ech());
        assertEquals(Ech.NOT_APPLICABLE, tcp().serverHello(TLS13, AES128, "").verdict().ech());
        assertEquals(Ech.OFFERED, tcp().sni("cloudflare-ech.com").ech().tls13().verdict(Lists.none()).ech());
    }

    private static Flow recordsOnly(Flow flow) {
        flow.tls().recordsOnly = true;
        return flow;
    }

    private static Flow framingLost(Flow flow) {
        flow.tls().loseFraming();
        return flow;
    }

    private static Flow twice(Flow flow) {
        flow.facts().client.retransmitted = 1;
        return flow;
    }

    private static Flow prefixed(Prefix prefix) {
        Flow flow = tcp().sni("example.org").alpn("h2", "http/1.1").tls13();
        flow.tls().setPrefix(prefix);
        return flow;
    }

    private static Flow dtls(Flow flow) {
        flow.tls().dtls = true;
        return flow;
    }

    private static Flow badVersion() {
        Flow flow = dtls(udp());
        flow.tls().speakDtlsBadVersion();
        return flow;
    }

    private static Flow changedCipher(Flow flow, boolean client) {
        flow.tls().serverChangedCipher = true;
        flow.tls().clientChangedCipher = client;
        flow.facts().client.dataRecords = 3;
        return flow;
    }
}
