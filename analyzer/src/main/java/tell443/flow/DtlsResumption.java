package tell443.flow;

import java.nio.ByteBuffer;
import tell443.net.Headers;

/**
 * A datagram that begins with a DTLS ClientHello which brings a session id of 32 bytes: it resumes a session, or names one that was
 * agreed upon elsewhere. Fresh clients send none (RFC 6347 section 4.2.1, RFC 9147 section 5.3).
 *
 * <pre>
 *  22  version(2) epoch(2) sequence(6) length(2) | 1 length(3) sequence(2) offset(3) length(3) | version(2) random(32) 32 session_id(32)
 * </pre>
 */
final class DtlsResumption {

    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int MESSAGE_TYPE = 13;
    private static final int SESSION_ID_LENGTH = 59;
    private static final int LONGEST_SESSION_ID = 32;

    private DtlsResumption() {}

    static boolean begins(Headers headers, int i) {
        if (headers.isTcp(i) || headers.payloadHeld[i] <= SESSION_ID_LENGTH) {
            return false;
        }
        ByteBuffer bytes = headers.bytes(i);
        int at = headers.payloadAt[i];
        return bytes.get(at) == HANDSHAKE && bytes.get(at + MESSAGE_TYPE) == CLIENT_HELLO
                && bytes.get(at + SESSION_ID_LENGTH) == LONGEST_SESSION_ID
                && (bytes.get(at + 1) == (byte) 0xFE || bytes.getShort(at + 1) == 0x0100); // DTLS1_BAD_VER
    }
}
