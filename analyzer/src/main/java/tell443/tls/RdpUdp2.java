package tell443.tls;

import tell443.bytes.Bytes;

/**
 * Where the data of a packet of Remote Desktop's UDP transport, version 2, lies (MS-RDPEUDP2 section 2.2.1), once its
 * first and eighth byte have changed places. Numbers have their low byte first.
 */
final class RdpUdp2 {

    /** Bytes of the channel sequence number before the data. */
    static final int CHANNEL_SEQUENCE = 2;
    static final int NONE = -1;

    private static final int PREFIX = 1;
    private static final int TYPE_MASK = 0x1E; // of the prefix byte: 0 is data, 8 is a dummy
    private static final int FLAGS = 2;

    private static final int ACK = 0x001;
    private static final int DATA = 0x004;
    private static final int ACK_VECTOR = 0x008;
    private static final int ACK_OF_ACKS = 0x010;
    private static final int OVERHEAD_SIZE = 0x040;
    private static final int DELAY_ACK_INFO = 0x100;

    private static final int ACK_LENGTH = 7; // and a byte for each delayed one
    private static final int VECTOR_LENGTH = 3;
    private static final int VECTOR_TIME = 4;

    private RdpUdp2() {}

    /** Offset of the channel sequence number, or {@link #NONE} where there is no data or the packet contradicts itself. */
    static int data(byte[] bytes, int at, int held) {
        int flags = held < PREFIX + FLAGS ? 0 : Bytes.u8(bytes, at + PREFIX) | Bytes.u8(bytes, at + PREFIX + 1) << 8;
        boolean bothAcks = (flags & ACK) != 0 && (flags & ACK_VECTOR) != 0;
        if ((flags & DATA) == 0 || bothAcks || (Bytes.u8(bytes, at) & TYPE_MASK) != 0) {
            return NONE;
        }
        int next = PREFIX + FLAGS;
        if ((flags & ACK) != 0) {
            next += ACK_LENGTH + (next + ACK_LENGTH <= held ? Bytes.u8(bytes, at + next + ACK_LENGTH - 1) & 0xF : 0);
        }
        next += (flags & OVERHEAD_SIZE) != 0 ? 1 : 0;
        next += (flags & DELAY_ACK_INFO) != 0 ? 3 : 0;
        next += (flags & ACK_OF_ACKS) != 0 ? 2 : 0;
        next += 2; // the number of this packet
        if ((flags & ACK_VECTOR) != 0) {
            int size = next + VECTOR_LENGTH <= held ? Bytes.u8(bytes, at + next + 2) : 0;
            next += VECTOR_LENGTH + (size & 0x7F) + ((size & 0x80) != 0 ? VECTOR_TIME : 0);
        }
        return next + CHANNEL_SEQUENCE <= held ? next : NONE;
    }

    static int channelSequence(byte[] bytes, int at) {
        return Bytes.u8(bytes, at) | Bytes.u8(bytes, at + 1) << 8;
    }
}
