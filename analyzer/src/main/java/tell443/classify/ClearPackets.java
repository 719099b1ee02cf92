package tell443.classify;

import static tell443.classify.Evidence.hard;
import static tell443.classify.Given.TURNS;

import tell443.facts.Opening.Messages;

/**
 * Whole IP packets in the clear inside datagrams, or inside messages with a length before each: a tunnel that encrypts nothing.
 *
 * <pre>
 *   header of h bytes, the same h in all || 4 5 | tos | length: to the end | ... | protocol | checksum: fits | addresses
 *                                        || 6 ............ | length: to the end | next header | hop limit | addresses
 * </pre>
 */
final class ClearPackets {

    /** UDP 8, VXLAN 8, GRE 8 and Ethernet 14 make less. */
    private static final int LONGEST_HEADER = 40;
    private static final int IPV4 = 20;
    private static final int IPV6 = 40;
    private static final int FEWEST = 3;
    private static final int[] PROTOCOLS = {1, 6, 17, 50, 58, 132};

    static final Protocol PROTOCOL = Protocol.of("unknown-tunnel", FlowClass.VPN,
            hard("unknown-tunnel.clear-packets", 0.95, "whole IP packets in the clear inside each message: lengths and checksums fit",
                    "RFC 791 section 3.1, RFC 8200 section 3", sight -> header(messages(sight)) >= 0).onlyWith(TURNS)
                    .telling(sight -> "behind " + header(messages(sight)) + " bytes"));

    private ClearPackets() {}

    private static Messages messages(Sight sight) {
        return sight.facts.tcp ? sight.frames() : sight.turns();
    }

    /** Length of what comes before the packets, or -1 when there are none. */
    private static int header(Messages messages) {
        for (int h = 0; messages.count() >= FEWEST && h <= LONGEST_HEADER; h++) {
            if (packets(messages, h) >= FEWEST) {
                return h;
            }
        }
        return -1;
    }

    /** Packets behind a header of that length; 0 when a message that is long enough, and of which enough was kept, holds none. */
    private static int packets(Messages messages, int h) {
        int packets = 0;
        for (int i = 0; i < messages.count(); i++) {
            if (messages.kept(i) >= h + IPV4) {
                if (!isIpv4(messages, i, h) && !isIpv6(messages, i, h)) {
                    return 0;
                }
                packets++;
            }
        }
        return packets;
    }

    private static boolean isIpv4(Messages messages, int i, int h) {
        return messages.u8(i, h) == 0x45 && messages.u16(i, h + 2) == messages.length(i) - h && isProtocol(messages.u8(i, h + 9))
                && checksum(messages, i, h) == 0xFFFF;
    }

    private static int checksum(Messages messages, int i, int h) {
        int sum = 0;
        for (int at = h; at < h + IPV4; at += 2) {
            sum += messages.u16(i, at);
        }
        return (sum & 0xFFFF) + (sum >>> 16);
    }

    private static boolean isIpv6(Messages messages, int i, int h) {
        return messages.u8(i, h) >>> 4 == 6 && messages.u16(i, h + 4) == messages.length(i) - h - IPV6
                && (isProtocol(messages.u8(i, h + 6)) || messages.u8(i, h + 6) == 0) && messages.u8(i, h + 7) > 0;
    }

    private static boolean isProtocol(int number) {
        for (int protocol : PROTOCOLS) {
            if (number == protocol) {
                return true;
            }
        }
        return false;
    }
}
