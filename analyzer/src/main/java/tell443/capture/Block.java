package tell443.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Fields of pcapng blocks in the byte order of their section; swapped is little-endian. */
final class Block {

    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int OPTION_END = 0;
    private static final int OPTION_IF_NAME = 2;
    private static final int OPTION_IF_DESCRIPTION = 3;
    private static final int OPTION_TSRESOL = 9;
    private static final int OPTION_TSOFFSET = 14;
    private static final int LONGEST_NAME = 1 << 10; // bytes

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

    /** Of an Interface Description Block that is whole; false, and damage, when it cannot be one. */
    static boolean isInterfaceAdded(ByteBuffer bytes, int at, int length, boolean swapped, Interfaces interfaces, Stop stop) {
        if (length < 20) {
            stop.damaged("an interface description of " + length + " bytes; the file is damaged here");
            return false;
        }
        if (interfaces.count() == Interfaces.LIMIT) {
            stop.damaged("more than " + Interfaces.LIMIT + " interfaces in one section");
            return false;
        }
        addInterface(bytes, at, length, swapped, interfaces);
        return true;
    }

    /** At least 20 bytes long; its options may lie about theirs. */
    private static void addInterface(ByteBuffer bytes, int at, int length, boolean swapped, Interfaces interfaces) {
        int resolution = Interfaces.MICROSECONDS;
        long offsetSeconds = 0;
        String name = "";
        String description = "";
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
            } else if (code == OPTION_IF_NAME) {
                name = text(bytes, p, size);
            } else if (code == OPTION_IF_DESCRIPTION) {
                description = text(bytes, p, size);
            }
            p += size + 3 & ~3;
        }
        interfaces.names().add(name, description);
        interfaces.add(u16(bytes, at + 8, swapped), u32(bytes, at + 12, swapped), resolution, offsetSeconds);
    }

    /** UTF-8; what is none of it becomes a replacement character. */
    private static String text(ByteBuffer bytes, int at, int size) {
        byte[] text = new byte[Math.min(size, LONGEST_NAME)];
        bytes.get(at, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
