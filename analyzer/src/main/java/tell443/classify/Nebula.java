package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/**
 * Nebula, an overlay network.
 *
 * <pre>
 *  version 1 (4 bits) type (4) | subtype (8) | reserved (16) | index the receiver chose (32) | counter (64) | ...
 * </pre>
 */
final class Nebula {

    private static final String SPEC = "Nebula, header/header.go";
    private static final long HANDSHAKE = 0x1000_0000L;
    private static final int VERSION = 1;
    private static final int TYPES = 8;
    private static final int HEADER = 16;
    private static final int EACH_WAY = 3;

    static final Protocol PROTOCOL = Protocol.of("nebula", FlowClass.VPN,
            hard("nebula.handshake", 0.97, "a first handshake message without index is answered by a second one with an index", SPEC,
                    sight -> handshake(sight.turns(), true, 1) && handshake(sight.turns(), false, 2)),
            hard("nebula.unanswered", 0.70, "first handshake messages that nobody answers", SPEC,
                    sight -> handshake(sight.turns(), true, 1) && handshake(sight.turns(), sight.turns().nth(true, 1), 1)
                            && sight.facts.server.payloadPackets == 0),
            hard("nebula.data", 0.85, "headers both ways, each way with one index and counters that rise", SPEC,
                    sight -> data(sight, true) >= EACH_WAY && data(sight, false) >= EACH_WAY));

    private Nebula() {}

    private static boolean handshake(Messages turns, boolean client, int counter) {
        return handshake(turns, turns.nth(client, 0), counter);
    }

    private static boolean handshake(Messages turns, int i, int counter) {
        return i >= 0 && turns.u32(i, 0) == HANDSHAKE && turns.u32(i, 4) == 0 == (counter == 1) && turns.kept(i) > HEADER
                && turns.u64(i, 8) == counter;
    }

    /** Messages of that side behind the handshake; 0 when one of them has no header. */
    private static int data(Sight sight, boolean client) {
        Messages turns = sight.turns();
        Rising rising = sight.rising();
        for (int i = 0; i < turns.count(); i++) {
            if (turns.fromClient(i) == client && turns.length(i) > 1) { // one byte keeps a firewall open
                int first = turns.u8(i, 0);
                if (first >>> 4 != VERSION || (first & 15) >= TYPES || turns.u16(i, 2) != 0 || turns.kept(i) < HEADER) {
                    return 0;
                }
                if (turns.u32(i, 0) != HANDSHAKE) {
                    rising.add(turns.u32(i, 4), turns.u64(i, 8));
                }
            }
        }
        return rising.mark() == 0 ? 0 : rising.count();
    }
}
