package tell443.classify;

import static tell443.classify.Evidence.Group.BYTES;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Given.DATAGRAMS;

import tell443.facts.Opening.Messages;
import tell443.facts.Sequence;

/**
 * Datagrams that look like random bytes both ways, from the first byte on: no constant, no number that rises, no fixed bit.
 *
 * <p>Calls, games and peers that find each other do so as well as tunnels whose headers are hidden. What a tunnel carries
 * fills packets sooner or later, and full packets are of one length. Where some are large and alike, or too few to tell, nothing is said.
 */
final class RandomDatagrams {

    private static final int FEWEST = 8;
    private static final int EACH_WAY = 3;
    private static final int SHORTEST = 16;
    private static final int ENOUGH_BYTES = 80;
    private static final int LARGE = 1000;
    private static final int SEVERAL = 5;
    private static final int ALIKE = 3;
    /** No header of a tunnel in use that anybody numbers is longer. */
    private static final int HEADER = 24;
    private static final int SMALL_STEP = 64;
    private static final int FORM = 0xC0; // of QUIC's first byte, of RTP's version

    static final Protocol PROTOCOL = Protocol.of("fully-encrypted", FlowClass.OTHER,
            behaviour("fully-encrypted.datagrams", 2.5,
                    "datagrams both ways look random throughout, and none is a full packet: a call or a game rather than a tunnel",
                    "start value; Wu et al. 2023 for the bytes; of 110 flows of tunnels with five large datagrams all repeat a length",
                    RandomDatagrams::seen).in(BYTES)
                    .onlyWith(DATAGRAMS)
                    .telling(sight -> "the longest of " + sight.facts.packets.count() + " has " + longest(sight.facts.packets) + " bytes"));

    private RandomDatagrams() {}

    private static boolean seen(Sight sight) {
        return throughout(sight.turns()) && noneFull(sight.facts.packets);
    }

    static boolean throughout(Messages turns) {
        return turns.count() >= FEWEST && formVaries(turns) && random(turns, true) && random(turns, false)
                && noHeader(turns, true) && noHeader(turns, false);
    }

    /** None is large, or several are and no length comes often. */
    private static boolean noneFull(Sequence packets) {
        int large = 0;
        for (int i = 0; i < packets.count(); i++) {
            if (packets.size(i) >= LARGE) {
                large++;
                if (alike(packets, i) >= ALIKE) {
                    return false;
                }
            }
        }
        return large == 0 || large >= SEVERAL;
    }

    private static int alike(Sequence packets, int i) {
        int alike = 0;
        for (int k = i; k < packets.count(); k++) {
            alike += packets.size(k) == packets.size(i) ? 1 : 0;
        }
        return alike;
    }

    private static int longest(Sequence packets) {
        int longest = 0;
        for (int i = 0; i < packets.count(); i++) {
            longest = Math.max(longest, packets.size(i));
        }
        return longest;
    }

    /** The first two bits take both values. */
    private static boolean formVaries(Messages turns) {
        int all = FORM;
        int any = 0;
        for (int i = 0; i < turns.count(); i++) {
            all &= turns.u8(i, 0);
            any |= turns.u8(i, 0);
        }
        return all == 0 && (any & FORM) == FORM;
    }

    /** Half of the bits are set, few bytes are zero, and not many are text; of what was kept of that side's datagrams. */
    private static boolean random(Messages turns, boolean client) {
        int bytes = 0;
        int bits = 0;
        int zeros = 0;
        int text = 0;
        for (int i = 0; i < turns.count(); i++) {
            int kept = turns.fromClient(i) == client ? turns.kept(i) : 0;
            for (int at = 0; at < kept; at++) {
                int value = turns.u8(i, at);
                bits += Integer.bitCount(value);
                zeros += value == 0 ? 1 : 0;
                text += value >= 0x20 && value <= 0x7E ? 1 : 0;
            }
            bytes += kept;
        }
        return bytes >= ENOUGH_BYTES && bits * 10L > bytes * 34L && bits * 10L < bytes * 46L && zeros * 33 < bytes && text * 2 <= bytes;
    }

    private static boolean noHeader(Messages turns, boolean client) {
        int messages = 0;
        for (int i = 0; i < turns.count(); i++) {
            if (turns.fromClient(i) == client) {
                messages++;
                if (turns.kept(i) < SHORTEST) {
                    return false;
                }
            }
        }
        boolean none = messages >= EACH_WAY;
        for (int at = 0; none && at < HEADER; at++) {
            none = !repeats(turns, client, at);
        }
        return none;
    }

    /** That byte stays, or the number there goes up by little, from most of that side's datagrams to the next. */
    private static boolean repeats(Messages turns, boolean client, int at) {
        int before = -1;
        int pairs = 0;
        int same = 0;
        int up = 0;
        int upLittle = 0;
        for (int i = 0; i < turns.count(); i++) {
            if (turns.fromClient(i) != client || turns.u16(i, at) < 0) {
                continue;
            }
            if (before >= 0) {
                pairs++;
                same += turns.u8(i, at) == turns.u8(before, at) ? 1 : 0;
                up += small(turns.u16(i, at) - turns.u16(before, at)) ? 1 : 0;
                upLittle += small(Clear.u16Little(turns, i, at) - Clear.u16Little(turns, before, at)) ? 1 : 0;
            }
            before = i;
        }
        return pairs > 0 && (same == pairs || Math.max(up, upLittle) * 4 >= pairs * 3);
    }

    private static boolean small(int step) {
        return (step & 0xFFFF) >= 1 && (step & 0xFFFF) <= SMALL_STEP;
    }
}
