package tell443.net;

import tell443.counters.Counter;

/** Everything below IP. Link types: https://www.tcpdump.org/linktypes.html. */
final class LinkLayer {

    private static final int ETHERNET_HEADER = 14;
    private static final int VLAN_TAG = 4;
    private static final int MPLS_ENTRY = 4;
    private static final int PPPOE_HEADER = 6; // version, type, code, session id, length; the PPP protocol follows
    private static final int SLL_HEADER = 16;
    private static final int SLL2_HEADER = 20;
    private static final int NULL_HEADER = 4;
    private static final int NFLOG_HEADER = 4;
    private static final int NFLOG_PAYLOAD = 9; // NFULA_PAYLOAD of linux/netfilter/nfnetlink_log.h

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86DD;
    private static final int ETHERTYPE_VLAN = 0x8100;
    private static final int ETHERTYPE_QINQ = 0x88A8;
    private static final int ETHERTYPE_QINQ_OLD = 0x9100;
    private static final int ETHERTYPE_MPLS = 0x8847;
    private static final int ETHERTYPE_MPLS_MULTICAST = 0x8848;
    private static final int ETHERTYPE_PPPOE = 0x8864;
    private static final int ETHERTYPE_TEB = 0x6558; // transparent Ethernet bridging

    private static final int PPP_IPV4 = 0x21;
    private static final int PPP_IPV6 = 0x57;
    private static final int PPP_MPLS = 0x281;

    private static final int VLAN_ID_MASK = 0xFFF;

    private final PacketDecoder packet;

    LinkLayer(PacketDecoder packet) {
        this.packet = packet;
    }

    /** The first layer of a packet of that link type. */
    int enter(int linkType) {
        return switch (linkType) {
            case 1 -> Layer.ETHERNET;
            case 0, 108 -> family();
            case 12, 14, 101, 228, 229 -> Layer.IP_ANY;
            case 9, 50 -> Layer.PPP;
            case 51 -> Layer.PPPOE;
            case 113 -> cooked(SLL_HEADER, SLL_HEADER - 2);
            case 276 -> cooked(SLL2_HEADER, 0);
            case 239 -> nflog();
            default -> packet.drop(Counter.LINK_TYPE_UNSUPPORTED);
        };
    }

    static boolean supports(int linkType) {
        return switch (linkType) {
            case 0, 1, 9, 12, 14, 50, 51, 101, 108, 113, 228, 229, 239, 276 -> true;
            default -> false;
        };
    }

    int ethernet() {
        if (!holds(ETHERNET_HEADER)) {
            return cut();
        }
        int type = u16(packet.at + ETHERNET_HEADER - 2);
        packet.at += ETHERNET_HEADER;
        return type == ETHERTYPE_IPV4 ? Layer.IPV4 : etherType(type);
    }

    /** The layer an EtherType stands for; {@code at} is behind it. */
    int etherType(int type) {
        return switch (type) {
            case ETHERTYPE_IPV4 -> Layer.IPV4;
            case ETHERTYPE_IPV6 -> Layer.IPV6;
            case ETHERTYPE_VLAN, ETHERTYPE_QINQ, ETHERTYPE_QINQ_OLD -> Layer.VLAN;
            case ETHERTYPE_MPLS, ETHERTYPE_MPLS_MULTICAST -> Layer.MPLS;
            case ETHERTYPE_PPPOE -> Layer.PPPOE;
            case ETHERTYPE_TEB -> Layer.ETHERNET;
            default -> Layer.OTHER;
        };
    }

    int vlan() {
        if (!holds(VLAN_TAG)) {
            return cut();
        }
        if (packet.vlan < 0) {
            packet.vlan = u16(packet.at) & VLAN_ID_MASK;
        }
        int type = u16(packet.at + 2);
        packet.at += VLAN_TAG;
        return etherType(type);
    }

    /** RFC 3032; the whole stack is one layer. Below the last label: IP by its first nibble, else a pseudo-wire's Ethernet. */
    int mpls() {
        boolean last = false;
        for (int labels = 0; !last; labels++) {
            if (labels == PacketDecoder.LAYERS) {
                return packet.drop(Counter.LAYERS_TOO_MANY);
            }
            if (!holds(MPLS_ENTRY)) {
                return cut();
            }
            last = (packet.bytes.get(packet.at + 2) & 1) != 0;
            packet.at += MPLS_ENTRY;
        }
        if (!holds(1)) {
            return cut();
        }
        int nibble = packet.bytes.get(packet.at) >>> 4 & 0xF;
        if (nibble == 4 || nibble == 6) {
            return Layer.IP_ANY;
        }
        packet.at += nibble == 0 ? 4 : 0; // pseudo-wire control word, RFC 4385
        return Layer.ETHERNET;
    }

    int pppoe() {
        if (!holds(PPPOE_HEADER)) {
            return cut();
        }
        int length = u16(packet.at + PPPOE_HEADER - 2);
        packet.at += PPPOE_HEADER;
        packet.wireEnd = length == 0 ? packet.wireEnd : Math.min(packet.wireEnd, packet.at + length);
        return Layer.PPP;
    }

    /** With or without the HDLC address and control bytes; the protocol field is one byte when it is odd. RFC 1661, RFC 1662. */
    int ppp() {
        if (!holds(4)) {
            return cut();
        }
        if (u16(packet.at) == 0xFF03) {
            packet.at += 2;
        }
        int protocol = packet.bytes.get(packet.at) & 0xFF;
        boolean compressed = (protocol & 1) != 0;
        protocol = compressed ? protocol : u16(packet.at);
        packet.at += compressed ? 1 : 2;
        return switch (protocol) {
            case PPP_IPV4 -> Layer.IPV4;
            case PPP_IPV6 -> Layer.IPV6;
            case PPP_MPLS -> Layer.MPLS;
            default -> Layer.OTHER;
        };
    }

    int ipByNibble() {
        if (!holds(1)) {
            return cut();
        }
        return switch (packet.bytes.get(packet.at) >>> 4 & 0xF) {
            case 4 -> Layer.IPV4;
            case 6 -> Layer.IPV6;
            default -> Layer.OTHER;
        };
    }

    /** BSD loopback: an address family in the byte order of whoever captured it; IP says itself which version it is. */
    private int family() {
        if (!holds(NULL_HEADER)) {
            return cut();
        }
        packet.at += NULL_HEADER;
        return Layer.IP_ANY;
    }

    private int cooked(int length, int typeAt) {
        if (!holds(length)) {
            return cut();
        }
        int type = u16(packet.at + typeAt);
        packet.at += length;
        return etherType(type);
    }

    /** Netfilter log: family, version, then attributes of little-endian host order; the packet is one of them. */
    private int nflog() {
        packet.at += NFLOG_HEADER;
        for (int attributes = 0; attributes < 64 && holds(4); attributes++) {
            int length = Short.reverseBytes(packet.bytes.getShort(packet.at)) & 0xFFFF;
            int type = Short.reverseBytes(packet.bytes.getShort(packet.at + 2)) & 0x7FFF;
            if (type == NFLOG_PAYLOAD) {
                packet.at += 4;
                return Layer.IP_ANY;
            }
            if (length < 4) {
                break;
            }
            packet.at += length + 3 & ~3;
        }
        return packet.drop(Counter.LINK_TRUNCATED);
    }

    private boolean holds(int length) {
        return length <= packet.end - packet.at;
    }

    private int cut() {
        return packet.drop(Counter.LINK_TRUNCATED);
    }

    private int u16(int at) {
        return packet.bytes.getShort(at) & 0xFFFF;
    }
}
