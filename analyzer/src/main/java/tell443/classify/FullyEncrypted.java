package tell443.classify;

import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Evidence.Group.BYTES;

import tell443.facts.FlowFacts;
import tell443.facts.Opening.Messages;
import tell443.facts.Quality;

/**
 * A first message that looks like random bytes: Shadowsocks, VMess, obfs4, but as often Telegram or WhatsApp.
 *
 * <p>Why not vpn: of 15 public flows that pass the test 10 are messengers and 3 are tunnels. The test is the one that a
 * national firewall was found to use (Wu et al. 2023), on the bytes kept of the client's
 * first message, or of both sides' where that is short or the server speaks first.
 */
final class FullyEncrypted {

    private static final int SHORTEST = 40;
    private static final int LONGEST_RUN = 20;
    /** Kept bytes of a server's that nobody asked for anything. */
    private static final int ALONE = 100;

    static final Protocol PROTOCOL = Protocol.of("fully-encrypted", FlowClass.OTHER,
            behaviour("fully-encrypted.first-message", 1.3,
                    "the first messages look random throughout: no text, no header, no known protocol",
                    "Wu et al. 2023, How the Great Firewall detects and blocks fully encrypted traffic; 15 of 5,450 public flows",
                    FullyEncrypted::firstMessage).in(BYTES));

    private FullyEncrypted() {}

    /** The client's first message; where that is short or the server speaks first, both sides' together. */
    static boolean firstMessage(Sight sight) {
        return firstMessage(sight.facts);
    }

    static boolean firstMessage(FlowFacts facts) {
        Messages turns = facts.opening.turns;
        int first = turns.nth(true, 0);
        int answer = turns.nth(false, 0);
        if (first < 0 && answer == 0) {
            return serverAlone(facts);
        }
        if (first < 0 || facts.has(Quality.MIDSTREAM) || !opaque(turns, first) || answer == 0 && !opaque(turns, answer)) {
            return false;
        }
        boolean alone = first == 0 && turns.kept(first) >= SHORTEST;
        boolean together = answer >= 0 && opaque(turns, answer) && turns.kept(first) + turns.kept(answer) >= SHORTEST;
        return alone && random(turns, first, -1) || together && random(turns, first, answer);
    }

    /** A connection that was seen from its start, in which only the server has something to say. */
    private static boolean serverAlone(FlowFacts facts) {
        Messages turns = facts.opening.turns;
        return !facts.has(Quality.MIDSTREAM) && !facts.has(Quality.ONE_WAY) && turns.kept(0) >= ALONE && opaque(turns, 0)
                && random(turns, 0, -1);
    }

    private static boolean opaque(Messages turns, int i) {
        return !printableStart(turns, i) && !looksLikeTls(turns, i);
    }

    /** Half of the bits are set, as in no protocol with a header; and no text. Of one message, or of two. */
    private static boolean random(Messages turns, int one, int other) {
        int length = turns.kept(one) + (other < 0 ? 0 : turns.kept(other));
        int printable = printable(turns, one) + (other < 0 ? 0 : printable(turns, other));
        double perByte = (bits(turns, one) + (other < 0 ? 0 : bits(turns, other))) / (double) length;
        int longest = Math.max(longestRun(turns, one), other < 0 ? 0 : longestRun(turns, other));
        return perByte > 3.4 && perByte < 4.6 && printable * 2 <= length && longest <= LONGEST_RUN;
    }

    private static int bits(Messages turns, int i) {
        int bits = 0;
        for (int at = 0; at < turns.kept(i); at++) {
            bits += Integer.bitCount(turns.u8(i, at));
        }
        return bits;
    }

    private static int printable(Messages turns, int i) {
        int count = 0;
        for (int at = 0; at < turns.kept(i); at++) {
            count += text(turns.u8(i, at)) ? 1 : 0;
        }
        return count;
    }

    private static int longestRun(Messages turns, int i) {
        int run = 0;
        int longest = 0;
        for (int at = 0; at < turns.kept(i); at++) {
            run = text(turns.u8(i, at)) ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private static boolean text(int value) {
        return value >= 0x20 && value <= 0x7E;
    }

    private static boolean printableStart(Messages turns, int i) {
        for (int at = 0; at < 6; at++) {
            if (!text(turns.u8(i, at))) {
                return false;
            }
        }
        return true;
    }

    private static boolean looksLikeTls(Messages turns, int i) {
        return (turns.u8(i, 0) == 0x16 || turns.u8(i, 0) == 0x17) && turns.u8(i, 1) == 3 && turns.u8(i, 2) <= 9;
    }
}
