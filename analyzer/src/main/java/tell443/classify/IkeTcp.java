package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/** IKEv2 and ESP over TCP (RFC 9329): the stream begins with IKETCP, then messages with a 16-bit length. */
final class IkeTcp {

    static final Protocol PROTOCOL = Protocol.of("ike-tcp", FlowClass.VPN,
            hard("ike-tcp.prefix", 0.98, "the stream prefix IKETCP, then a message without ESP marker and with an IKEv2 header",
                    "RFC 9329 section 4",
                    IkeTcp::prefix));

    private IkeTcp() {}

    private static boolean prefix(Sight sight) {
        Messages turns = sight.turns();
        int first = turns.nth(true, 0);
        return first >= 0 && turns.startsWith(first, "IKETCP") && turns.u16(first, 6) + 6 <= turns.length(first)
                && turns.u32(first, 8) == 0 && turns.u8(first, 12 + 17) == 0x20;
    }
}
