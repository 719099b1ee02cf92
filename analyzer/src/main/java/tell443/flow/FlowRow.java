package tell443.flow;

/**
 * One flow's row in the table: 48 longs, and this flyweight that stands on one row at a time.
 *
 * <pre>
 *   line 0    addresses of side 0 and side 1, ports, flow id, first time, last time       every packet
 *   line 1    state, lists, sequences, options, round trips                               every packet
 *   line 2,3  side 0: what it sent        line 4,5  side 1: what it sent                  one of the two
 * </pre>
 *
 * Side 0 is the numerically smaller of the two endpoints, whoever opened the connection; {@link #CLIENT_IS_1} says who did.
 */
final class FlowRow {

    static final int LONGS = 48;

    // line 0
    static final int HIGH_0 = 0;
    static final int LOW_0 = 1;
    static final int HIGH_1 = 2;
    static final int LOW_1 = 3;
    /** port 0 << 48 | port 1 << 32 | protocol << 24 | tenant (24 bits). */
    static final int PORTS = 4;
    /** flow id << 24 | source. */
    static final int FLOW_ID = 5;
    static final int START = 6;
    /** The run's clock at the last packet; it never runs backwards. */
    static final int LAST = 7;
    // line 1
    /** The latest time of a packet as captured. */
    static final int END = 8;
    /** quality (24 bits) << 40 | tunnel (12 bits) << 28 | state bits (28). */
    static final int STATE = 9;
    /** previous << 32 | next in the list the flow is in. */
    static final int LINKS = 10;
    /** The run's clock when the flow entered its list. */
    static final int ARMED = 11;
    /** first block << 32 | last block of the sequence. */
    static final int SEQUENCE = 12;
    /** packets in sequence, records in sequence, ttl 0, ttl 1, scale 0, scale 1 (8 bits each), vlan (16). */
    static final int SMALL = 13;
    /** mss 0, mss 1, window 0, window 1 (16 bits each). */
    static final int OPTIONS = 14;
    /** SYN to SYN-ACK << 32 | SYN-ACK to ACK, microseconds + 1, 0 when unknown. */
    static final int ROUND_TRIPS = 15;

    /** First long of side 0; side 1 follows after {@link #SIDE_LONGS}. */
    static final int SIDES = 16;
    static final int SIDE_LONGS = 16;

    // within a side
    /** packets << 32 | packets with payload. */
    static final int PACKETS = 0;
    static final int BYTES = 1;
    static final int PAYLOAD = 2;
    static final int LAST_TIME = 3;
    static final int FIRST_TIME = 4;
    /** Sum of squares of the gaps between packets, microseconds squared, a double. */
    static final int GAP_SQUARES = 5;
    /** smallest << 32 | largest gap, microseconds. */
    static final int GAP_RANGE = 6;
    /** next expected sequence number << 32 | initial one. */
    static final int NEXT_SEQUENCE = 7;
    /** retransmitted (28 bits) << 36 | out of order (28 bits) << 8 | flags seen. */
    static final int DISORDER = 8;
    /** lost bytes << 32 | first waiting segment. */
    static final int LOST = 9;
    /** highest acknowledgment << 32 | sequence number of the FIN. */
    static final int ACKNOWLEDGED = 10;
    /** Where the reader of the stream is: see {@link StreamState}. */
    static final int STREAM = 11;
    /** records << 32 | records of type 23. */
    static final int RECORDS = 12;
    static final int DATA_BYTES = 13;
    static final int DATA_SQUARES = 14;
    /** segments that bring nothing new << 32 | smallest + 1 << 16 | largest record of type 23. */
    static final int DUPLICATE_AND_RANGE = 15;

    // bits of the state
    static final int CLIENT_IS_1 = 1;
    static final int CLIENT_KNOWN = 2;
    static final int SYN_SEEN = 4;
    static final int SYN_ACK_SEEN = 8;
    /** The next sequence number of side 0, of side 1, is known. */
    static final int OPEN_0 = 32;
    static final int OPEN_1 = 64;
    static final int FIN_SENT_0 = 128;
    static final int FIN_SENT_1 = 256;
    static final int FIN_0 = 512;
    static final int FIN_1 = 1024;
    static final int RESET_0 = 2048;
    static final int RESET_1 = 4096;
    /** In the list of closed flows that wait for stragglers. */
    static final int CLOSED = 8192;
    /** UDP: everything worth reading has been read. */
    static final int NOTHING_WANTED = 1 << 23;
    /** The flow has something besides its row: see {@link FlowSides}. */
    static final int HAS_SIDE = 1 << 24;
    /** What it has is the facts of its TLS handshake alone. */
    static final int SETTLED = 1 << 26;
    /** The flow has ended and waits to be reported. */
    static final int ENDED = 1 << 25;
    /** The stream carries TLS. */
    static final int TLS = 1 << 14;
    /** The stream was judged to carry something else. */
    static final int NOT_TLS = 1 << 15;
    /** Side 1 delivered the last bytes: whose turn it is. */
    static final int TURN_1 = 1 << 16;
    /** An earlier part of the flow has been reported because of the active time-out. */
    static final int CONTINUED = 1 << 17;
    /** An acknowledgment of side 0, of side 1, was seen. */
    static final int ACKED_0 = 1 << 18;
    static final int ACKED_1 = 1 << 19;
    /** No more items of its sequence are kept, for lack of memory. */
    static final int SEQUENCE_FULL = 1 << 27;
    /** End reason of an ended flow, 3 bits. */
    static final int REASON_SHIFT = 20;

    private static final int QUALITY_SHIFT = 40;
    private static final int TUNNEL_SHIFT = 28;
    private static final int TUNNEL_MASK = 0xFFF;

    long[] chunk;
    int base;
    int id;

    void stand(long[] chunk, int base, int id) {
        this.chunk = chunk;
        this.base = base;
        this.id = id;
    }

    long get(int field) {
        return chunk[base + field];
    }

    void set(int field, long value) {
        chunk[base + field] = value;
    }

    int high(int field) {
        return (int) (get(field) >>> 32);
    }

    int low(int field) {
        return (int) get(field);
    }

    void set(int field, int high, int low) {
        set(field, (long) high << 32 | low & 0xFFFF_FFFFL);
    }

    void setHigh(int field, int high) {
        set(field, high, low(field));
    }

    void setLow(int field, int low) {
        set(field, high(field), low);
    }

    /** Index of the first long of what that side sent. */
    static int side(int side) {
        return SIDES + side * SIDE_LONGS;
    }

    boolean is(int stateBit) {
        return (get(STATE) & stateBit) != 0;
    }

    void mark(int stateBits) {
        set(STATE, get(STATE) | stateBits);
    }

    void unmark(int stateBits) {
        set(STATE, get(STATE) & ~(long) stateBits);
    }

    /** That endpoint spoke last. */
    void turn(int sender) {
        set(STATE, sender == 1 ? get(STATE) | TURN_1 : get(STATE) & ~(long) TURN_1);
    }

    void flag(tell443.facts.Quality quality) {
        set(STATE, get(STATE) | (long) quality.bit() << QUALITY_SHIFT);
    }

    int quality() {
        return (int) (get(STATE) >>> QUALITY_SHIFT);
    }

    int tunnel() {
        return (int) (get(STATE) >>> TUNNEL_SHIFT) & TUNNEL_MASK;
    }

    void setTunnel(int tunnel) {
        set(STATE, get(STATE) | (long) (tunnel & TUNNEL_MASK) << TUNNEL_SHIFT);
    }

    int client() {
        return (int) get(STATE) & CLIENT_IS_1;
    }

    void setClient(int side) {
        set(STATE, get(STATE) & ~(long) CLIENT_IS_1 | side);
    }

    int small(int shift) {
        return (int) (get(SMALL) >>> shift) & 0xFF;
    }

    void setSmall(int shift, int value) {
        set(SMALL, get(SMALL) & ~(0xFFL << shift) | (long) value << shift);
    }

    /** Microseconds + 1 since the flow's first packet, at most what 31 bits hold. */
    int microsSinceStart(long timeNanos) {
        return (int) Math.min(Math.max(0, timeNanos - get(START)) / 1000 + 1, Integer.MAX_VALUE);
    }

    /** No packet came from the other side. */
    boolean isOneWay(int sender) {
        return high(side(1 - sender) + PACKETS) == 0;
    }

    boolean isTcp() {
        return (get(PORTS) >>> 24 & 0xFF) == tell443.net.Headers.TCP;
    }

    // shifts within SMALL
    static final int PACKETS_KEPT = 0;
    static final int RECORDS_KEPT = 8;
    static final int TTL = 16; // + 8 for side 1
    static final int SCALE = 32; // + 8 for side 1; value + 1, 0 when unknown
    static final int VLAN_SHIFT = 48; // 16 bits, id + 1, 0 when there is none
}
