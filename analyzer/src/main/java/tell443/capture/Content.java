package tell443.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;
import tell443.bytes.Bytes;

/** What a file is, told by its first bytes. */
enum Content {
    PCAP, PCAPNG, GZIP, ZSTD, LZ4, OTHER;

    private static final int ZSTD_MAGIC = 0x28B52FFD;
    private static final int LZ4_MAGIC = 0x04224D18;

    /** Names of what people hand in by mistake, with the Latin-1 characters it begins with. */
    private static final String[][] OTHERS = {
        {"\u0089PNG", "a PNG picture"}, {"\u00FF\u00D8\u00FF", "a JPEG picture"}, {"GIF8", "a GIF picture"},
        {"%PDF", "a PDF document"},
        {"PK\u0003\u0004", "a zip archive; unpack it first"}, {"7z\u00BC\u00AF", "a 7z archive; unpack it first"},
        {"BZh", "packed with bzip2; unpack it first"}, {"\u00FD7zXZ", "packed with xz; unpack it first"},
        {"\u007FELF", "a program"}, {"snoop\0", "a snoop capture; convert it with editcap"},
        {"GMBU", "a Network Monitor capture; convert it with editcap"}, {"RTSS", "a Network Monitor capture; convert it with editcap"},
        {"{", "JSON"}, {"[", "JSON"}, {"#!", "a script"},
    };

    static Content of(byte[] head) {
        if (head.length < 4) {
            return OTHER;
        }
        int magic = Bytes.u32(head, 0);
        if (PcapRecords.isMagic(magic)) {
            return PCAP;
        }
        if (magic == PcapngRecords.SECTION_HEADER) {
            return PCAPNG;
        }
        if (magic >>> 8 == 0x1F8B08) {
            return GZIP;
        }
        // pzstd begins with a skippable frame: 0x184D2A50 to 0x184D2A5F, little-endian
        if (magic == ZSTD_MAGIC || (magic & 0xF0FFFFFF) == 0x502A4D18) {
            return ZSTD;
        }
        return magic == LZ4_MAGIC ? LZ4 : OTHER;
    }

    boolean isCapture() {
        return this == PCAP || this == PCAPNG;
    }

    /** For people: what bytes that are no capture probably are. */
    static String describe(byte[] head) {
        String text = new String(head, ISO_8859_1);
        for (String[] other : OTHERS) {
            if (text.startsWith(other[0])) {
                return other[1];
            }
        }
        if (text.stripLeading().toLowerCase(Locale.ROOT).startsWith("<html") || text.stripLeading().startsWith("<!")) {
            return "a web page";
        }
        return isText(text) ? "text" : isZeros(head) ? "zeros" : "something else";
    }

    private static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\n' && c != '\r' && c != '\t' || c >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZeros(byte[] head) {
        for (byte b : head) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
