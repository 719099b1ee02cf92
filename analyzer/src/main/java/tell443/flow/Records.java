package tell443.flow;

import java.nio.ByteBuffer;

/** TLS record headers (RFC 8446 section 5.1): what one looks like, and the statistics of a flow's records. */
final class Records {

    private static final int HEADER_LENGTH = 5;
    private static final int FIRST_TYPE = 20;
    private static final int LAST_TYPE = 24; // heartbeat
    private static final int HANDSHAKE = 22;
    private static final int DATA = 23;
    private static final int MAJOR = 3;
    private static final int MINOR_LIMIT = 4;

    private final SequencePool sequences;

    Records(SequencePool sequences) {
        this.sequences = sequences;
    }

    /** @param first type, version and the upper half of the length, @param last the lower half */
    static boolean isHeader(int first, int last) {
        int type = first >>> 24;
        int length = (first & 0xFF) << 8 | last;
        return type >= FIRST_TYPE && type <= LAST_TYPE && (first >>> 16 & 0xFF) == MAJOR && (first >>> 8 & 0xFF) <= MINOR_LIMIT
                && length <= StreamReader.RECORD_LIMIT && (length > 0 || type == DATA || type == HANDSHAKE);
    }

    /** Whether a TLS record or an SSLv2 hello can begin with these bytes, one to four of them, the first one highest. */
    static boolean mayBegin(int bytes, int count) {
        int first = bytes >>> 8 * (count - 1) & 0xFF;
        int second = count > 1 ? bytes >>> 8 * (count - 2) & 0xFF : MAJOR;
        return first >= FIRST_TYPE && first <= LAST_TYPE && second == MAJOR || first >= 0x80;
    }

    /** Two-byte header with the highest bit set, client_hello, version 2 or 3 (RFC 5246 appendix E.2). */
    static boolean isSslv2Hello(int first, int last) {
        int length = first >>> 16 & 0x7FFF;
        int major = first & 0xFF;
        return first < 0 && (first >>> 8 & 0xFF) == 1 && (major == 0 && last == 2 || major == MAJOR && last <= MINOR_LIMIT)
                && length >= 12 && length <= 4096;
    }

    /** How many headers follow each other from here; the last may reach beyond the piece. */
    static int chain(ByteBuffer source, int place, int heldEnd, int end) {
        int headers = 0;
        int at = place;
        while (at + HEADER_LENGTH <= heldEnd) {
            int first = source.getInt(at);
            int last = source.get(at + HEADER_LENGTH - 1) & 0xFF;
            int length = (first & 0xFF) << 8 | last;
            if (!isHeader(first, last) || length == 0) {
                return 0;
            }
            headers++;
            at += HEADER_LENGTH + length;
        }
        return at == end ? headers + 1 : headers; // ending just at the piece's end confirms as well as another header
    }

    void count(FlowRow row, int side, int type, int length, long timeNanos) {
        int base = FlowRow.side(side);
        boolean data = type == DATA;
        row.set(base + FlowRow.RECORDS, row.get(base + FlowRow.RECORDS) + (1L << 32) + (data ? 1 : 0));
        if (data) {
            row.set(base + FlowRow.DATA_BYTES, row.get(base + FlowRow.DATA_BYTES) + length);
            row.set(base + FlowRow.DATA_SQUARES, row.get(base + FlowRow.DATA_SQUARES) + (long) length * length);
            int range = row.low(base + FlowRow.DUPLICATE_AND_RANGE);
            int smallest = range == 0 ? length : Math.min(length, (range >>> 16) - 1);
            int largest = range == 0 ? length : Math.max(length, range & 0xFFFF);
            row.setLow(base + FlowRow.DUPLICATE_AND_RANGE, smallest + 1 << 16 | largest);
        }
        sequences.add(row, true, side, type, length, timeNanos);
    }
}
