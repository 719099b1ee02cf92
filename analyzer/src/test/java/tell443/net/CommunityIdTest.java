package tell443.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors of the specification's own baseline (https://github.com/corelight/community-id-spec, BSD-3-Clause), seed 0. */
class CommunityIdTest {

    @ParameterizedTest(name = "{1} {2} {3} {4}")
    @CsvSource(textBlock = """
            true,  128.232.110.120, 34855, 66.35.250.204,  80,    1:LQU9qZlK+B5F3KDmev6m5PMibrg=
            false, 192.168.1.52,    54585, 8.8.8.8,        53,    1:d/FP5EW3wiY1vCndhwleRRKHowQ=
            true,  2001:470:e5bf:dead:4957:2174:e82c:4887, 63943, 2607:f8b0:400c:c03::1a, 25, 1:/qFaeAR+gFe1KYjMzVDsMv+wgU4=""")
    void bothDirectionsGiveThePublishedText(boolean tcp, String source, int sport, String destination, int dport, String expected)
            throws Exception {
        boolean ipv6 = source.indexOf(':') >= 0;
        long[] a = halves(source);
        long[] b = halves(destination);
        CommunityId id = new CommunityId();
        assertEquals(expected, id.v1(tcp, ipv6, a[0], a[1], b[0], b[1], sport, dport));
        assertEquals(expected, id.v1(tcp, ipv6, b[0], b[1], a[0], a[1], dport, sport));
    }

    private static long[] halves(String address) throws Exception {
        byte[] bytes = InetAddress.getByName(address).getAddress();
        ByteBuffer all = ByteBuffer.allocate(16);
        if (bytes.length == 4) {
            all.putShort(10, (short) -1);
        }
        all.put(16 - bytes.length, bytes);
        return new long[] {all.getLong(0), all.getLong(8)};
    }
}
