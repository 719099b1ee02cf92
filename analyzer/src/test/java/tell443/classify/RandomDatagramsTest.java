package tell443.classify;

import static tell443.classify.Expect.that;
import static tell443.classify.Flow.udp;

import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Random datagrams of a call, and the same with one thing that a header, a tunnel or another protocol would show. */
class RandomDatagramsTest {

    private static final String CALL = "other/fully-encrypted fully-encrypted.datagrams 0.6..0.6";
    private static final String NOTHING = "unknown/undecided none";

    /** Bytes put over the noise of datagram {@code i}, or none. */
    private interface Change {
        void to(byte[] datagram, int i);
    }

    @TestFactory
    Stream<DynamicTest> randomBothWays() {
        return Stream.of(
                that("a call", call(12, 200, (b, i) -> { }), CALL),
                that("one that fills a packet, as tunnels do", call(12, 200, (b, i) -> { }).packets(1200), NOTHING),
                that("large ones of any length", call(12, 200, (b, i) -> { }).packets(1200, -1100, 1017, -1300, -1100, 1044), CALL),
                that("large ones that are alike", call(12, 200, (b, i) -> { }).packets(1200, -1100, 1100, -1300, -1100, 1044), NOTHING),
                that("too few", call(6, 200, (b, i) -> { }), NOTHING),
                that("too short for anything", call(12, 12, (b, i) -> { }), NOTHING),
                that("a type in the first byte", call(12, 200, (b, i) -> b[0] = 0x11), NOTHING),
                that("a session behind eight bytes", call(12, 200, (b, i) -> b[9] = 0x5C), NOTHING),
                that("a number that rises", call(12, 200, (b, i) -> number(b, 16, 7 + i, 8)), NOTHING),
                that("a number that rises, low byte first", call(12, 200, (b, i) -> number(b, 16, 0, 7 + i)), NOTHING),
                that("the fixed bit of QUIC", call(12, 200, (b, i) -> b[0] = (byte) (b[0] & 0x3F | 0x40)), NOTHING),
                that("zeros here and there", call(12, 200, (b, i) -> b[30 + i % 2 * 20] = b[50 + i] = b[70 + i] = b[90 + i] = b[110] =
                        b[120] = b[130] = 0), NOTHING),
                that("text", call(12, 200, (b, i) -> text(b, 24)), "other/unnamed unnamed.text"),
                that("one side only", oneSide(), NOTHING));
    }

    @TestFactory
    Stream<DynamicTest> packetsPaddedToBlocks() {
        String tunnel = "vpn/unknown-tunnel unknown-tunnel.padded-packets 0.6..0.6";
        return Stream.of(
                that("a tunnel with a block cipher", padded(4).packets(1444, -1444, 1444), tunnel),
                that("a longer tag", padded(12).packets(1452, -1452, 1452), tunnel),
                that("fewer full packets", padded(4).packets(1444, -1444), NOTHING),
                that("no full packets", padded(4).packets(932, -932, 932), CALL),
                that("one in three is not padded", padded(4).packets(85, -87, 90, -99, 101, -103, 86, -111).packets(1444, -1444, 1444), NOTHING),
                that("a session in the clear before the blocks", blocks(4, (b, i) -> b[2] = 0x5C).packets(1444, -1444, 1444), NOTHING));
    }

    private static Flow padded(int more) {
        return blocks(more, (b, i) -> { });
    }

    private static Flow blocks(int more, Change change) {
        Random random = new Random(5);
        Flow flow = udp();
        for (int i = 0; i < 24; i++) {
            byte[] datagram = new byte[80 + 16 * random.nextInt(6) + more];
            random.nextBytes(datagram);
            change.to(datagram, i);
            String hex = HexFormat.of().formatHex(datagram);
            flow = (i % 2 == 0 ? flow.client(hex) : flow.server(hex)).packets(i % 2 == 0 ? datagram.length : -datagram.length);
        }
        return flow;
    }

    private static void number(byte[] datagram, int at, int low, int next) {
        datagram[at] = (byte) (low > 0 ? 0 : next);
        datagram[at + 1] = (byte) low;
    }

    private static void text(byte[] datagram, int from) {
        for (int at = from; at < datagram.length; at++) {
            datagram[at] = (byte) ('a' + (datagram[at] & 0xF));
        }
    }

    private static Flow call(int count, int length, Change change) {
        Random random = new Random(3);
        Flow flow = udp();
        for (int i = 0; i < count; i++) {
            byte[] datagram = new byte[length + (length > 12 ? random.nextInt(80) : 0)];
            random.nextBytes(datagram);
            change.to(datagram, i);
            String hex = HexFormat.of().formatHex(datagram);
            flow = (i % 2 == 0 ? flow.client(hex) : flow.server(hex)).packets(i % 2 == 0 ? datagram.length : -datagram.length);
        }
        return flow;
    }

    private static Flow oneSide() {
        Random random = new Random(3);
        Flow flow = udp();
        for (int i = 0; i < 12; i++) {
            byte[] datagram = new byte[200];
            random.nextBytes(datagram);
            flow.client(HexFormat.of().formatHex(datagram)).packets(200);
        }
        return flow;
    }
}
