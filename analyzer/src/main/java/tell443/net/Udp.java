package tell443.net;

import java.nio.ByteBuffer;

/** UDP header, RFC 768. Check {@link #HEADER_LENGTH} bytes are held before asking. */
final class Udp {

    static final int HEADER_LENGTH = 8;

    private static final int LENGTH = 4;

    private Udp() {}

    /** Header and payload as declared, in bytes; the capture may hold less. */
    static int length(ByteBuffer bytes, int at) {
        return bytes.getShort(at + LENGTH) & 0xFFFF;
    }
}
