package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/**
 * L2TP without IPsec (RFC 2661).
 *
 * <pre>
 *  control  T, L, S set, version 2: 0xC802 | length (16) | tunnel (16) | session (16) | Ns (16) | Nr (16) | AVP: message type ...
 * </pre>
 */
final class L2tp {

    private static final int CONTROL = 0xC802;
    private static final int HEADER = 12;
    /** Mandatory, eight bytes long, of the IETF, attribute 0. */
    private static final long MESSAGE_TYPE = 0x8008_0000L;
    private static final int START_REQUEST = 1;
    private static final int START_REPLY = 2;

    static final Protocol PROTOCOL = Protocol.of("l2tp", FlowClass.VPN,
            hard("l2tp.start", 0.97, "a request to start a control connection is answered; both have the lengths they name",
                    "RFC 2661 section 6.1",
                    sight -> control(sight.turns(), true, START_REQUEST) && control(sight.turns(), false, START_REPLY)),
            hard("l2tp.request", 0.70, "a request to start a control connection that nobody answers", "RFC 2661 section 6.1",
                    sight -> control(sight.turns(), true, START_REQUEST) && sight.facts.server.payloadPackets == 0));

    private L2tp() {}

    /** Among the first two messages of that side: an empty acknowledgment may come before the reply. */
    private static boolean control(Messages turns, boolean client, int type) {
        for (int nth = 0; nth < 2; nth++) {
            int i = turns.nth(client, nth);
            if (i >= 0 && turns.u16(i, 0) == CONTROL && turns.u16(i, 2) == turns.length(i) && turns.u32(i, HEADER) == MESSAGE_TYPE
                    && turns.u32(i, HEADER + 4) == type) {
                return true;
            }
        }
        return false;
    }
}
