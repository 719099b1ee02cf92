package tell443.quic;

import tell443.bytes.Bytes;
import tell443.bytes.Cursor;
import tell443.facts.QuicFacts;

/**
 * The CHLO of Google QUIC: a tag, a count, then (tag, end offset) pairs in little-endian, then the values.
 *
 * <p>Source: "QUIC Crypto", revision 2016-12-06, section "Client handshake"; layout as in quiche (BSD-3).
 */
final class GoogleHello {

    private static final int CHLO = 0x43484C4F;
    private static final int SNI = 0x534E4900;
    private static final int USER_AGENT = 0x55414944; // UAID
    private static final int HEADER = 8; // bytes
    private static final int ENTRY = 8; // bytes
    private static final int LIMIT_ENTRIES = 128; // quiche's limit
    private static final int LIMIT_TEXT = 255; // bytes kept

    private GoogleHello() {}

    /** Index of a CHLO that starts in {@code [at, end)}, or -1. Headers of frames and packets differ by version; the tag does not. */
    static int find(byte[] bytes, int at, int end, int heldEnd) {
        for (int i = at; i < Math.min(end, heldEnd - HEADER + 1); i++) {
            if (bytes[i] == 'C' && Bytes.u32(bytes, i) == CHLO && Bytes.u8(bytes, i + 5) == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Reads server name and user agent. Nothing is written unless the answer is OK. */
    static int read(byte[] bytes, int at, int end, QuicFacts facts) {
        if (end - at < HEADER) {
            return Cursor.TRUNCATED;
        }
        int entries = Bytes.u8(bytes, at + 4) | Bytes.u8(bytes, at + 5) << 8;
        if (Bytes.u32(bytes, at) != CHLO || entries > LIMIT_ENTRIES) {
            return Cursor.MALFORMED;
        }
        int values = at + HEADER + entries * ENTRY;
        if (values > end) {
            return Cursor.TRUNCATED;
        }
        String sni = "";
        String userAgent = "";
        long start = 0;
        for (int entry = at + HEADER; entry < values; entry += ENTRY) {
            long stop = Integer.reverseBytes(Bytes.u32(bytes, entry + 4)) & 0xFFFFFFFFL;
            if (stop < start || stop > CryptoStream.LIMIT_BYTES) {
                return Cursor.MALFORMED;
            }
            if (stop > end - values) {
                return Cursor.TRUNCATED;
            }
            int tag = Bytes.u32(bytes, entry);
            if (tag == SNI) {
                sni = text(bytes, values + (int) start, (int) (stop - start), true);
            } else if (tag == USER_AGENT) {
                userAgent = text(bytes, values + (int) start, (int) (stop - start), false);
            }
            start = stop;
        }
        facts.sni = sni;
        facts.userAgent = userAgent;
        facts.googleHello = true;
        return Cursor.OK;
    }

    /** Printable ASCII as it is, all else as \xNN. */
    private static String text(byte[] bytes, int at, int length, boolean lowerCase) {
        StringBuilder text = new StringBuilder(length + 16);
        for (int i = 0; i < Math.min(length, LIMIT_TEXT); i++) {
            int c = Bytes.u8(bytes, at + i);
            if (c < ' ' || c > '~') {
                text.append("\\x").append(Character.forDigit(c >>> 4, 16)).append(Character.forDigit(c & 0xF, 16));
            } else {
                text.append((char) (lowerCase && c >= 'A' && c <= 'Z' ? c + 32 : c));
            }
        }
        return text.toString();
    }
}
