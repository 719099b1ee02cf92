package tell443.quic;

import tell443.bytes.Bytes;
import tell443.bytes.Cursor;
import tell443.facts.QuicFacts;

/**
 * Google QUIC whose first flight is in the clear: the public header up to Q043, long headers of Q044 to Q046.
 *
 * <pre>
 *   public header: flags 8 (0x01 version, 0x02 reset, 0x08 connection id) | id 64 || version 32 || packet number ...
 *   long header:   1... .... | version 32 | id lengths 4 + 4 | ids | packet number ...
 * </pre>
 *
 * <p>Source: "QUIC Wire Layout Specification", revision 2016-12-06.
 */
final class GoogleClear {

    private static final int FLAG_VERSION = 0x01;
    private static final int FLAG_RESET = 0x02;
    private static final int FLAG_ID = 0x08;
    private static final int ID = 8; // bytes
    private static final int PUBLIC_VERSION = 1 + ID;
    private static final int LONG_VERSION = 1;
    private static final int LONG_IDS = 5;
    /** Bytes between the version and the CHLO: packet number 6, hash 12, private flags, frame header at most 13, ACKs. */
    private static final int SEARCH = 80;

    private GoogleClear() {}

    /** Public header with version and connection id, as clients open with. */
    static boolean isPublicHeader(byte[] bytes, int at, int held) {
        int flags = Bytes.u8(bytes, at);
        return (flags & 0x80) == 0 && (flags & (FLAG_VERSION | FLAG_RESET | FLAG_ID)) == (FLAG_VERSION | FLAG_ID)
                && held >= PUBLIC_VERSION + 4 && QuicVersion.isClearGoogle(Bytes.u32(bytes, at + PUBLIC_VERSION));
    }

    static boolean isLongHeader(byte[] bytes, int at, int held) {
        return (bytes[at] & 0x80) != 0 && held > LONG_IDS && QuicVersion.isClearGoogle(Bytes.u32(bytes, at + LONG_VERSION));
    }

    /** Reads a datagram of the client that {@link #isPublicHeader} or {@link #isLongHeader}; true when its CHLO was read. */
    static boolean read(QuicFacts facts, byte[] bytes, int at, int end) {
        boolean publicHeader = (bytes[at] & 0x80) == 0;
        int versionAt = at + (publicHeader ? PUBLIC_VERSION : LONG_VERSION);
        facts.clientInitials++;
        if (facts.clientInitials == 1) {
            QuicVersion version = QuicVersion.of(Bytes.u32(bytes, versionAt));
            facts.version = version.number;
            facts.versionName = version.name;
            facts.google = true;
            readId(facts, bytes, at, end, publicHeader);
        }
        int from = versionAt + 4;
        int hello = GoogleHello.find(bytes, from, from + SEARCH, end);
        return hello >= 0 && GoogleHello.read(bytes, hello, end, facts) == Cursor.OK;
    }

    private static void readId(QuicFacts facts, byte[] bytes, int at, int end, boolean publicHeader) {
        int length = publicHeader ? ID : nibbleLength(Bytes.u8(bytes, at + LONG_IDS) >>> 4);
        int idAt = at + (publicHeader ? 1 : LONG_IDS + 1);
        if (length <= end - idAt) {
            facts.originalDcid = Ids.copy(bytes, idAt, length);
        }
    }

    private static int nibbleLength(int nibble) {
        return nibble == 0 ? 0 : nibble + 3;
    }
}
