package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/**
 * IKE over UDP on this port, as where port 4500 is closed: four zeros, then IKE (RFC 3948 section 2.2, RFC 7296 section 3.1).
 *
 * <pre>
 *  0 (32) | initiator's SPI (64) | responder's SPI (64) | next payload | version 2.0 | exchange | flags | message id (32) | length (32)
 * </pre>
 */
final class IkeUdp {

    private static final String SPEC = "RFC 3948 section 2.2, RFC 7296 section 3.1";
    private static final int MARKER = 4;
    private static final int VERSION = 0x20;
    private static final int SA_INIT = 34;
    private static final int HEADER = 28;

    static final Protocol PROTOCOL = Protocol.of("ike-udp", FlowClass.VPN,
            hard("ike-udp.exchange", 0.97, "an IKE_SA_INIT request is answered by one with its SPI; both have the lengths they name", SPEC,
                    sight -> exchange(sight.turns(), MARKER) || exchange(sight.turns(), 0)),
            hard("ike-udp.request", 0.70, "an IKE_SA_INIT request that nobody answers", SPEC,
                    sight -> (request(sight.turns(), MARKER) || request(sight.turns(), 0)) && sight.facts.server.payloadPackets == 0));

    private IkeUdp() {}

    private static boolean exchange(Messages turns, int at) {
        int client = turns.nth(true, 0);
        int server = turns.nth(false, 0);
        return request(turns, at) && server >= 0 && message(turns, server, at) && turns.u64(server, at) == turns.u64(client, at);
    }

    private static boolean request(Messages turns, int at) {
        int first = turns.nth(true, 0);
        return first >= 0 && message(turns, first, at) && turns.u64(first, at) != 0 && turns.u64(first, at + 8) == 0;
    }

    private static boolean message(Messages turns, int i, int at) {
        return (at == 0 || turns.u32(i, 0) == 0) && turns.u8(i, at + 17) == VERSION && turns.u8(i, at + 18) == SA_INIT
                && turns.kept(i) >= at + HEADER && turns.u32(i, at + 24) == turns.length(i) - at;
    }
}
