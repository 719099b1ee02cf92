package tell443.net;

import java.nio.ByteBuffer;

/** TCP header, RFC 9293 section 3.1. Offsets in bytes; check {@link #HEADER_LENGTH} bytes are held before asking. */
public final class Tcp {

    public static final int HEADER_LENGTH = 20;

    public static final int FIN = 1;
    public static final int SYN = 2;
    public static final int RST = 4;
    public static final int PSH = 8;
    public static final int ACK = 16;
    public static final int URG = 32;

    static final int SEQUENCE = 4;
    static final int ACKNOWLEDGMENT = 8;
    static final int DATA_OFFSET = 12;
    static final int FLAGS = 13;
    static final int WINDOW = 14;

    private static final int OPTION_END = 0;
    private static final int OPTION_PADDING = 1;

    public static final int OPTION_MSS = 2;
    public static final int OPTION_WINDOW_SCALE = 3;
    public static final int OPTION_TIMESTAMPS = 8;
    public static final int OPTION_MD5 = 19;

    private Tcp() {}

    public static int headerLength(ByteBuffer bytes, int at) {
        return bytes.get(at + DATA_OFFSET) >>> 2 & 0x3C;
    }

    public static int window(ByteBuffer bytes, int at) {
        return bytes.getShort(at + WINDOW) & 0xFFFF;
    }

    /** Index of the option of that kind within the header at {@code at} that ends at {@code end}, or -1. */
    public static int option(ByteBuffer bytes, int at, int end, int kind) {
        int option = at + HEADER_LENGTH;
        while (option < end) {
            int found = bytes.get(option) & 0xFF;
            if (found == OPTION_END) {
                return -1;
            }
            int length = found == OPTION_PADDING ? 1 : option + 1 < end ? bytes.get(option + 1) & 0xFF : 0;
            if (length == 0 || length > end - option || found != OPTION_PADDING && length < 2) {
                return -1;
            }
            if (found == kind) {
                return option;
            }
            option += length;
        }
        return -1;
    }
}
