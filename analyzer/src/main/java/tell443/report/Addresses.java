package tell443.report;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Text of IP addresses: dotted quads, and RFC 5952 for IPv6. */
public final class Addresses {

    private static final String HEX = "0123456789abcdef";

    private Addresses() {}

    /** Without the zone that an address of the system may have. */
    public static String text(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        boolean ipv6 = bytes.capacity() > 4;
        RowBuffer out = new RowBuffer(40);
        write(ipv6, ipv6 ? bytes.getLong(0) : 0, ipv6 ? bytes.getLong(8) : bytes.getInt(0), out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.US_ASCII);
    }

    static void write(boolean ipv6, long high, long low, RowBuffer out) {
        if (!ipv6) {
            out.quad((int) low);
        } else if (high == 0 && low >>> 32 == 0xFFFF) {
            out.ascii("::ffff:"); // IPv4-mapped, RFC 5952 section 5
            out.quad((int) low);
        } else {
            groups(high, low, out);
        }
    }

    private static void groups(long high, long low, RowBuffer out) {
        int zeros = longestZeros(high, low);
        int from = zeros >>> 4;
        int count = zeros & 0xF;
        for (int i = 0; i < 8; ) {
            if (count > 1 && i == from) {
                out.put(':').put(':');
                i += count;
            } else {
                if (i > 0 && !(count > 1 && i == from + count)) {
                    out.put(':');
                }
                hex(group(high, low, i++), out);
            }
        }
    }

    /** Index of the first of the longest runs of zero groups &lt;&lt; 4 | its length (RFC 5952 section 4.2.3). */
    private static int longestZeros(long high, long low) {
        int best = 0;
        for (int i = 0, run = 0; i < 8; i++) {
            run = group(high, low, i) == 0 ? run + 1 : 0;
            if (run > (best & 0xF)) {
                best = i - run + 1 << 4 | run;
            }
        }
        return best;
    }

    private static int group(long high, long low, int i) {
        return (int) ((i < 4 ? high : low) >>> 48 - 16 * (i & 3)) & 0xFFFF;
    }

    private static void hex(int group, RowBuffer out) {
        for (int shift = 12; shift >= 0; shift -= 4) {
            if (shift == 0 || group >>> shift != 0) {
                out.put(HEX.charAt(group >>> shift & 0xF));
            }
        }
    }
}
