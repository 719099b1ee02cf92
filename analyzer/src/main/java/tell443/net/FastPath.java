package tell443.net;

import tell443.bytes.Words;
import tell443.capture.PacketBatch;

/**
 * The commonest packets by far, read as six aligned words: Ethernet, IPv4 without options, a whole datagram, TCP or UDP, no DNS.
 * Anything else is left to the walk over the layers, which gives the same row for these packets too.
 *
 * <pre>
 *   12 a: type 16, version 4, length 4, service 8, total 16, identification 16
 *   20 b: fragment 16, ttl 8, protocol 8, checksum 16, source, upper half 16
 *   28 c: source, lower half 16, destination 32, source port 16
 *   36 d: destination port 16, TCP: sequence 32, acknowledgment, upper half 16; UDP: length 16, checksum 16
 *   44 e: TCP: acknowledgment, lower half 16, data offset 4, reserved 4, flags 8, window 16
 * </pre>
 * The first byte of a word is its lowest, so numbers are turned round.
 */
final class FastPath {

    static final int HANDLED = 1;
    static final int OTHER_PORTS = 2;
    static final int NOT_HERE = 0;

    private static final int ETHERNET = 1;
    private static final int TYPE = 12;
    private static final int IP = 14;
    private static final int PAYLOAD = IP + 20;
    private static final int SHORTEST = PAYLOAD + Tcp.HEADER_LENGTH; // the sixth word begins before it
    private static final int TYPE_AND_VERSION = 0x45_0008; // IPv4, version 4, five words of header
    private static final int PROTOCOL_MASK = 0xFF00_FF3F; // and no more fragments, no offset
    private static final int PROTOCOL_SHIFT = 24;

    private final PortSet ports;

    FastPath(PortSet ports) {
        this.ports = ports;
    }

    int decode(PacketBatch batch, int packet, Headers rows) {
        if (batch.linkType[packet] != ETHERNET || batch.captured[packet] < SHORTEST) {
            return NOT_HERE;
        }
        int at = batch.offset[packet] + TYPE;
        int word = at >>> 3;
        int shift = (at & 7) << 3;
        Words words = batch.words;
        long second = words.aligned(word + 1);
        long a = Words.join(words.aligned(word), second, shift);
        long third = words.aligned(word + 2);
        long b = Words.join(second, third, shift);
        int protocol = (int) b & PROTOCOL_MASK;
        boolean tcp = protocol == Headers.TCP << PROTOCOL_SHIFT;
        int total = swap((int) (a >>> 32));
        if (((int) a & 0xFF_FFFF) != TYPE_AND_VERSION || !tcp && protocol != Headers.UDP << PROTOCOL_SHIFT
                || total > batch.original[packet] - IP) {
            return NOT_HERE;
        }
        long fourth = words.aligned(word + 3);
        long c = Words.join(third, fourth, shift);
        long fifth = words.aligned(word + 4);
        long d = Words.join(fourth, fifth, shift);
        int both = Integer.reverseBytes((int) (c >>> 48) | (int) d << 16);
        if (!tcp && Encapsulation.isTunnel(both) || PacketDecoder.isAnswer(both)) {
            return NOT_HERE;
        }
        if (!ports.wants(both)) {
            return OTHER_PORTS;
        }
        long e = Words.join(fifth, words.aligned(word + 5), shift);
        int row = rows.count;
        int held = tcp ? tcp(rows, row, total, d, e) : udp(rows, row, total, d);
        if (held < 0) {
            return NOT_HERE;
        }
        rows.timeToLive[row] = (int) (b >>> 16) & 0xFF;
        rows.ipLength[row] = total;
        endpoints(rows, row, b, c);
        rows.over(row, both, tcp ? Headers.TCP : Headers.UDP, 0);
        place(batch, packet, rows, row, held);
        rows.count++;
        return HANDLED;
    }

    /** @return bytes of the header; negative: look closer */
    private static int tcp(Headers rows, int row, int total, long d, long e) {
        int length = (int) (e >>> 18) & 0x3C;
        rows.sequence[row] = Integer.reverseBytes((int) (d >>> 16));
        rows.acknowledgment[row] = Integer.reverseBytes((int) (d >>> 48) | (int) e << 16);
        rows.flags[row] = (int) (e >>> 24) & 0xFF;
        rows.payloadLength[row] = total - (PAYLOAD - IP) - length;
        return length < Tcp.HEADER_LENGTH || rows.payloadLength[row] < 0 ? -1 : length;
    }

    private static int udp(Headers rows, int row, int total, long d) {
        int length = swap((int) (d >>> 16));
        rows.payloadLength[row] = Math.min(length, total - (PAYLOAD - IP)) - Udp.HEADER_LENGTH;
        return length == 0 || rows.payloadLength[row] < 0 ? -1 : Udp.HEADER_LENGTH;
    }

    private static void endpoints(Headers rows, int row, long b, long c) {
        int source = Integer.reverseBytes((int) (b >>> 48) | (int) c << 16);
        int destination = Integer.reverseBytes((int) (c >>> 16));
        boolean straight = source + Integer.MIN_VALUE <= destination + Integer.MIN_VALUE;
        rows.high0[row] = 0;
        rows.high1[row] = 0;
        rows.low0[row] = Ip.MAPPED | (straight ? source : destination) & 0xFFFF_FFFFL;
        rows.low1[row] = Ip.MAPPED | (straight ? destination : source) & 0xFFFF_FFFFL;
        rows.sender[row] = source == destination ? Headers.UNDECIDED : straight ? 0 : 1;
    }

    private static void place(PacketBatch batch, int packet, Headers rows, int row, int headerLength) {
        int at = batch.offset[packet];
        int payloadAt = at + PAYLOAD + headerLength;
        int end = Math.min(at + batch.captured[packet], at + IP + rows.ipLength[row]);
        rows.packet[row] = packet;
        rows.end[row] = end;
        rows.headerAt[row] = at + PAYLOAD;
        rows.payloadAt[row] = payloadAt;
        rows.payloadHeld[row] = Math.max(0, Math.min(end - payloadAt, rows.payloadLength[row]));
        rows.vlan[row] = -1;
        rows.tunnel[row] = Tunnels.NONE;
        rows.marks[row] = batch.captured[packet] < batch.original[packet] ? Headers.SNAPPED : 0;
    }

    /** A big-endian number of 16 bits, from the lowest 16. */
    private static int swap(int pair) {
        return (pair & 0xFF) << 8 | pair >>> 8 & 0xFF;
    }
}
