package tell443.tls;

import tell443.bytes.Bytes;

/**
 * Steps over the elements of DER (ITU-T X.690 section 10). A definite length in the fewest bytes, a tag of one byte, nothing
 * that reaches beyond what contains it; else {@link #fine} is false for good, and every answer harmless.
 */
final class Der {

    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private static final int LONG_TAG = 0x1F;
    private static final int LONGEST_LENGTH = 3; // bytes; certificates are below 16 MiB

    byte[] bytes = {};
    /** Of the element entered last: tag, and where its content is. */
    int tag;
    int at;
    int end;
    private boolean fine;

    void wrap(byte[] bytes, int at, int length) {
        this.bytes = bytes;
        this.at = at;
        end = at + length;
        fine = true;
    }

    boolean fine() {
        return fine;
    }

    /** Something is not as it should be. */
    void fail() {
        fine = false;
    }

    /** Enters the element that begins at {@code at} and ends before {@code limit}. @return whether there is one */
    boolean enter(int from, int limit) {
        at = from;
        end = from;
        tag = 0;
        if (!fine || limit - from < 2 || (bytes[from] & LONG_TAG) == LONG_TAG) {
            fine = false;
            return false;
        }
        int length = Bytes.u8(bytes, from + 1);
        int count = length < 0x80 ? 0 : length & 0x7F;
        fine = count <= LONGEST_LENGTH && length != 0x80 && limit - from - 2 >= count;
        if (fine && count > 0) {
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | Bytes.u8(bytes, from + 2 + i);
            }
            fine = length >= 0x80 && length >>> 8 * (count - 1) != 0;
        }
        fine &= length <= limit - from - 2 - count;
        if (fine) {
            tag = Bytes.u8(bytes, from);
            at = from + 2 + count;
            end = at + length;
        }
        return fine;
    }

    /** Enters an element that must have that tag. @return index behind it */
    int enter(int from, int limit, int wanted) {
        if (enter(from, limit) && tag != wanted) {
            fine = false;
        }
        return end;
    }
}
