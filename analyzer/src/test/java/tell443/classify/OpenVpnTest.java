package tell443.classify;

import static tell443.classify.Expect.that;
import static tell443.classify.Flow.tcp;
import static tell443.classify.Flow.udp;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tell443.facts.Quality;

class OpenVpnTest {

    private static final String CLIENT_ID = "0102030405060708";
    private static final String SERVER_ID = "1112131415161718";
    private static final String TIME = "684ed180"; // 1,750,000,000 s less 8 minutes or so
    private static final String REPLAY = "00000001" + TIME;
    private static final String SHA1 = "aa".repeat(20);
    private static final String SHA512 = "bb".repeat(64);
    private static final String ECHO = "01 00000000" + CLIENT_ID + "00000000";

    @TestFactory
    Stream<DynamicTest> resets() {
        return Stream.of(
                that("no authentication", udp().client("38" + CLIENT_ID + "00 00000000").server("40" + SERVER_ID + ECHO),
                        "vpn/openvpn-udp openvpn-udp.session 0.99..0.99"),
                that("tls-auth with SHA-1",
                        udp().client("38" + CLIENT_ID + SHA1 + REPLAY + "00 00000000").server("40" + SERVER_ID + SHA1 + REPLAY + ECHO),
                        "vpn/openvpn-udp openvpn-udp.session"),
                that("tls-auth with SHA-512",
                        udp().client("38" + CLIENT_ID + SHA512 + REPLAY + "00 00000000")
                                .server("40" + SERVER_ID + SHA512 + REPLAY + ECHO),
                        "vpn/openvpn-udp openvpn-udp.session"),
                that("key method 1", udp().client("08" + CLIENT_ID + "00 00000000").server("10" + SERVER_ID + ECHO), "vpn/openvpn-udp"),
                that("tls-crypt", udp().client(54, "38" + CLIENT_ID + REPLAY + "cc".repeat(37)).server(66,
                        "40" + SERVER_ID + REPLAY + "dd".repeat(49)),
                        "vpn/openvpn-udp openvpn-udp.tls-crypt 0.95..1"),
                that("tls-crypt-v2 with early negotiation", udp().client(353, "50" + CLIENT_ID + "0f000001" + TIME).server(72,
                        "40" + SERVER_ID + "0f000001" + TIME),
                        "vpn/openvpn-udp openvpn-udp.tls-crypt"),
                that("tls-crypt-v2, an earlier mark", udp().client(353, "50" + CLIENT_ID + "0a010001" + TIME).server(72,
                        "40" + SERVER_ID + "00000001" + TIME),
                        "vpn/openvpn-udp openvpn-udp.tls-crypt"),
                that("over TCP", tcp().frames().client("38" + CLIENT_ID + "00 00000000").server("40" + SERVER_ID + ECHO),
                        "vpn/openvpn-tcp openvpn-tcp.session 0.99..0.99"),
                that("lengths of a scrambled handshake", udp().client(42, "9f").server(54, "91").client(50, "95"),
                        "vpn/openvpn-udp openvpn-udp.lengths 0.6..0.6"),
                that("one side, four control messages", oneWay(4).quality(Quality.ONE_WAY),
                        "vpn/openvpn-udp openvpn-udp.one-way 0.7..0.7"),
                that("no payload in the server's packets is no one-way capture of OpenVPN", oneWay(3).quality(Quality.ONE_WAY),
                        "unknown/undecided"));
    }

    /** HMAC-SHA1, an IV of 16 bytes, and 16 n: 116 for a SYN, 100 for an ACK or a ping. */
    @TestFactory
    Stream<DynamicTest> staticKey() {
        return Stream.of(
                that("static key", random(68, -68, 100, -100, 116, -116, 100, 196, -1492, 100),
                        "vpn/openvpn-tcp openvpn-tcp.static-key 0.6..0.6"),
                that("one length that is no block more", random(68, -68, 100, -100, 116, -117, 100, 196), "other/fully-encrypted"),
                that("another remainder", random(70, -70, 102, -102, 118, -118, 102, 198), "other/fully-encrypted"),
                that("too few", random(68, -68, 100, -100, 116, -116, 100), "other/fully-encrypted"),
                that("answers are longer", random(68, -100, 68, -116, 84, -148, 68, -196), "other/fully-encrypted"),
                that("two lengths", random(68, -68, 100, -100, 68, -68, 100, -100), "other/fully-encrypted"));
    }

    private static Flow random(int... lengths) {
        java.util.Random random = new java.util.Random(443);
        Flow flow = tcp();
        byte[] bytes = new byte[120];
        random.nextBytes(bytes);
        String noise = java.util.HexFormat.of().formatHex(bytes);
        flow.client(bytes.length, noise).server(bytes.length, noise).frames();
        for (int length : lengths) {
            flow = length > 0 ? flow.client(length, noise.substring(0, 60)) : flow.server(-length, noise.substring(0, 60));
        }
        return flow;
    }

    @TestFactory
    Stream<DynamicTest> whatTheControlChannelHoldsDoesNotSpeak() {
        return Stream.of(
                that("the web's hellos", web(udp().client("38" + CLIENT_ID + "00 00000000").server("40" + SERVER_ID + ECHO)).inTunnel(),
                        "vpn/openvpn-udp openvpn-udp.session 0.99..0.99"),
                that("the web's hellos over TCP",
                        web(tcp().frames().client("38" + CLIENT_ID + "00 00000000").server("40" + SERVER_ID + ECHO)).inTunnel(),
                        "vpn/openvpn-tcp openvpn-tcp.session 0.99..0.99"),
                that("nothing that proves OpenVPN", web(tcp().client("38").server("40")).inTunnel(), "unknown/undecided"),
                that("nothing that proves OpenVPN over UDP", web(udp().client("38").server("40")).inTunnel(), "unknown/undecided"));
    }

    @TestFactory
    Stream<DynamicTest> attempts() {
        String rest = "cc".repeat(37);
        return Stream.of(
                that("tls-crypt, tried twice", udp().client(54, "38" + CLIENT_ID + REPLAY + rest).client(54, "38" + CLIENT_ID + "00000002"
                        + TIME + rest), "vpn/openvpn-udp openvpn-udp.attempt 0.85..0.85"),
                that("tls-crypt-v2 over TCP", tcp().frames().client(353, "50" + CLIENT_ID + "0f000001" + TIME),
                        "vpn/openvpn-tcp openvpn-tcp.attempt 0.85..0.85"),
                that("tls-auth", udp().client("38" + CLIENT_ID + SHA512 + REPLAY + "00 00000000"), "vpn/openvpn-udp openvpn-udp.attempt"),
                that("tls-auth of no known HMAC", udp().client("38" + CLIENT_ID + "bb".repeat(63) + REPLAY + "00 00000000"),
                        "unknown/undecided"),
                that("tls-auth with acknowledgments", udp().client("38" + CLIENT_ID + SHA1 + REPLAY + "01 00000000"), "unknown/undecided"),
                that("another length", udp().client(55, "38" + CLIENT_ID + REPLAY + rest), "unknown/undecided"),
                that("another packet id", udp().client(54, "38" + CLIENT_ID + "00000002" + TIME + rest), "unknown/undecided"),
                that("another time", udp().client(54, "38" + CLIENT_ID + "00000001" + "11111111" + rest), "unknown/undecided"),
                that("an answer that is none", udp().client(54, "38" + CLIENT_ID + REPLAY + rest).server("aa".repeat(20)),
                        "unknown/undecided"),
                that("a scanner's bare reset", udp().client("38" + CLIENT_ID + "00 00000000"), "unknown/undecided"));
    }

    private static Flow web(Flow flow) {
        return flow.sni("dns.google").alpn("h2").clientHello().serverHello(Flow.TLS12, Flow.AES128, "h2");
    }

    @TestFactory
    Stream<DynamicTest> traps() {
        return Stream.of(
                that("another session id",
                        udp().client("38" + CLIENT_ID + "00 00000000").server("40" + SERVER_ID + "01 00000000" + SERVER_ID + "00000000"),
                        "unknown/undecided"),
                that("session id of zeros",
                        udp().client("38" + "00".repeat(8) + "00 00000000")
                                .server("40" + SERVER_ID + "01 00000000" + "00".repeat(8) + "00000000"),
                        "unknown/undecided"),
                that("no acknowledgement",
                        udp().client("38" + CLIENT_ID + "00 00000000").server("40" + SERVER_ID + "00 00000000" + CLIENT_ID + "00000000"),
                        "unknown/undecided"),
                that("key id 1", udp().client("39" + CLIENT_ID + "00 00000000").server("41" + SERVER_ID + ECHO), "unknown/undecided"),
                that("QUIC short headers with one connection id", udp().client(40, "40" + CLIENT_ID).server(60,
                        "50" + SERVER_ID).client(40, "40" + CLIENT_ID),
                        "unknown/undecided"),
                that("QUIC short header that begins like a reset", udp().client(1200, "50" + CLIENT_ID + REPLAY).server(60,
                        "40" + SERVER_ID + "ee".repeat(40)),
                        "unknown/undecided"),
                that("VXLAN on this port, one way", vxlan().quality(Quality.ONE_WAY), "unknown/undecided"),
                that("resets without end, one way", udp().client("38" + CLIENT_ID + "00 00000000").client("38" + CLIENT_ID + "00 00000000")
                        .client("38" + CLIENT_ID + "00 00000000").client("38" + CLIENT_ID + "00 00000000"), "unknown/undecided"),
                that("DTLS", udp().client(60, "16feff0000000000000000").server(60, "16feff0000000000000000"), "unknown/undecided"),
                that("tls-crypt at another time", udp().client(54, "38" + CLIENT_ID + "00000001 00000001" + "cc".repeat(37))
                        .server(66, "40" + SERVER_ID + "00000001 00000001" + "dd".repeat(49)), "unknown/undecided"),
                that("same bytes over TCP without lengths",
                        tcp().client("38" + CLIENT_ID + "00 00000000").server("40" + SERVER_ID + ECHO), "unknown/undecided"));
    }

    private static Flow vxlan() {
        Flow flow = udp();
        for (int i = 0; i < 6; i++) {
            flow.client(150, "08 000000 000042 00 0a0b0c0d0e0f");
        }
        return flow;
    }

    private static Flow oneWay(int count) {
        Flow flow = udp().client("38" + CLIENT_ID + "00 00000000");
        for (int i = 1; i < count; i++) {
            flow.client(200, "20" + CLIENT_ID + "00 0000000" + i);
        }
        return flow;
    }
}
