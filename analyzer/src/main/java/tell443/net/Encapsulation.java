package tell443.net;

import java.nio.ByteBuffer;

/**
 * Tunnels that carry IP or Ethernet: GRE (RFC 2784, 2890; version 1 RFC 2637), ERSPAN, VXLAN (RFC 7348), Geneve (RFC 8926),
 * GTP-U (3GPP TS 29.281), Teredo (RFC 4380), CAPWAP data (RFC 5415). A UDP tunnel is believed on its own port and only when its header
 * fits; else
 * the packet is a plain UDP packet.
 */
final class Encapsulation {

    private static final int GRE_CHECKSUM = 0x8000;
    private static final int GRE_ROUTING = 0x4000;
    private static final int GRE_KEY = 0x2000;
    private static final int GRE_SEQUENCE = 0x1000;
    private static final int GRE_ACKNOWLEDGMENT = 0x0080;
    private static final int GRE_VERSION = 7;
    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86DD;
    private static final int TYPE_TEB = 0x6558;
    private static final int TYPE_PPP = 0x880B;
    private static final int TYPE_MPLS = 0x8847;
    private static final int TYPE_ERSPAN = 0x88BE;
    private static final int TYPE_ERSPAN_3 = 0x22EB;

    private static final int PORT_GTP_U = 2152;
    private static final int PORT_TEREDO = 3544;
    private static final int PORT_VXLAN = 4789;
    private static final int PORT_GENEVE = 6081;
    private static final int PORT_VXLAN_LINUX = 8472;

    private static final int UDP_HEADER = 8;
    private static final int VXLAN_HEADER = 8;
    private static final int GTP_HEADER = 8;
    private static final int GTP_DATA = 255;
    private static final int GTP_EXTENSIONS = 8;

    private final PacketDecoder packet;

    Encapsulation(PacketDecoder packet) {
        this.packet = packet;
    }

    int gre() {
        if (!holds(4)) {
            return Layer.OTHER;
        }
        int flags = u16(packet.at);
        int type = u16(packet.at + 2);
        int length = 4;
        length += (flags & (GRE_CHECKSUM | GRE_ROUTING)) != 0 ? 4 : 0;
        length += (flags & GRE_KEY) != 0 ? 4 : 0;
        length += (flags & GRE_SEQUENCE) != 0 ? 4 : 0;
        length += (flags & GRE_VERSION) == 1 && (flags & GRE_ACKNOWLEDGMENT) != 0 ? 4 : 0;
        if (!holds(length) || (flags & GRE_VERSION) > 1) {
            return Layer.OTHER;
        }
        packet.at += length;
        return switch (type) {
            case TYPE_IPV4 -> enter(Tunnels.Kind.GRE, -1, Layer.IPV4);
            case TYPE_IPV6 -> enter(Tunnels.Kind.GRE, -1, Layer.IPV6);
            case TYPE_TEB -> enter(Tunnels.Kind.GRE, -1, Layer.ETHERNET);
            case TYPE_PPP -> enter(Tunnels.Kind.GRE, -1, Layer.PPP);
            case TYPE_MPLS -> enter(Tunnels.Kind.GRE, -1, Layer.MPLS);
            case TYPE_ERSPAN -> erspan((flags & GRE_SEQUENCE) != 0 ? 8 : 0); // type I has no header of its own
            case TYPE_ERSPAN_3 -> erspan(12);
            default -> Layer.OTHER;
        };
    }

    private int erspan(int header) {
        int length = header;
        if (header == 12 && holds(12) && (packet.bytes.get(packet.at + 11) & 1) != 0) {
            length += 8; // platform specific subheader
        }
        packet.at += length;
        return enter(Tunnels.Kind.ERSPAN, -1, Layer.ETHERNET);
    }

    /** Whether a datagram between these ports (source << 16 | destination) may carry packets. */
    static boolean isTunnel(int ports) {
        int destination = ports & 0xFFFF;
        return destination == PORT_VXLAN || destination == PORT_VXLAN_LINUX || destination == PORT_GENEVE || destination == PORT_GTP_U
                || isTunnelEitherWay(destination) || isTunnelEitherWay(ports >>> 16);
    }

    /** Both directions have that port. */
    private static boolean isTunnelEitherWay(int port) {
        return port == PORT_TEREDO || port == Capwap.PORT;
    }

    /** The layer inside the UDP header at hand, or {@link Layer#NONE} when it is no tunnel. */
    int inUdp(int ports) {
        int destination = ports & 0xFFFF;
        return switch (destination) {
            case PORT_VXLAN, PORT_VXLAN_LINUX -> vxlan();
            case PORT_GENEVE -> geneve();
            case PORT_GTP_U -> gtp();
            case PORT_TEREDO -> teredo();
            case Capwap.PORT -> capwap();
            default -> fromTunnel(ports >>> 16);
        };
    }

    private int fromTunnel(int source) {
        return source == PORT_TEREDO ? teredo() : source == Capwap.PORT ? capwap() : Layer.NONE;
    }

    private int vxlan() {
        int at = packet.at + UDP_HEADER;
        ByteBuffer bytes = packet.bytes;
        if (!holds(UDP_HEADER + VXLAN_HEADER + 14) || bytes.get(at) != 0x08 || bytes.get(at + 7) != 0) {
            return Layer.NONE;
        }
        int network = bytes.getInt(at + 4) >>> 8;
        packet.at = at + VXLAN_HEADER;
        packet.tenant = network + 1;
        return enter(Tunnels.Kind.VXLAN, network, Layer.ETHERNET);
    }

    private int geneve() {
        int at = packet.at + UDP_HEADER;
        ByteBuffer bytes = packet.bytes;
        if (!holds(UDP_HEADER + 8) || bytes.get(at) >>> 6 != 0) {
            return Layer.NONE;
        }
        int length = 8 + ((bytes.get(at) & 0x3F) << 2);
        int inner = switch (u16(at + 2)) {
            case TYPE_TEB -> Layer.ETHERNET;
            case TYPE_IPV4 -> Layer.IPV4;
            case TYPE_IPV6 -> Layer.IPV6;
            default -> Layer.NONE;
        };
        if (inner == Layer.NONE || !holds(UDP_HEADER + length)) {
            return Layer.NONE;
        }
        int network = bytes.getInt(at + 4) >>> 8;
        packet.at = at + length;
        packet.tenant = network + 1;
        return enter(Tunnels.Kind.GENEVE, network, inner);
    }

    /** Endpoint ids differ each way, so they tell no tenants apart. */
    private int gtp() {
        int at = packet.at + UDP_HEADER;
        ByteBuffer bytes = packet.bytes;
        if (!holds(UDP_HEADER + GTP_HEADER) || (bytes.get(at) & 0xF0) != 0x30 || (bytes.get(at + 1) & 0xFF) != GTP_DATA) {
            return Layer.NONE;
        }
        int flags = bytes.get(at) & 7;
        int content = at + GTP_HEADER + (flags != 0 ? 4 : 0);
        if (content > packet.end) {
            return Layer.NONE;
        }
        int next = (flags & 4) != 0 ? bytes.get(content - 1) & 0xFF : 0;
        for (int extensions = 0; next != 0; extensions++) {
            int units = content < packet.end ? bytes.get(content) & 0xFF : 0;
            content += units << 2;
            if (units == 0 || content > packet.end || extensions == GTP_EXTENSIONS) {
                return Layer.NONE;
            }
            next = bytes.get(content - 1) & 0xFF;
        }
        return isIp(content) ? enterAt(content, Tunnels.Kind.GTP_U) : Layer.NONE;
    }

    private int teredo() {
        int at = packet.at + UDP_HEADER;
        if (holds(UDP_HEADER + 13) && u16(at) == 1) { // authentication header with empty id and value
            at += 13 + (packet.bytes.get(at + 2) & 0xFF) + (packet.bytes.get(at + 3) & 0xFF);
        }
        if (at + 8 <= packet.end && u16(at) == 0) { // origin indication
            at += 8;
        }
        boolean ipv6 = at + 40 <= packet.end && (packet.bytes.get(at) >>> 4 & 0xF) == 6
                && u16(at + 4) + 40 == packet.wireEnd - at;
        return ipv6 ? enterAt(at, Tunnels.Kind.TEREDO) : Layer.NONE;
    }

    private int capwap() {
        int at = packet.at + UDP_HEADER;
        int end = Math.min(packet.end, packet.wireEnd);
        int frame = Capwap.frame(packet.bytes, at, end);
        if (frame >= 0 && Capwap.isEthernet(packet.bytes, at, frame, end)) {
            packet.at = frame;
            return enter(Tunnels.Kind.CAPWAP, -1, Layer.ETHERNET);
        }
        int content = frame < 0 ? -1 : Capwap.packet(packet.bytes, at, frame, end);
        return content >= 0 && isIp(content) ? enterAt(content, Tunnels.Kind.CAPWAP) : Layer.NONE;
    }

    private boolean isIp(int at) {
        int nibble = at + 20 <= packet.end ? packet.bytes.get(at) >>> 4 & 0xF : 0;
        return nibble == 4 || nibble == 6;
    }

    private int enterAt(int at, Tunnels.Kind kind) {
        packet.at = at;
        return enter(kind, -1, Layer.IP_ANY);
    }

    private int enter(Tunnels.Kind kind, int id, int layer) {
        packet.enterTunnel(kind, id);
        return layer;
    }

    private boolean holds(int length) {
        return length <= packet.end - packet.at;
    }

    private int u16(int at) {
        return packet.bytes.getShort(at) & 0xFFFF;
    }
}
