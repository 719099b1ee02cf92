package tell443.net;

import java.nio.ByteBuffer;

/**
 * Columns that the decoder fills: one row for each TCP or UDP packet that somebody wants, at most {@link #CAPACITY}.
 *
 * <p>Addresses are two 64-bit halves, IPv4 as IPv4-mapped IPv6 (RFC 4291 section 2.5.5.2). Indexes point into {@link #bytes(int)},
 * which is the packet batch's buffer, or the {@link Annex} when the row is a datagram put together from fragments.
 */
public final class Headers {

    /** As many packets as are looked up in one stage; more does not hide more memory latency. */
    public static final int CAPACITY = 128;

    public static final int TCP = 6;
    public static final int UDP = 17;

    /** Bits of {@link #marks}. */
    public static final int SNAPPED = 1;
    public static final int FRAGMENTED = 2;
    public static final int FRAGMENT_OVERLAP = 4;

    static final int UNDECIDED = -1;

    private ByteBuffer plain;
    private Annex annex;
    public int count;

    /** Index of the packet in its batch. */
    public final int[] packet = new int[CAPACITY];
    /** The two endpoints in numerical order, whoever sent the packet: the same for both directions of a flow. */
    public final long[] high0 = new long[CAPACITY];
    public final long[] low0 = new long[CAPACITY];
    public final long[] high1 = new long[CAPACITY];
    public final long[] low1 = new long[CAPACITY];
    /** port 0 << 48 | port 1 << 32 | protocol << 24 | tenant: what tells tenants of a tunnel apart, 24 bits. */
    public final long[] ports = new long[CAPACITY];
    /** Which of the two endpoints sent the packet. */
    public final int[] sender = new int[CAPACITY];
    /** IP total length as declared, bytes. */
    public final int[] ipLength = new int[CAPACITY];
    public final int[] timeToLive = new int[CAPACITY];
    /** First index behind what was captured of the packet. */
    public final int[] end = new int[CAPACITY];
    /** Index of the TCP or UDP header. */
    public final int[] headerAt = new int[CAPACITY];
    public final int[] payloadAt = new int[CAPACITY];
    /** Payload bytes that were captured, and that the headers declare. */
    public final int[] payloadHeld = new int[CAPACITY];
    public final int[] payloadLength = new int[CAPACITY];
    /** TCP only. */
    public final int[] sequence = new int[CAPACITY];
    public final int[] acknowledgment = new int[CAPACITY];
    public final int[] flags = new int[CAPACITY];
    /** Outermost 802.1Q id or -1. */
    public final int[] vlan = new int[CAPACITY];
    /** Number of the tunnel around the packet in {@link Tunnels}, 0 for none. */
    public final int[] tunnel = new int[CAPACITY];
    public final int[] marks = new int[CAPACITY];

    void begin(ByteBuffer bytes, Annex annex) {
        plain = bytes;
        this.annex = annex;
        count = 0;
    }

    /** What the row's indexes point into. */
    public ByteBuffer bytes(int row) {
        return (marks[row] & FRAGMENTED) != 0 ? annex.bytes() : plain;
    }

    public boolean isFull() {
        return count == CAPACITY;
    }

    public boolean isTcp(int row) {
        return ((int) ports[row] >>> 24) == TCP;
    }

    /** Appends a row of other headers that were begun with the same buffers. */
    void copy(Headers from, int row) {
        packet[count] = from.packet[row];
        high0[count] = from.high0[row];
        low0[count] = from.low0[row];
        high1[count] = from.high1[row];
        low1[count] = from.low1[row];
        ports[count] = from.ports[row];
        sender[count] = from.sender[row];
        ipLength[count] = from.ipLength[row];
        timeToLive[count] = from.timeToLive[row];
        end[count] = from.end[row];
        headerAt[count] = from.headerAt[row];
        payloadAt[count] = from.payloadAt[row];
        payloadHeld[count] = from.payloadHeld[row];
        payloadLength[count] = from.payloadLength[row];
        sequence[count] = from.sequence[row];
        acknowledgment[count] = from.acknowledgment[row];
        flags[count] = from.flags[row];
        vlan[count] = from.vlan[row];
        tunnel[count] = from.tunnel[row];
        marks[count++] = from.marks[row];
    }

    /** Sets the endpoints of a packet; those of equal addresses are told apart by their ports. */
    void between(int row, long sourceHigh, long sourceLow, long destinationHigh, long destinationLow) {
        int order = Long.compareUnsigned(sourceHigh, destinationHigh);
        order = order != 0 ? order : Long.compareUnsigned(sourceLow, destinationLow);
        boolean straight = order <= 0;
        high0[row] = straight ? sourceHigh : destinationHigh;
        low0[row] = straight ? sourceLow : destinationLow;
        high1[row] = straight ? destinationHigh : sourceHigh;
        low1[row] = straight ? destinationLow : sourceLow;
        sender[row] = order < 0 ? 0 : order > 0 ? 1 : UNDECIDED;
    }

    /** Sets the rest of the key, after {@link #between}. @param both source port << 16 | destination port */
    void over(int row, int both, int protocol, int tenant) {
        if (sender[row] == UNDECIDED) {
            sender[row] = both >>> 16 <= (both & 0xFFFF) ? 0 : 1;
        }
        int ordered = sender[row] == 0 ? both : Integer.rotateLeft(both, 16);
        ports[row] = (long) ordered << 32 | (long) protocol << 24 | tenant & 0xFF_FFFF;
    }
}
