package tell443.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
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
        assertEquals(expected, text(id.v1(tcp, ipv6, a[0], a[1], b[0], b[1], sport, dport)));
        assertEquals(expected, text(id.v1(tcp, ipv6, b[0], b[1], a[0], a[1], dport, sport)));
    }

    @Test
    void anyFlowHasTheTextOfTheJdksOwnSha1AndBase64() throws Exception {
        CommunityId id = new CommunityId();
        Random random = new Random(443);
        for (int i = 0; i < 20_000; i++) {
            boolean ipv6 = random.nextBoolean();
            boolean tcp = random.nextBoolean();
            ByteBuffer input = ByteBuffer.allocate(40).putShort((short) 0);
            long[] smaller = address(random, ipv6, 0, input);
            long[] larger = address(random, ipv6, 1L << 31, input);
            int sport = random.nextInt(0x10000);
            int dport = random.nextInt(0x10000);
            input.put((byte) (tcp ? 6 : 17)).put((byte) 0).putShort((short) sport).putShort((short) dport);
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(input.array(), 0, input.position());
            String expected = "1:" + Base64.getEncoder().encodeToString(sha1.digest());
            assertEquals(expected, text(id.v1(tcp, ipv6, smaller[0], smaller[1], larger[0], larger[1], sport, dport)));
            assertEquals(expected, text(id.v1(tcp, ipv6, larger[0], larger[1], smaller[0], smaller[1], dport, sport)));
        }
    }

    /** A random address whose first bit is given, appended to {@code input}. */
    private static long[] address(Random random, boolean ipv6, long firstBit, ByteBuffer input) {
        if (!ipv6) {
            long address = random.nextInt() & 0x7FFF_FFFFL | firstBit;
            input.putInt((int) address);
            return new long[] {0, 0xFFFF_0000_0000L | address};
        }
        long high = random.nextLong() & Long.MAX_VALUE | firstBit << 32;
        long low = random.nextLong();
        input.putLong(high).putLong(low);
        return new long[] {high, low};
    }

    private static String text(byte[] id) {
        return new String(id, StandardCharsets.ISO_8859_1);
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
