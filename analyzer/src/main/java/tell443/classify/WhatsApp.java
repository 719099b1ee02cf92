package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/** WhatsApp's chat connection: a short prologue, then Noise handshake messages with a 24-bit length. */
final class WhatsApp {

    private static final int PROLOGUE = 4; // "WA", major version, dictionary version
    private static final int ROUTED = 7; // "ED", 0, 1 and the 24-bit length of the routing information

    static final Protocol PROTOCOL = Protocol.of("whatsapp-noise", FlowClass.OTHER,
            hard("whatsapp.prologue", 0.97, "the prologue WA with a version, and a message of the length it says",
                    "Noise protocol framework, prologue; public captures",
                    WhatsApp::prologue));

    private WhatsApp() {}

    private static boolean prologue(Sight sight) {
        Messages turns = sight.turns();
        int first = turns.nth(true, 0);
        if (first < 0) {
            return false;
        }
        if (turns.u32(first, 0) == 0x45440001L) {
            int routing = turns.u8(first, 4) << 16 | turns.u16(first, 5);
            return turns.kept(first) >= ROUTED && greets(turns, first, ROUTED + routing);
        }
        return greets(turns, first, 0);
    }

    private static boolean greets(Messages turns, int first, int at) {
        if (turns.u16(first, at) != 0x5741 || turns.u8(first, at + 2) < 1 || turns.u8(first, at + 2) > 9) {
            return false;
        }
        int after = turns.length(first) - at - PROLOGUE;
        int length = turns.u8(first, at + PROLOGUE) << 16 | turns.u16(first, at + PROLOGUE + 1);
        return after == 0 || turns.u16(first, at + PROLOGUE + 1) >= 0 && length > 0 && length + 3 <= after;
    }
}
