package tell443.tls;

import java.util.Arrays;

/** One handshake message being put together; where fragments overlap, the byte that came first is believed. */
final class DtlsFragments {

    /** Messages of one side that may be in pieces at once. */
    static final int MESSAGES = 4;
    /** Bytes that one association may hold. */
    static final int HELD_LIMIT = 64 * 1024;

    final int type;
    final int sequence;
    final int length;
    byte[] body = new byte[0];
    private long[] present = new long[0]; // one bit per byte of body
    private int presentCount;
    boolean conflict;

    DtlsFragments(int type, int sequence, int length) {
        this.type = type;
        this.sequence = sequence;
        this.length = length;
    }

    boolean isWhole() {
        return presentCount == length;
    }

    /** Bytes that {@link #add} would have to allocate for a fragment that ends here. */
    int growth(int end) {
        return Math.max(0, end - body.length);
    }

    void add(byte[] bytes, int at, int offset, int count) {
        if (offset + count > body.length) {
            body = Arrays.copyOf(body, offset + count);
            present = Arrays.copyOf(present, offset + count + 63 >>> 6);
        }
        for (int i = 0; i < count; i++) {
            int place = offset + i;
            long bit = 1L << place;
            if ((present[place >>> 6] & bit) == 0) {
                present[place >>> 6] |= bit;
                presentCount++;
                body[place] = bytes[at + i];
            } else {
                conflict |= body[place] != bytes[at + i];
            }
        }
    }
}
