package tell443.tls;

import tell443.bytes.Bytes;

/**
 * A packet of OpenVPN's control channel (OpenVPN's doc/wire-protocol). Nothing in it says whether there is an HMAC of
 * tls-auth, nor how long it is; what follows it does.
 *
 * <pre>
 *  0            1          9
 *  | opcode, key | session | [hmac | packet id | time] | acks | acknowledged ... | [session] | message id | TLS ...
 *    5 bits 3 bits  8         16..64   4           4      1      4 each             8            4
 * </pre>
 */
final class OpenVpnPacket {

    static final int UNKNOWN = -1;

    private static final int CLIENT_RESET_V1 = 1;
    private static final int SERVER_RESET_V1 = 2;
    private static final int CONTROL = 4;
    private static final int ACKNOWLEDGMENT = 5;
    private static final int CLIENT_RESET_V2 = 7;
    private static final int SERVER_RESET_V2 = 8;
    private static final int CLIENT_RESET_V3 = 10;

    private static final int SESSION = 1;
    private static final int AFTER_SESSION = 9;
    /** Length of no HMAC, MD5, SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512. */
    private static final int[] HMACS = {0, 16, 20, 28, 32, 48, 64};
    private static final int REPLAY = 8; // packet id and time
    private static final int ACKS = 8; // RELIABLE_ACK_SIZE of OpenVPN's reliable.h
    private static final int MESSAGE_ID = 4;
    /** Ids in the first packets of a session. */
    private static final int SMALL = 256;

    private static final int RECORD_HEADER = 5;
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;

    private OpenVpnPacket() {}

    /** Whether a first byte is that of a control packet of the first key. */
    static boolean isControl(int first) {
        return isReset(first) || first == CONTROL << 3 || first == ACKNOWLEDGMENT << 3;
    }

    static boolean isReset(int first) {
        return switch (first >>> 3) {
            case CLIENT_RESET_V1, SERVER_RESET_V1, CLIENT_RESET_V2, SERVER_RESET_V2, CLIENT_RESET_V3 -> (first & 7) == 0;
            default -> false;
        };
    }

    /** Whether it carries TLS. */
    static boolean isMessage(int first) {
        return first == CONTROL << 3;
    }

    static long session(byte[] bytes, int at) {
        return Bytes.u64(bytes, at + SESSION);
    }

    /**
     * Length of the HMAC in a reset, which ends behind message id 0, or in a message that begins with a hello; else {@link
     * #UNKNOWN}, as under tls-crypt.
     */
    static int hmac(byte[] bytes, int at, int end) {
        int first = Bytes.u8(bytes, at);
        for (int hmac : HMACS) {
            int message = message(bytes, at, end, hmac);
            if (message < 0 || !acknowledgesSmall(bytes, acks(at, hmac))) {
                continue;
            }
            int id = id(bytes, message);
            boolean fits = isReset(first) ? id == 0 && message + MESSAGE_ID == end
                    : isMessage(first) && id > 0 && id < SMALL && beginsHello(bytes, message + MESSAGE_ID, end);
            if (fits) {
                return hmac;
            }
        }
        return UNKNOWN;
    }

    /** Index of the message id, behind an HMAC of that length, or -1 when the packet contradicts itself. */
    static int message(byte[] bytes, int at, int end, int hmac) {
        int acks = acks(at, hmac);
        int count = acks < end ? Bytes.u8(bytes, acks) : ACKS + 1;
        int message = acks + 1 + count * 4 + (count > 0 ? Long.BYTES : 0);
        return count <= ACKS && message + MESSAGE_ID <= end ? message : -1;
    }

    static int id(byte[] bytes, int message) {
        return Bytes.u32(bytes, message);
    }

    /** Index of the TLS bytes. */
    static int content(int message) {
        return message + MESSAGE_ID;
    }

    private static int acks(int at, int hmac) {
        return at + AFTER_SESSION + (hmac > 0 ? hmac + REPLAY : 0);
    }

    private static boolean acknowledgesSmall(byte[] bytes, int acks) {
        for (int i = 0; i < Bytes.u8(bytes, acks); i++) {
            if (Integer.compareUnsigned(Bytes.u32(bytes, acks + 1 + i * 4), SMALL) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean beginsHello(byte[] bytes, int at, int end) {
        if (end - at <= RECORD_HEADER || bytes[at] != HANDSHAKE || bytes[at + 1] != 3) {
            return false;
        }
        int type = bytes[at + RECORD_HEADER];
        return type == CLIENT_HELLO || type == SERVER_HELLO;
    }
}
