package tell443.facts;

/** What was seen of one flow. Filled in anew for every flow; see the package for its rules. */
public final class FlowFacts {

    // --- who and when ---
    /** Number of the flow's first packet in the run, from 1. */
    public long flowId;
    /** The file as named on the command line, or the interface. */
    public String capture = "";
    /** Time of the first packet. */
    public long startNanos;
    /** The latest time of any packet; never before {@link #startNanos}. */
    public long endNanos;
    public boolean tcp;
    public boolean ipv6;
    /** Addresses as two 64-bit halves; IPv4 as IPv4-mapped IPv6 (RFC 4291 section 2.5.5.2). */
    public long clientHigh;
    public long clientLow;
    public long serverHigh;
    public long serverLow;
    public int clientPort;
    public int serverPort;
    /** Outermost 802.1Q id, or -1. */
    public int vlan;
    /** The tunnels around the flow, outermost first, such as {@code vxlan:77;gre}; empty when there is none. */
    public String tunnel = "";
    public EndReason endReason = EndReason.EOF;
    /** While it was open, a row of the flow was written: this one takes its place. */
    public boolean told;
    /** Bits of {@link Quality}. */
    public int quality;

    // --- how much, each way ---
    public final DirectionFacts client = new DirectionFacts();
    public final DirectionFacts server = new DirectionFacts();
    /** First packets with payload, of TCP 32 if somebody wants them: sizes of payload in bytes, positive from the client, and times. */
    public final Sequence packets = new Sequence();
    /** First TLS records, handshake included: length field in bytes, positive from the client, and times. */
    public final Sequence records = new Sequence();

    // --- times between, in nanoseconds; -1 when one end was not seen ---
    /** SYN to SYN-ACK. */
    public long synRttNanos;
    /** SYN-ACK to the client's first ACK. */
    public long ackRttNanos;
    /** First packet to the end of the ClientHello. */
    public long clientHelloNanos;
    /** First packet to the end of the ServerHello. */
    public long serverHelloNanos;

    // --- what the parsers made of the payload ---
    public TlsFacts tls = TlsFacts.NONE;
    public QuicFacts quic = QuicFacts.NONE;
    /** First messages of a flow that is neither TLS over TCP nor an opened QUIC connection; or those in the clear before or beside TLS. */
    public Opening opening = Opening.NONE;

    /** What other flows and names in the clear say. */
    public final Surroundings around = new Surroundings();

    public DirectionFacts direction(boolean fromClient) {
        return fromClient ? client : server;
    }

    public boolean has(Quality flag) {
        return flag.in(quality);
    }

    public long durationNanos() {
        return endNanos - startNanos;
    }

    public long payloadBytes() {
        return client.payloadBytes + server.payloadBytes;
    }
}
