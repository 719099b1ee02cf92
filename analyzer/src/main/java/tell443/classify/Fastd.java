package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/**
 * fastd, a tunnel of mesh networks.
 *
 * <pre>
 *  handshake  1 | 0 | length of the records (16) | records of type (16), length (16) and value; the first: handshake type 1, 2 or 3
 *             also with twelve bytes before it that are an L2TP control message without body
 *  data       0 | 0 | nonce (48), one side's odd and the other's even | ...
 * </pre>
 */
final class Fastd {

    private static final String SPEC = "fastd 22, handshake.h and method.h";
    private static final int HANDSHAKE = 0x0100;
    private static final int HEADER = 4;
    private static final long L2TP = 0xC803_000CL;
    private static final int L2TP_HEADER = 12;
    private static final int EACH_WAY = 3;

    static final Protocol PROTOCOL = Protocol.of("fastd", FlowClass.VPN,
            hard("fastd.handshake", 0.97, "a handshake of type 1 is answered by one of type 2, and both have the lengths they name", SPEC,
                    sight -> handshake(sight.turns(), true, 1) && handshake(sight.turns(), false, 2)),
            hard("fastd.unanswered", 0.70, "handshakes of type 1 that nobody answers", SPEC,
                    sight -> handshake(sight.turns(), true, 1) && sight.facts.server.payloadPackets == 0),
            hard("fastd.data", 0.85, "numbers that rise by twos, odd one way and even the other", SPEC, Fastd::data));

    private Fastd() {}

    private static boolean handshake(Messages turns, boolean client, int type) {
        int first = turns.nth(client, 0);
        return handshake(turns, first, 0, type) || first >= 0 && turns.u32(first, 0) == L2TP && handshake(turns, first, L2TP_HEADER, type);
    }

    /** Type and length of the first record have their low byte first. */
    private static boolean handshake(Messages turns, int i, int at, int type) {
        return i >= 0 && turns.u16(i, at) == HANDSHAKE && turns.u16(i, at + 2) == turns.length(i) - at - HEADER
                && turns.u32(i, at + HEADER) == 0x0000_0100L && turns.u8(i, at + HEADER + 4) == type;
    }

    private static boolean data(Sight sight) {
        return number(sight, true) >= EACH_WAY && number(sight, false) >= EACH_WAY
                && (sight.turns().u64(sight.turns().nth(true, 0), 0) + sight.turns().u64(sight.turns().nth(false, 0), 0) & 1) == 1;
    }

    private static int number(Sight sight, boolean client) {
        Messages turns = sight.turns();
        Rising rising = sight.rising();
        for (int i = 0; i < turns.count(); i++) {
            if (turns.fromClient(i) == client) {
                long number = turns.u64(i, 0);
                rising.add(number >>> 48 << 1 | number & 1, number);
            }
        }
        return rising.mark() >>> 1 == 0 ? rising.count() : 0;
    }
}
