package tell443.net;

import java.nio.ByteBuffer;

/**
 * Columns that the decoder fills: one row for each TCP or UDP packet that somebody wants, at most {@link #CAPACITY}.
 *
 * <p>Addresses are two 64-bit halves, IPv4 as IPv4-mapped IPv6 (RFC 4291 section 2.5.5.2). Indexes point into {@link #bytes},
 * which is the packet batch's buffer, or the decoder's own when the only row is a datagram put together from fragments.
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

    public ByteBuffer bytes;
    public int count;

    /** Index of the packet in its batch. */
    public final int[] packet = new int[CAPACITY];
    public final long[] sourceHigh = new long[CAPACITY];
    public final long[] sourceLow = new long[CAPACITY];
    public final long[] destinationHigh = new long[CAPACITY];
    public final long[] destinationLow = new long[CAPACITY];
    /** Source port << 16 | destination port. */
    public final int[] ports = new int[CAPACITY];
    public final int[] protocol = new int[CAPACITY];
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
    /** Number of the tunnel around the packet in {@link Tunnels}, 0 for none; and the id that tells tenants apart. */
    public final int[] tunnel = new int[CAPACITY];
    public final int[] tenant = new int[CAPACITY];
    public final int[] marks = new int[CAPACITY];

    public boolean isFull() {
        return count == CAPACITY;
    }
}
