package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/** OSCAR (AIM, ICQ): FLAP frames 0x2a, channel, sequence, length. */
final class Oscar {

    static final Protocol PROTOCOL = Protocol.of("oscar", FlowClass.OTHER,
            hard("oscar.frames", 0.97, "FLAP frames both ways whose lengths fit", "AOL, OSCAR protocol documentation, 2008",
                    sight -> frame(sight.turns(), true) && frame(sight.turns(), false)));

    private Oscar() {}

    private static boolean frame(Messages turns, boolean client) {
        int first = turns.nth(client, 0);
        return first >= 0 && turns.u8(first, 0) == 0x2A && turns.u8(first, 1) >= 1 && turns.u8(first, 1) <= 5
                && turns.u16(first, 4) >= 0 && turns.u16(first, 4) + 6 <= turns.length(first);
    }
}
