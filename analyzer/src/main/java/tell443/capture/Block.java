package tell443.capture;

import java.nio.ByteBuffer;

/** Fields of pcapng blocks in the byte order of their section; swapped is little-endian. */
final class Block {

    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int OPTION_END = 0;
    private static final int OPTION_TSRESOL = 9;
    private static final int OPTION_TSOFFSET = 14;

    private Block() {}

    static boolean isByteOrderKnown(ByteBuffer bytes, int section) {
        int mark = bytes.getInt(section + 8);
        return mark == BYTE_ORDER_MAGIC || Integer.reverseBytes(mark) == BYTE_ORDER_MAGIC;
    }

    static boolean isSwapped(ByteBuffer bytes, int section) {
        return bytes.getInt(section + 8) != BYTE_ORDER_MAGIC;
    }

    static int u16(ByteBuffer bytes, int at, boolean swapped) {
        short value = bytes.getShort(at);
        return (swapped ? Short.reverseBytes(value) : value) & 0xFFFF;
    }

    static int u32(ByteBuffer bytes, int at, boolean swapped) {
        int value = bytes.getInt(at);
        return swapped ? Integer.reverseBytes(value) : value;
    }

    static long u64(ByteBuffer bytes, int at, boolean swapped) {
        long value = bytes.getLong(at);
        return swapped ? Long.reverseBytes(value) : value;
    }

    /** Of an Interface Description Block that is whole and at least 20 bytes long; its options may lie about theirs. */
    static void addInterface(ByteBuffer bytes, int at, int length, boolean swapped, Interfaces interfaces) {
        int resolution = Interfaces.MICROSECONDS;
        long offsetSeconds = 0;
        int end = at + length - 4;
        for (int p = at + 16; 4 <= end - p; ) {
            int code = u16(bytes, p, swapped);
            int size = u16(bytes, p + 2, swapped);
            p += 4;
            if (code == OPTION_END || size > end - p) {
                break;
            }
            if (code == OPTION_TSRESOL && size >= 1) {
                resolution = bytes.get(p) & 0xFF;
            } else if (code == OPTION_TSOFFSET && size >= 8) {
                offsetSeconds = u64(bytes, p, swapped);
            }
            p += size + 3 & ~3;
        }
        interfaces.add(u16(bytes, at + 8, swapped), u32(bytes, at + 12, swapped), resolution, offsetSeconds);
    }
}
