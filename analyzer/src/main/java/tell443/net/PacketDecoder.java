package tell443.net;

import java.nio.ByteBuffer;
import tell443.capture.PacketBatch;
import tell443.counters.Counter;
import tell443.counters.Counters;

/**
 * Walks the layers of each packet of a batch down to TCP or UDP and fills {@link Headers} with those that are wanted.
 *
 * <p>One pass, offsets only. The layer at hand is a kind and the range {@code at..end} that was captured; {@code wireEnd} is
 * where the enclosing layer says its content ends. At most {@link #LAYERS} layers.
 */
public final class PacketDecoder {

    static final int LAYERS = 16;
    private static final int DNS = 53;

    private final PortSet ports;
    private final Counters counters;
    private final Tunnels tunnels = new Tunnels();
    private final Fragments fragments;
    private final LinkLayer link;
    private final Ip ip;
    private final FastPath fastPath;
    private final Encapsulation encapsulation;

    // The layer being read; the rooms of one packet share them.
    ByteBuffer bytes;
    int at;
    int end;
    int wireEnd;
    int vlan;
    int tunnel;
    int tenant;
    int marks;
    private Headers headers;
    private Headers answers;
    private Annex annex;
    private int packet;
    private long[] datagrams = {};
    private long timeNanos;
    private int layers;

    /** @param counters of this decoder alone, or of nobody when another decoder counts the same packets */
    public PacketDecoder(PortSet ports, Counters counters, long fragmentBytes) {
        this.ports = ports;
        this.counters = counters;
        fastPath = new FastPath(ports);
        fragments = new Fragments(counters, fragmentBytes);
        link = new LinkLayer(this);
        ip = new Ip(this, counters, fragments);
        encapsulation = new Encapsulation(this);
    }

    /** Whether packets of that link type can be read at all (https://www.tcpdump.org/linktypes.html). */
    public static boolean supports(int linkType) {
        return LinkLayer.supports(linkType);
    }

    public Tunnels tunnels() {
        return tunnels;
    }

    /**
     * Of each packet that is a fragment, its datagram's number is to be left there, by index; its negative where the datagram
     * became whole. Zeros must be there before; an array without length asks for nothing.
     */
    public void noteDatagrams(long[] column) {
        datagrams = column;
    }

    /**
     * Decodes packets from index {@code from} until the rows are full or {@code to} is reached.
     *
     * @param answers takes packets with payload from port 53, wanted or not: what names lead to
     * @param annex takes the datagrams that are put together
     * @return index of the first packet that has not been decoded
     */
    public int decode(PacketBatch batch, int from, int to, Headers rows, Headers answers, Annex annex) {
        headers = rows;
        this.answers = answers;
        this.annex = annex;
        rows.begin(batch.bytes, annex);
        answers.begin(batch.bytes, annex);
        for (packet = from; packet < to && !rows.isFull() && !answers.isFull(); packet++) {
            int fast = fastPath.decode(batch, packet, rows);
            if (fast != FastPath.NOT_HERE) {
                if (fast == FastPath.OTHER_PORTS) {
                    drop(Counter.PACKETS_OTHER_PORTS);
                }
                continue;
            }
            bytes = batch.bytes;
            at = batch.offset[packet];
            end = at + batch.captured[packet];
            wireEnd = at + batch.original[packet];
            timeNanos = batch.timeNanos[packet];
            vlan = -1;
            tunnel = Tunnels.NONE;
            tenant = 0;
            marks = end < wireEnd ? Headers.SNAPPED : 0;
            layers = 0;
            walk(link.enter(batch.linkType[packet]));
        }
        return packet;
    }

    private void walk(int first) {
        int layer = first;
        while (layer > Layer.END) {
            layer = ++layers > LAYERS ? drop(Counter.LAYERS_TOO_MANY) : step(layer);
        }
    }

    private int step(int layer) {
        return switch (layer) {
            case Layer.IPV4 -> ip.version4();
            case Layer.IPV6 -> ip.version6();
            case Layer.TCP -> tcp();
            case Layer.UDP -> udp();
            case Layer.ETHERNET -> link.ethernet();
            case Layer.PPP -> link.ppp();
            case Layer.MPLS -> link.mpls();
            case Layer.PPPOE -> link.pppoe();
            case Layer.VLAN -> link.vlan();
            case Layer.GRE -> encapsulation.gre();
            case Layer.IP_ANY -> link.ipByNibble();
            default -> drop(Counter.PACKETS_OTHER_PROTOCOLS);
        };
    }

    /** Counts the packet out. What is not a fault of the packet is its own counter; else it is undecodable as well. */
    int drop(Counter why) {
        counters.count(why);
        if (why != Counter.PACKETS_OTHER_PROTOCOLS && why != Counter.PACKETS_OTHER_PORTS) {
            counters.count(why == Counter.IP_PROTOCOL_OTHER ? Counter.PACKETS_OTHER_PROTOCOLS : Counter.PACKETS_UNDECODABLE);
        }
        return Layer.END;
    }

    /** Of fragments in fragments the inner datagram counts. */
    void noteDatagram(long number) {
        if (datagrams.length > 0) {
            datagrams[packet] = number;
        }
    }

    /** Goes on in a datagram that was put together. */
    void enterAnnex(ByteBuffer datagram, int length) {
        at = annex.add(datagram, length);
        bytes = annex.bytes();
        end = at + length;
        wireEnd = end;
    }

    long timeNanos() {
        return timeNanos;
    }

    int enterTunnel(Tunnels.Kind kind, int id) {
        tunnel = tunnels.inside(tunnel, kind, id);
        return tunnel;
    }

    private int tcp() {
        if (end - at < Tcp.HEADER_LENGTH) {
            return tooShort(Tcp.HEADER_LENGTH, Counter.TCP_TRUNCATED, Counter.TCP_MALFORMED);
        }
        int headerLength = Tcp.headerLength(bytes, at);
        if (headerLength < Tcp.HEADER_LENGTH || headerLength > wireEnd - at) {
            return drop(Counter.TCP_MALFORMED);
        }
        int ports = bytes.getInt(at);
        Headers rows = this.ports.wants(ports) ? headers : answers;
        if (rows == answers && !isAnswer(ports)) {
            return drop(Counter.PACKETS_OTHER_PORTS);
        }
        int row = rows.count;
        rows.sequence[row] = bytes.getInt(at + Tcp.SEQUENCE);
        rows.acknowledgment[row] = bytes.getInt(at + Tcp.ACKNOWLEDGMENT);
        rows.flags[row] = bytes.get(at + Tcp.FLAGS) & 0xFF;
        return add(rows, Headers.TCP, ports, at + headerLength);
    }

    private int udp() {
        if (end - at < Udp.HEADER_LENGTH) {
            return tooShort(Udp.HEADER_LENGTH, Counter.UDP_TRUNCATED, Counter.UDP_MALFORMED);
        }
        int length = Udp.length(bytes, at);
        if (length == 0) {
            length = wireEnd - at; // jumbogram (RFC 2675 section 4) or segmentation offload
        } else if (length < Udp.HEADER_LENGTH) {
            return drop(Counter.UDP_MALFORMED);
        }
        wireEnd = Math.min(wireEnd, at + length);
        int ports = bytes.getInt(at);
        int inner = encapsulation.inUdp(ports);
        if (inner != Layer.NONE) {
            return inner;
        }
        if (this.ports.wants(ports)) {
            return add(headers, Headers.UDP, ports, at + Udp.HEADER_LENGTH);
        }
        return isAnswer(ports) ? add(answers, Headers.UDP, ports, at + Udp.HEADER_LENGTH) : drop(Counter.PACKETS_OTHER_PORTS);
    }

    /** @param both source port << 16 | destination port */
    static boolean isAnswer(int both) {
        return both >>> 16 == DNS;
    }

    int tooShort(int needed, Counter truncated, Counter malformed) {
        return drop(wireEnd - at < needed ? malformed : truncated);
    }

    private int add(Headers rows, int protocol, int ports, int payloadAt) {
        int row = rows.count;
        rows.packet[row] = packet;
        rows.end[row] = end;
        rows.headerAt[row] = at;
        rows.payloadAt[row] = payloadAt;
        rows.payloadLength[row] = wireEnd - payloadAt;
        rows.payloadHeld[row] = Math.max(0, Math.min(end, wireEnd) - payloadAt);
        rows.vlan[row] = vlan;
        rows.tunnel[row] = tunnel;
        rows.marks[row] = marks;
        ip.fill(rows, row);
        rows.over(row, ports, protocol, tenant);
        boolean answer = isAnswer(ports) && rows.payloadLength[row] > 0;
        if (rows == answers) {
            answers.count += answer ? 1 : 0;
            return drop(Counter.PACKETS_OTHER_PORTS);
        }
        headers.count++;
        if (answer) {
            answers.copy(headers, row);
        }
        return Layer.END;
    }
}
