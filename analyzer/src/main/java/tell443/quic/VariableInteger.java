package tell443.quic;

import tell443.bytes.Bytes;

/** Variable-length integers of RFC 9000 section 16: 1, 2, 4 or 8 bytes, the upper two bits say which. */
final class VariableInteger {

    static final int LONGEST = 8; // bytes
    /** What a read gives that does not end before its end. */
    static final long NONE = -1;

    private VariableInteger() {}

    static int length(byte[] bytes, int at) {
        return 1 << (Bytes.u8(bytes, at) >>> 6);
    }

    /** The integer at {@code at}, 0 to 2^62 - 1, or {@link #NONE}. */
    static long read(byte[] bytes, int at, int end) {
        if (at >= end || length(bytes, at) > end - at) {
            return NONE;
        }
        return switch (Bytes.u8(bytes, at) >>> 6) {
            case 0 -> Bytes.u8(bytes, at);
            case 1 -> Bytes.u16(bytes, at) & 0x3FFF;
            case 2 -> Bytes.u32(bytes, at) & 0x3FFFFFFF;
            default -> Bytes.u64(bytes, at) & 0x3FFFFFFFFFFFFFFFL;
        };
    }
}
