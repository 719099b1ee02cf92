package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/** STUN and TURN (RFC 8489, RFC 8656), over UDP or TCP: media relays on port 443. */
final class Stun {

    private static final long MAGIC_COOKIE = 0x2112A442L;
    private static final int HEADER = 20;

    static final Protocol PROTOCOL = Protocol.of("stun", FlowClass.OTHER,
            hard("stun.message", 0.98, "the magic cookie of STUN, and a length that fits", "RFC 8489 section 5", Stun::message),
            hard("stun.channel-data", 0.85, "TURN ChannelData of one channel both ways, whose lengths fit", "RFC 8656 section 12.4",
                    Stun::channelData));

    private Stun() {}

    static boolean message(Sight sight) {
        Messages turns = sight.turns();
        for (int i = 0; i < Math.min(turns.count(), 4); i++) {
            int length = turns.u16(i, 2);
            if (turns.u32(i, 4) == MAGIC_COOKIE && turns.u8(i, 0) < 0x40 && (length & 3) == 0 && fits(sight, length + HEADER,
                    turns.length(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(Sight sight, int declared, int held) {
        return sight.facts.tcp ? declared <= held : declared == held;
    }

    private static boolean channelData(Sight sight) {
        Messages turns = sight.turns();
        return channelData(sight, turns, true) >= 2 && channelData(sight, turns, false) >= 2;
    }

    /** How many messages of that side are ChannelData of the first message's channel; 0 when one is not. */
    private static int channelData(Sight sight, Messages turns, boolean client) {
        int first = turns.nth(client, 0);
        int count = 0;
        for (int i = 0; i < turns.count(); i++) {
            if (turns.fromClient(i) == client) {
                int channel = turns.u16(i, 0);
                int padding = turns.length(i) - 4 - turns.u16(i, 2);
                boolean fits = channel >= 0x4000 && channel <= 0x4FFF && channel == turns.u16(first, 0) && padding >= 0
                        && (sight.facts.tcp || padding <= 3);
                if (!fits) {
                    return 0;
                }
                count++;
            }
        }
        return count;
    }
}
