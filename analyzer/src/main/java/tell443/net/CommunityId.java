package tell443.net;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

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
    private static final int DIGEST = 20; // bytes of a SHA-1
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private final MessageDigest sha1 = sha1();
    private final byte[] input = new byte[40];
    private final byte[] digest = new byte[DIGEST];
    private final byte[] text = "1:0123456789012345678901234567".getBytes(StandardCharsets.ISO_8859_1);

    /** Addresses are two 64-bit halves; of IPv4 the low 32 bits of the second count. */
    public String v1(
            boolean tcp, boolean ipv6, long srcHigh, long srcLow, long dstHigh, long dstLow, int sport, int dport) {
        boolean ordered = compare(ipv6, srcHigh, srcLow, dstHigh, dstLow, sport, dport) <= 0;
        int at = 2;
        at = address(at, ipv6, ordered ? srcHigh : dstHigh, ordered ? srcLow : dstLow);
        at = address(at, ipv6, ordered ? dstHigh : srcHigh, ordered ? dstLow : srcLow);
        input[at] = (byte) (tcp ? TCP : UDP);
        input[at + 1] = 0;
        at = bigEndian(at + 2, 2, ordered ? sport : dport);
        at = bigEndian(at, 2, ordered ? dport : sport);
        return hash(at);
    }

    private static int compare(boolean ipv6, long srcHigh, long srcLow, long dstHigh, long dstLow, int sport, int dport) {
        int order = ipv6 ? Long.compareUnsigned(srcHigh, dstHigh) : 0;
        if (order == 0) {
            order = ipv6 ? Long.compareUnsigned(srcLow, dstLow) : Integer.compareUnsigned((int) srcLow, (int) dstLow);
        }
        return order == 0 ? Integer.compare(sport, dport) : order;
    }

    private int address(int at, boolean ipv6, long high, long low) {
        return ipv6 ? bigEndian(bigEndian(at, 8, high), 8, low) : bigEndian(at, 4, low);
    }

    private int bigEndian(int at, int length, long value) {
        for (int i = 0; i < length; i++) {
            input[at + i] = (byte) (value >>> 8 * (length - 1 - i));
        }
        return at + length;
    }

    private String hash(int length) {
        sha1.update(input, 0, length);
        try {
            sha1.digest(digest, 0, DIGEST);
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0, at = 2; at < text.length; i += 3, at += 4) {
            int last = i + 2 < DIGEST ? digest[i + 2] & 0xFF : 0;
            int group = (digest[i] & 0xFF) << 16 | (digest[i + 1] & 0xFF) << 8 | last;
            text[at] = (byte) BASE64.charAt(group >>> 18);
            text[at + 1] = (byte) BASE64.charAt(group >>> 12 & 0x3F);
            text[at + 2] = (byte) BASE64.charAt(group >>> 6 & 0x3F);
            text[at + 3] = (byte) BASE64.charAt(group & 0x3F);
        }
        text[text.length - 1] = '='; // 20 bytes are one short of seven groups
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
