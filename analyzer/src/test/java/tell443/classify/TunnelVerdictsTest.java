package tell443.classify;

import static tell443.classify.Expect.that;
import static tell443.classify.Flow.tcp;
import static tell443.classify.Flow.udp;

import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tell443.facts.Quality;

/** Tunnels that are not TLS: joined late, by their own bytes, or by what shows through them. */
class TunnelVerdictsTest {

    private final Random random = new Random(443);

    @TestFactory
    Stream<DynamicTest> openVpnJoinedLate() {
        return Stream.of(
                that("data of version 2", data("48000002", "48000002", 1), "vpn/openvpn-udp openvpn-udp.data 0.9..0.9"),
                that("another key", data("4b000002", "4b000002", 1), "vpn/openvpn-udp openvpn-udp.data"),
                that("a peer without id", data("48ffffff", "48ffffff", 1), "vpn/openvpn-udp openvpn-udp.data"),
                that("data of version 1", data("30", "30", 1), "vpn/openvpn-udp openvpn-udp.data"),
                that("two peers", data("48000002", "48000003", 1), "unknown/undecided"),
                that("a magic word is no peer", data("4d414749", "4d414749", 1), "unknown/undecided"),
                that("ids that stand still", data("48000002", "48000002", 0), "unknown/undecided"),
                that("another opcode", data("58000002", "58000002", 1), "unknown/undecided"),
                that("over TCP, from message to message", dataOverTcp(), "vpn/openvpn-tcp openvpn-tcp.data 0.9..0.9"),
                that("over TCP, the lengths lead astray", misledOverTcp(0), "vpn/openvpn-tcp openvpn-tcp.data"),
                that("over TCP, a length that is longer than its turn", misledOverTcp(1), "unknown/undecided"),
                that("blocks of a cipher", blocks(16), "vpn/openvpn-udp openvpn-udp.data-blocks 0.8..0.8"),
                that("lengths that differ by less than a block", blocks(8), "unknown/undecided"),
                that("version 2.6, scrambled", begun(14, 26, 303, 26), "vpn/openvpn-udp openvpn-udp.begun 0.6..0.6"),
                that("an acknowledgment of another length", begun(14, 26, 303, 27), "unknown/undecided"),
                that("no ClientHello", begun(14, 26, 100, 26), "unknown/undecided"));
    }

    private Flow data(String client, String server, int step) {
        Flow flow = udp().quality(Quality.MIDSTREAM);
        for (int i = 0; i < 5; i++) {
            flow.client(100 + i, client + id(700 + i * step) + noise(20)).server(300 - i, server + id(90 + i * step) + noise(20));
        }
        return flow;
    }

    private Flow dataOverTcp() {
        Flow flow = tcp().quality(Quality.MIDSTREAM).frames();
        for (int i = 0; i < 7; i++) {
            flow.client(100 + i, "48000002" + id(700 + i) + noise(20));
        }
        return flow;
    }

    /** Turns that begin with messages, though the capture does not. */
    private Flow misledOverTcp(int more) {
        Flow flow = tcp().quality(Quality.MIDSTREAM);
        for (int i = 0; i < 4; i++) {
            String length = HexFormat.of().toHexDigits((short) (98 + more));
            flow.client(100, length + "48000002" + id(7 + i) + noise(20)).server(100, length + "48000002" + id(9 + i) + noise(20));
        }
        return flow;
    }

    private Flow blocks(int block) {
        Flow flow = udp();
        for (int i = 0; i < 7; i++) {
            flow.client(104 + i * block, "48000006" + noise(24)).server(1432, "48000006" + noise(24));
        }
        return flow;
    }

    private Flow begun(int reset, int answer, int hello, int acknowledgment) {
        return udp().client(reset, noise(14)).server(answer, noise(20)).client(hello, noise(30)).server(1222, noise(30))
                .client(acknowledgment, noise(20)).server(504, noise(30));
    }

    @TestFactory
    Stream<DynamicTest> wireGuardInDisguise() {
        return Stream.of(
                that("foreign types", disguised("5a17c3f0", "5a17c3f0", 16), "vpn/wireguard wireguard.disguised 0.9..0.9"),
                that("types that differ", disguised("5a17c3f0", "5a17c3f1", 16), "unknown/undecided"),
                that("lengths of no blocks", disguised("5a17c3f0", "5a17c3f0", 7), "unknown/undecided"),
                that("the longest fills the path", late(1452), "vpn/wireguard wireguard.transport"),
                that("two lengths of no blocks", late(1452, 1449), "vpn/wireguard wireguard.transport-one-way 0.7..0.7"),
                that("some come late", swapped(), "vpn/wireguard wireguard.transport"),
                that("junk before the handshake", junk("a1b2c3d4", "a1b2c3d4"), "vpn/wireguard wireguard.junk 0.8..0.8"),
                that("junk and another index", junk("a1b2c3d4", "a1b2c3d5"), "unknown/undecided"),
                that("junk and a number that was not drawn", junk("00000001", "00000001"), "unknown/undecided"));
    }

    private Flow disguised(String client, String server, int step) {
        Flow flow = udp();
        for (int i = 1; i < 6; i++) {
            flow.client(96 + i * step, client + "a1b2c3d4" + counter(i) + noise(16));
            flow.server(128 + i * step, server + "d4c3b2a1" + counter(i + 40) + noise(16));
        }
        return flow;
    }

    private Flow late(int... lengths) {
        Flow flow = udp();
        for (int i = 1; i < 6; i++) {
            flow.client(96, "04000000 a1b2c3d4" + counter(i) + noise(16));
            flow.server(lengths[i % lengths.length], "04000000 d4c3b2a1" + counter(i + 40) + noise(16));
        }
        return flow;
    }

    private Flow swapped() {
        Flow flow = udp();
        for (int i : new int[] {1, 2, 4, 3, 5, 6}) {
            flow.client(96, "04000000 a1b2c3d4" + counter(i) + noise(16)).server(96, "04000000 d4c3b2a1" + counter(i) + noise(16));
        }
        return flow;
    }

    private Flow junk(String sent, String received) {
        return udp().client(77, noise(77)).client(148 + 15, noise(15) + "5a17c3f0" + sent + noise(60))
                .server(92 + 18, noise(18) + "6b17c3f0 11223344" + received + noise(40));
    }

    @TestFactory
    Stream<DynamicTest> named() {
        String fastd = "0100 0094 0000 0100 01";
        String nebula = "10000000 00000000 0000000000000001";
        String ike = "00000000 0102030405060708 ";
        String l2tp = "c802 0014 0000 0000 0000 0000 8008 0000 0000 000";
        return Stream.of(
                that("fastd", udp().client(152, fastd).server(261, "c803000c 0000000000000000 010000f5 00000100 02"),
                        "vpn/fastd fastd.handshake 0.95..1"),
                that("fastd, another length", udp().client(153, fastd).server(261, "c803000c 0000000000000000 010000f5 00000100 02"),
                        "unknown/undecided"),
                that("fastd, nobody answers", udp().client(152, fastd), "vpn/fastd fastd.unanswered 0.7..0.7"),
                that("fastd joined late", numbers(2, 31, 18), "vpn/fastd fastd.data 0.85..0.85"),
                that("numbers that rise by one", numbers(1, 31, 18), "unknown/undecided"),
                that("both sides odd", numbers(2, 31, 19), "unknown/undecided"),
                that("Nebula", udp().client(300, nebula + noise(30)).server(310, "10000000 5566a7b8 0000000000000002" + noise(30)),
                        "vpn/nebula nebula.handshake 0.95..1"),
                that("Nebula joined late", nebula("11000000"), "vpn/nebula nebula.data 0.85..0.85"),
                that("another version", nebula("21000000"), "unknown/undecided"),
                that("IKE", udp().client(300, ike + "0000000000000000 21 20 22 08 00000000 00000128")
                        .server(300, ike + "1112131415161718 21 20 22 20 00000000 00000128"), "vpn/ike-udp ike-udp.exchange 0.95..1"),
                that("IKE whose length lies", udp().client(301, ike + "0000000000000000 21 20 22 08 00000000 00000128"),
                        "unknown/undecided"),
                that("L2TP", udp().client(20, l2tp + "1").server(20, l2tp + "2"), "vpn/l2tp l2tp.start 0.95..1"),
                that("L2TP whose length lies", udp().client(21, l2tp + "1 00").server(20, l2tp + "2"), "unknown/undecided"),
                that("tinc", tcp().clientText("0 here 17.7\n").serverText("0 there 17\n"), "vpn/tinc tinc.ids 0.95..1"),
                that("tinc, one side", tcp().clientText("0 here 17.7\n"), "vpn/tinc tinc.id 0.7..0.7"),
                that("another version of tinc", tcp().clientText("0 here 16\n").serverText("0 there 16\n"), "unknown/undecided"),
                that("a line of numbers", tcp().clientText("0 1 2 3\n").serverText("0 1 17\n"), "unknown/undecided"));
    }

    private Flow numbers(int step, int client, int server) {
        Flow flow = udp();
        for (int i = 0; i < 5; i++) {
            flow.client(100, "00000000" + id(client + i * step) + noise(20))
                    .server(100, "00000000" + id(server + i * step) + noise(20));
        }
        return flow;
    }

    private Flow nebula(String first) {
        Flow flow = udp();
        for (int i = 0; i < 4; i++) {
            flow.client(100, first + "5566a7b8 00000000" + id(3 + i) + noise(20))
                    .server(90, first + "8877a7b9 00000000" + id(9 + i) + noise(20));
        }
        return flow;
    }

    @TestFactory
    Stream<DynamicTest> whatShowsThrough() {
        int[] quiet = {60, -60, 60, -60, 60, -60, 60, -60};
        return Stream.of(
                that("TCP of Linux inside", udp().packets(quiet).packets(84, -84, 76, 593, -1200),
                        "vpn/unknown-tunnel unknown-tunnel.connection 0.6..0.6"),
                that("TCP of Windows inside", udp().packets(quiet).packets(76, -76, 64, 581, -1200),
                        "vpn/unknown-tunnel unknown-tunnel.connection"),
                that("the first two differ", udp().packets(quiet).packets(84, -85, 76, 593, -1200), "unknown/undecided"),
                that("no ClientHello", udp().packets(quiet).packets(84, -84, 76, 100, -1200), "unknown/undecided"),
                that("no server's flight", udp().packets(quiet).packets(84, -84, 76, 593, -400), "unknown/undecided"),
                that("padded", udp().packets(padded(0)), "vpn/unknown-tunnel unknown-tunnel.padded-connection 0.6..0.6"),
                that("not all padded", udp().packets(padded(1)), "unknown/undecided"),
                that("TLS behind random bytes", encrypted(114), "vpn/fully-encrypted encrypted-proxy.handshake 0.6..0.6"),
                that("TLS behind a stream cipher", encrypted(80), "vpn/fully-encrypted encrypted-proxy.handshake"),
                that("what no handshake ends with", encrypted(115), "other/fully-encrypted fully-encrypted.first-message"));
    }

    @TestFactory
    Stream<DynamicTest> whatShowsThroughLater() {
        return Stream.of(
                that("SETTINGS acknowledged inside", encrypted(619, -303, -15_928, 65, -62_000),
                        "vpn/fully-encrypted encrypted-proxy.ladder 0.6..0.6"),
                that("the same behind a stream cipher", encrypted(619, -15_928, 31, -62_000), "vpn/fully-encrypted encrypted-proxy.ladder"),
                that("closed inside", encrypted(619, -15_928, 300, -62_000, 58), "vpn/fully-encrypted encrypted-proxy.ladder"),
                that("both", encrypted(114, -303, -15_928, 65, -62_000), "vpn/fully-encrypted encrypted-proxy.handshake 0.85..0.85"),
                that("nothing of that length", encrypted(619, -15_928, 66, -62_000, 59), "other/fully-encrypted"),
                that("a length that closes, amid others", encrypted(619, -15_928, 58, -62_000, 300, -700, 310, -700, 300, -700),
                        "other/fully-encrypted"),
                that("keys typed", typed(73, 35, 67), "vpn/fully-encrypted encrypted-proxy.bytes 0.6..0.6"),
                that("keys behind a stream cipher", typed(41, 1, 17), "vpn/fully-encrypted encrypted-proxy.bytes"),
                that("two bytes each", typed(73, 36, 68), "other/fully-encrypted"));
    }

    @TestFactory
    Stream<DynamicTest> whatOtherConnectionsShow() {
        String alone = "other/fully-encrypted fully-encrypted.first-message 0.6..0.6";
        return Stream.of(
                that("most began like TLS", encrypted(115).streams(3, 6, 0), "vpn/fully-encrypted encrypted-proxy.server 0.75..0.75"),
                that("fewer than half did", encrypted(115).streams(3, 7, 0), alone),
                that("two did", encrypted(115).streams(2, 2, 0), alone),
                that("and so does this one", encrypted(114).streams(3, 6, 0), "vpn/fully-encrypted encrypted-proxy.server 0.85..0.85"),
                that("too short for an address and a hello", tcp().client(200, noise(160)).server(2005, noise(160)).client(90, noise(60))
                        .pieces(200, -2005, 90).streams(3, 6, 0), alone),
                that("lengths of one list", encrypted(115).streams(0, 0, 4), "vpn/fully-encrypted encrypted-proxy.lengths 0.75..0.75"),
                that("a server that sends files that nobody asks for", tcp().server(90_000, noise(160)), "other/fully-encrypted"),
                that("as much as is enough", tcp().server(100, noise(100)), "other/fully-encrypted"),
                that("and little of it", tcp().server(99, noise(99)), "unknown/undecided none"));
    }

    private Flow encrypted(int third, int... more) {
        return encrypted(third).pieces(more);
    }

    private Flow typed(int first, int each, int answer) {
        Flow flow = tcp().client(first, noise(first)).server(answer, noise(answer)).pieces(first, -answer);
        for (int i = 0; i < 12; i++) {
            flow.pieces(each, -each);
        }
        return flow;
    }

    private static int[] padded(int more) {
        int[] sizes = new int[30];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = (i % 2 == 0 ? 1 : -1) * (96 + i % 5 * 32 + (i % 3 == 0 ? more : 0));
        }
        System.arraycopy(new int[] {96, -96, 96, 608, -1452}, 0, sizes, 12, 5);
        return sizes;
    }

    private Flow encrypted(int finished) {
        return tcp().client(631, noise(160)).server(2005, noise(160)).client(finished, noise(60)).pieces(631, -2005, finished, -702, 233);
    }

    @TestFactory
    Stream<DynamicTest> forwardingOverSsh() {
        int[] one = {108, -44, 556, -2004, 116, -708};
        return Stream.of(
                that("one connection inside", ssh(one), "vpn/ssh-tunnel ssh-tunnel.handshake 0.6..0.6"),
                that("two connections inside", ssh(108, -44, 556, -2004, 116, -708, 116, -44, 2068, -1588, 220),
                        "vpn/ssh-tunnel ssh-tunnel.handshakes 0.85..0.85"),
                that("the server opens the channel", ssh(-108, 44, -556, 2004, -116, 708), "vpn/ssh-tunnel ssh-tunnel.handshake"),
                that("a confirmation of another length", ssh(108, -52, 556, -2004, 116), "other/ssh ssh.banners 0.99..0.99"),
                that("no server's flight", ssh(108, -44, 556, -200, 116), "other/ssh ssh.banners"),
                that("keys and their echo", ssh(36, -36, 36, -36, 36, -36, 36, -92), "other/ssh ssh.banners"),
                that("files", ssh(84, -68, 100, -52, 59_848, -68, 68, -52), "other/ssh ssh.banners"),
                that("the same without SSH", tcp().client("00").server("00").pieces(keys()).pieces(one), "unknown/undecided"));
    }

    /** Sizes computed from RFC 4254 for chacha20-poly1305 and, where blocks make things alike, for aes128-ctr. */
    @TestFactory
    Stream<DynamicTest> forwardingOverSshThatIsNotTls() {
        return Stream.of(
                that("pages", sshTimes(2, 92, -44, 124, -2628, 36, -72), "vpn/ssh-tunnel ssh-tunnel.channels 0.6..0.6"),
                that("the server opens the channels", sshTimes(2, -92, 44, -124, 2628, -36, 72), "vpn/ssh-tunnel ssh-tunnel.channels"),
                that("one alone", sshTimes(1, 92, -44, 124, -2628, 36, -72), "other/ssh ssh.banners 0.99..0.99"),
                that("nothing is closed", sshTimes(4, 92, -44, 124, -2628), "other/ssh"),
                that("one side makes its window wider", sshTimes(4, 92, -44, 124, -2628, 36), "other/ssh"),
                that("sessions in one connection", sshTimes(9, 52, -44, 136, -72, -1144, 36, -72), "other/ssh"),
                that("a handle as long as a confirmation", sshTimes(9, 84, -44, 68, -3604, 68, -68, 52, -68), "other/ssh"),
                that("packets", sshTimes(2, 100, -100, 92, 180, -92, -2540, 92, -1540, 92, 92, -92, 92),
                        "vpn/ssh-tunnel ssh-tunnel.packets 0.6..0.6"),
                that("packets in blocks of 16 bytes", sshTimes(2, 92, -92, 92, 172, -92, -2540, 92, -1540, 92), "vpn/ssh-tunnel ssh-tunnel.packets"),
                that("such a beginning once", ssh(92, -92, 92, 172, -92, -2540, 92, -1540, 92, 92, 92), "other/ssh"),
                that("nothing fills a packet", sshTimes(3, 100, -100, 92, 180, -92, -240, 92, -540, 92, 92), "other/ssh"),
                that("small questions, large answers", sshTimes(20, 92, -92, 92, -4148), "other/ssh"),
                that("streams", sshTimes(4, 156, -2680, 44, -44), "vpn/ssh-tunnel ssh-tunnel.streams 0.6..0.6"),
                that("two streams", sshTimes(2, 156, -2680, 44, -44), "other/ssh"),
                that("sessions that begin with the same length", sshTimes(9, 44, -44, 136, -56, -1120, 28), "other/ssh"),
                that("streams of TLS", sshTimes(3, 60, 564, -804, 244, -556, 76, -44), "vpn/ssh-tunnel ssh-tunnel.hellos 0.6..0.6"),
                that("two of them", sshTimes(2, 60, 564, -804, 244, -556, 76, -44), "other/ssh"),
                that("the same, asked without an address", sshTimes(5, 564, -804, 244, -556, 36, -36), "other/ssh"));
    }

    /** SSH compresses: a confirmation is shorter than SERVICE_ACCEPT; what TLS says first is not. */
    @TestFactory
    Stream<DynamicTest> forwardingOverSshThatCompresses() {
        return Stream.of(
                that("TLS at once", ssh(60, -28, 364, -1596, 108, 124, -700), "vpn/ssh-tunnel ssh-tunnel.compressed 0.6..0.6"),
                that("a proxy is asked first", ssh(76, -36, 44, -36, 68, -36, 364, -1620, 124), "vpn/ssh-tunnel ssh-tunnel.compressed"),
                that("a session, which names no host", ssh(52, -36, 364, -1596, 108, 124, -700), "other/ssh ssh.banners"),
                that("what confirms says more", ssh(60, -52, 364, -1596, 108, 124, -700), "other/ssh ssh.banners"),
                that("no ClientHello", ssh(60, -28, 164, -1596, 108, 124, -700), "other/ssh ssh.banners"),
                that("no server's flight", ssh(60, -28, 364, -596, 108, 124, -700), "other/ssh ssh.banners"),
                that("nothing that ends a handshake", ssh(60, -28, 364, -1596, 36, 124, -700), "other/ssh ssh.banners"),
                that("many questions first", ssh(76, -36, 44, -36, 44, -36, 44, -36, 68, 364, -1620, 124), "other/ssh ssh.banners"));
    }

    /** Seen in 152 connections with shells, copies, sftp, git and calls that were made to look for accidents. */
    @TestFactory
    Stream<DynamicTest> sessionsOverSshAreNoTunnels() {
        return Stream.of(
                that("sftp's numbers", sshTimes(4, -172, 44, -52, -1932, 36, -36, 36, -36), "other/ssh ssh.banners"),
                that("a banner in a channel that the server opens", sshTimes(2, -92, 44, -60, 60, 1316, -1520, 36, -36), "vpn/ssh-tunnel"),
                that("calls of a program in blocks of 16 bytes", sshTimes(2, 128, -44, 60, -60, 36, -36), "other/ssh ssh.banners"),
                that("many headers alone", sshTimes(4, 156, -2680, 44, -44, 44, 44, -44), "other/ssh ssh.banners"),
                that("the server closes, too", sshTimes(4, 156, -2680, 44, -44, 36, -36, -36), "other/ssh ssh.banners"),
                that("headers that answer nothing", sshTimes(4, 156, -2680, 44, 60, -52, 60, -52, -44), "other/ssh ssh.banners"));
    }

    private static Flow sshTimes(int times, int first, int... rest) {
        Flow flow = ssh();
        for (int i = 0; i < times; i++) {
            flow.pieces(first).pieces(rest);
        }
        return flow;
    }

    private static int[] keys() {
        return new int[] {41, -41, 1560, -1088, 1208, -1564, 16, 44, -44, 60, -76, 204, -164, 388, -28};
    }

    private static Flow ssh(int... sizes) {
        return tcp().clientText("SSH-2.0-OpenSSH_9.2\r\n").serverText("SSH-2.0-OpenSSH_9.2\r\n").pieces(keys()).pieces(sizes);
    }

    @TestFactory
    Stream<DynamicTest> quicJoinedLate() {
        return Stream.of(
                that("short headers", shorts(0x40, "a1b2c3d4e5f60718", ""), "quic/midstream quic.protected 0.8..0.8"),
                that("the fixed bit greased", shorts(0, "a1b2c3d4e5f60718", ""), "quic/midstream quic.protected"),
                that("the fixed bit greased, a short id", shorts(0, "a1b2c3d4", ""), "unknown/undecided"),
                that("long headers between", shorts(0xC0, "a1b2c3d4e5f60718", ""), "unknown/undecided"),
                that("no id", shorts(0x40, "", ""), "unknown/undecided"),
                that("a small number is no id", shorts(0x40, "00000007", ""), "unknown/undecided"),
                that("a counter is not masked", counting(), "unknown/undecided"),
                that("the same again is not sealed", shorts(0x40, "a1b2c3d4e5f60718", "00112233445566778899aabbccddeeff00112233445566"),
                        "unknown/undecided"));
    }

    private Flow shorts(int bits, String id, String rest) {
        Flow flow = udp();
        for (int i = 0; i < 8; i++) {
            flow.client(60, octet(bits | i * 13 & 0x1F) + id + (rest.isEmpty() ? noise(40) : rest));
            flow.server(1200, octet(0x40 | i * 7 & 0x1F) + noise(40));
        }
        return flow;
    }

    private Flow counting() {
        Flow flow = udp();
        for (int i = 0; i < 8; i++) {
            flow.client(60, octet(0x4C + i) + "a1b2c3d4" + noise(40)).server(90, octet(0x4C + i) + "b1b2c3d4" + noise(40));
        }
        return flow;
    }

    private static String octet(int value) {
        return HexFormat.of().toHexDigits((byte) value);
    }

    private static String id(int number) {
        return HexFormat.of().toHexDigits(number);
    }

    private static String counter(int number) {
        return octet(number) + "00000000000000";
    }

    private String noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
