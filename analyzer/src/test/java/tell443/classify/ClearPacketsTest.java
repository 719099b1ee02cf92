package tell443.classify;

import static tell443.classify.Expect.that;
import static tell443.classify.Flow.tcp;
import static tell443.classify.Flow.udp;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tell443.fixtures.Ip;

/** IP packets in the clear inside a flow, and the same with one field that does not fit. */
class ClearPacketsTest {

    private static final String TUNNEL = "vpn/unknown-tunnel unknown-tunnel.clear-packets 0.95..0.95";
    private static final String HEADER = "0c00000300000000";

    /** What is done to a message before it is sent. */
    private interface Change {
        byte[] of(byte[] message, int i);
    }

    @TestFactory
    Stream<DynamicTest> packetsInside() {
        return Stream.of(
                that("bare", datagrams("", "192.0.2.1", "198.51.100.1", (b, i) -> b), TUNNEL),
                that("behind a header", datagrams(HEADER, "192.0.2.1", "198.51.100.1", (b, i) -> b), TUNNEL),
                that("IPv6", datagrams(HEADER, "2001:db8::1", "2001:db8::2", (b, i) -> b), TUNNEL),
                that("behind a length in TCP", frames((b, i) -> b), TUNNEL),
                not("another checksum", datagrams(HEADER, "192.0.2.1", "198.51.100.1", (b, i) -> with(b, 8 + 10, i == 2 ? 1 : 0))),
                not("another length", datagrams(HEADER, "2001:db8::1", "2001:db8::2", (b, i) -> with(b, 8 + 5, i == 1 ? 1 : 0))),
                not("a protocol that is none", datagrams(HEADER, "2001:db8::1", "2001:db8::2", (b, i) -> with(b, 8 + 6, 200))),
                not("a byte more before one", datagrams(HEADER, "192.0.2.1", "198.51.100.1", (b, i) -> i == 3 ? longer(b) : b)),
                not("two only", twoOnly()));
    }

    private static DynamicTest not(String name, Flow flow) {
        return DynamicTest.dynamicTest(name, () -> org.junit.jupiter.api.Assertions.assertFalse(
                Expect.ids(flow.verdict()).contains("clear-packets"), Expect.ids(flow.verdict())));
    }

    private static Flow datagrams(String header, String client, String server, Change change) {
        Flow flow = udp();
        for (int i = 0; i < 6; i++) {
            String hex = HexFormat.of().formatHex(change.of(bytes(header, client, server, i), i));
            flow = i % 2 == 0 ? flow.client(hex) : flow.server(hex);
        }
        return flow;
    }

    private static Flow frames(Change change) {
        Flow flow = tcp().client("0040" + "45".repeat(30)).frames();
        for (int i = 0; i < 6; i++) {
            flow = flow.client(HexFormat.of().formatHex(change.of(bytes("", "192.0.2.1", "198.51.100.1", i), i)));
        }
        return flow;
    }

    private static Flow twoOnly() {
        String hex = HexFormat.of().formatHex(bytes(HEADER, "192.0.2.1", "198.51.100.1", 0));
        return udp().client(hex).server(hex).client("aa").server("bb");
    }

    private static byte[] bytes(String header, String client, String server, int i) {
        Ip way = Ip.from(client).to(server);
        byte[] packet = (i % 2 == 0 ? way : way.reply()).udp(5000, 53, new byte[20 + i * 7]);
        byte[] before = HexFormat.of().parseHex(header);
        byte[] message = java.util.Arrays.copyOf(before, before.length + packet.length);
        System.arraycopy(packet, 0, message, before.length, packet.length);
        return message;
    }

    private static byte[] with(byte[] message, int at, int value) {
        message[at] ^= (byte) value;
        return message;
    }

    private static byte[] longer(byte[] message) {
        byte[] longer = new byte[message.length + 1];
        System.arraycopy(message, 0, longer, 1, message.length);
        return longer;
    }
}
