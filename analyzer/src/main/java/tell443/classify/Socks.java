package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/** SOCKS 4 and 5 (RFC 1928): a proxy in use, which is what the class vpn says. */
final class Socks {

    static final Protocol PROTOCOL = Protocol.of("unknown-tunnel", FlowClass.VPN,
            hard("socks.version5", 0.97, "a SOCKS 5 greeting and the server's choice of a method it offered", "RFC 1928 section 3",
                    Socks::version5),
            hard("socks.version4", 0.97, "a SOCKS 4 request and its answer", "SOCKS: A protocol for TCP proxy, NEC 1992",
                    Socks::version4));

    private Socks() {}

    private static boolean version5(Sight sight) {
        Messages turns = sight.turns();
        if (turns.count() < 2 || !turns.fromClient(0) || turns.u8(0, 0) != 5 || turns.length(0) != 2 + turns.u8(0, 1)) {
            return false;
        }
        int method = turns.u8(1, 1);
        if (turns.u8(1, 0) != 5 || turns.length(1) != 2) {
            return false;
        }
        for (int i = 2; i < turns.length(0); i++) {
            if (turns.u8(0, i) == method) {
                return true;
            }
        }
        return method == 0xFF;
    }

    private static boolean version4(Sight sight) {
        Messages turns = sight.turns();
        return turns.count() >= 2 && turns.fromClient(0) && turns.u8(0, 0) == 4 && turns.u8(0, 1) >= 1 && turns.u8(0, 1) <= 2
                && turns.length(0) >= 9 && turns.u8(1, 0) == 0 && turns.u8(1, 1) >= 0x5A && turns.u8(1, 1) <= 0x5D
                        && turns.length(1) == 8;
    }
}
