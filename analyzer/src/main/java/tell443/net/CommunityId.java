package tell443.net;

import java.nio.charset.StandardCharsets;
import tell443.hash.Sha1;

/**
 * Community ID flow hash, version 1, seed 0 (https://github.com/corelight/community-id-spec): the same text for both
 * directions of a flow, as Zeek, Suricata and Wireshark compute it. One object per worker.
 *
 * <pre>
 *  seed 2 | smaller address 4 or 16 | larger address | protocol 1 | 0 | port of the smaller 2 | port of the larger 2
 * </pre>
 */
public final class CommunityId {

    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final byte[] BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".getBytes(StandardCharsets.ISO_8859_1);

    private final Sha1 sha1 = new Sha1();
    private final byte[] text = "1:SHA-1 in base64 without end=".getBytes(StandardCharsets.ISO_8859_1);
    private int held; // the two bytes behind the last whole word of the input, in the low half

    /**
     * The text, which the next call overwrites. Addresses are two 64-bit halves; of IPv4 the low 32 bits of the second count.
     */
    public byte[] v1(
            boolean tcp, boolean ipv6, long srcHigh, long srcLow, long dstHigh, long dstLow, int sport, int dport) {
        boolean ordered = compare(ipv6, srcHigh, srcLow, dstHigh, dstLow, sport, dport) <= 0;
        sha1.clear();
        held = 0; // seed
        address(ipv6, ordered ? srcHigh : dstHigh, ordered ? srcLow : dstLow);
        address(ipv6, ordered ? dstHigh : srcHigh, ordered ? dstLow : srcLow);
        sha1.word(held << 16 | (tcp ? TCP : UDP) << 8);
        sha1.word(ordered ? sport << 16 | dport : dport << 16 | sport);
        base64(sha1.digest());
        return text;
    }

    private static int compare(boolean ipv6, long srcHigh, long srcLow, long dstHigh, long dstLow, int sport, int dport) {
        int order = ipv6 ? Long.compareUnsigned(srcHigh, dstHigh) : 0;
        if (order == 0) {
            order = ipv6 ? Long.compareUnsigned(srcLow, dstLow) : Integer.compareUnsigned((int) srcLow, (int) dstLow);
        }
        return order == 0 ? Integer.compare(sport, dport) : order;
    }

    private void address(boolean ipv6, long high, long low) {
        if (ipv6) {
            fourBytes((int) (high >>> 32));
            fourBytes((int) high);
            fourBytes((int) (low >>> 32));
        }
        fourBytes((int) low);
    }

    private void fourBytes(int value) {
        sha1.word(held << 16 | value >>> 16);
        held = value;
    }

    private void base64(int[] digest) {
        byte[] target = text;
        byte[] letters = BASE64;
        int at = 2;
        long bits = 0; // of which the last few are not written yet
        int left = 0;
        for (int i = 0; i < Sha1.DIGEST; i++) {
            bits = bits << 32 | digest[i] & 0xFFFF_FFFFL;
            for (left += 32; left >= 6; left -= 6) {
                target[at++] = letters[(int) (bits >>> left - 6) & 0x3F];
            }
        }
        target[at] = letters[(int) (bits << 6 - left) & 0x3F]; // 160 bits are two short of 27 letters
    }
}
