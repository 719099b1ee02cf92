package tell443.net;

import java.nio.ByteBuffer;
import tell443.capture.PacketBatch;

/**
 * The commonest packet by far, decoded in eight reads: Ethernet, IPv4 without options, a whole datagram, TCP. Anything else
 * is left to the walk over the layers, which gives the same row for these packets too.
 *
 * <pre>
 *   0 Ethernet | 14 version 4, length 5, total length | 20 fragment, ttl, protocol | 26 source, destination | 34 TCP
 * </pre>
 */
final class FastPath {

    static final int HANDLED = 1;
    static final int OTHER_PORTS = 2;
    static final int NOT_HERE = 0;

    private static final int ETHERNET = 1;
    private static final int IP = 14;
    private static final int TCP = IP + 20;
    private static final int SHORTEST = TCP + Tcp.HEADER_LENGTH;
    private static final int IPV4_TYPE = 0x0800;
    private static final int VERSION_AND_LENGTH = 0x45;
    private static final int FRAGMENT_MASK = 0x3FFF; // more fragments, and the offset

    private final PortSet ports;

    FastPath(PortSet ports) {
        this.ports = ports;
    }

    int decode(PacketBatch batch, int packet, Headers rows) {
        ByteBuffer bytes = batch.bytes;
        int at = batch.offset[packet];
        if (batch.linkType[packet] != ETHERNET || batch.captured[packet] < SHORTEST || bytes.getShort(at + 12) != IPV4_TYPE) {
            return NOT_HERE;
        }
        int first = bytes.getInt(at + IP);
        long middle = bytes.getLong(at + IP + 6); // fragment 16, ttl 8, protocol 8, checksum 16, half of the source
        int total = first & 0xFFFF;
        boolean plain = first >>> 24 == VERSION_AND_LENGTH && (middle >>> 48 & FRAGMENT_MASK) == 0 && (middle >>> 32 & 0xFF) == Headers.TCP;
        if (!plain || total < SHORTEST - IP || total > batch.original[packet] - IP) {
            return NOT_HERE;
        }
        int both = bytes.getInt(at + TCP);
        if (!ports.wants(both)) {
            return OTHER_PORTS;
        }
        int control = bytes.getShort(at + TCP + Tcp.DATA_OFFSET);
        int headerLength = control >>> 10 & 0x3C;
        if (headerLength < Tcp.HEADER_LENGTH || headerLength > total - (TCP - IP)) {
            return NOT_HERE;
        }
        int row = rows.count++;
        rows.packet[row] = packet;
        rows.ports[row] = both;
        rows.flags[row] = control & 0xFF;
        rows.ipLength[row] = total;
        rows.timeToLive[row] = (int) (middle >>> 40) & 0xFF;
        fill(batch, packet, rows, row, at, headerLength);
        return HANDLED;
    }

    private static void fill(PacketBatch batch, int packet, Headers rows, int row, int at, int headerLength) {
        ByteBuffer bytes = batch.bytes;
        long addresses = bytes.getLong(at + IP + 12);
        rows.sourceHigh[row] = 0;
        rows.destinationHigh[row] = 0;
        rows.sourceLow[row] = Ip.MAPPED | addresses >>> 32;
        rows.destinationLow[row] = Ip.MAPPED | addresses & 0xFFFF_FFFFL;
        long numbers = bytes.getLong(at + TCP + Tcp.SEQUENCE);
        rows.sequence[row] = (int) (numbers >>> 32);
        rows.acknowledgment[row] = (int) numbers;
        int wireEnd = at + IP + rows.ipLength[row];
        int end = Math.min(at + batch.captured[packet], wireEnd);
        int payloadAt = at + TCP + headerLength;
        rows.protocol[row] = Headers.TCP;
        rows.end[row] = end;
        rows.headerAt[row] = at + TCP;
        rows.payloadAt[row] = payloadAt;
        rows.payloadLength[row] = wireEnd - payloadAt;
        rows.payloadHeld[row] = Math.max(0, end - payloadAt);
        rows.vlan[row] = -1;
        rows.tunnel[row] = Tunnels.NONE;
        rows.tenant[row] = 0;
        rows.marks[row] = batch.captured[packet] < batch.original[packet] ? Headers.SNAPPED : 0;
    }
}
