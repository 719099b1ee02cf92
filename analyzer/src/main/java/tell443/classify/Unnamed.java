package tell443.classify;

import static tell443.classify.Evidence.Group.BYTES;
import static tell443.classify.Evidence.Group.SIZES;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Given.TURNS;

import tell443.facts.Opening.Messages;

/**
 * Messages that nobody encrypted, of a protocol that the tables do not name: text, zeros, columns that stand still. What a tunnel
 * carries is encrypted; its headers are not, so only bytes behind them count.
 */
final class Unnamed {

    /** Longer than the headers of tunnels in use: WireGuard 16, Nebula 16, KCP 24, DTLS 13 and 8 of its nonce. */
    private static final int BEHIND_HEADERS = 24;
    private static final int COLUMNS = 32;
    private static final int STILL = 3;
    private static final int ENOUGH_MESSAGES = 4;
    private static final int ENOUGH_TEXT = 16;
    private static final int ENOUGH_BYTES = 16;

    static final Protocol PROTOCOL = Protocol.of("unnamed", FlowClass.OTHER,
            behaviour("unnamed.text", 4, "both sides begin with text", "start value; tunnels do not",
                    sight -> !tunnel(sight.turns()) && text(sight.turns(), true) && text(sight.turns(), false)).in(BYTES)
                    .upTo(0.75).onlyWith(TURNS),
            behaviour("unnamed.plain", 4, "both sides begin with messages that are not encrypted: zeros or text behind the header",
                    "start value; in random bytes once in 10^5",
                    sight -> !tunnel(sight.turns()) && plain(sight.turns(), true, false) && plain(sight.turns(), false, false)
                            && (plain(sight.turns(), true, true) || plain(sight.turns(), false, true))).in(BYTES)
                    .upTo(0.7).onlyWith(TURNS),
            behaviour("unnamed.lines", 4, "every message is text, and there are several", "start value; tunnels do not",
                    sight -> !tunnel(sight.turns()) && lines(sight.turns())).in(BYTES).upTo(0.75).onlyWith(TURNS),
            behaviour("unnamed.columns", 4, "messages of one side have the same bytes in the same places behind the header",
                    "start value; in random bytes once in 10^20",
                    sight -> !tunnel(sight.turns())
                            && (columns(sight.turns(), true) >= STILL || columns(sight.turns(), false) >= STILL)).in(SIZES)
                    .upTo(0.7).onlyWith(TURNS)
                    .telling(sight -> Math.max(columns(sight.turns(), true), columns(sight.turns(), false)) + " of 8 places"));

    private Unnamed() {}

    private static boolean text(Messages turns, boolean client) {
        int first = turns.nth(client, 0);
        return first >= 0 && turns.kept(first) >= Math.min(ENOUGH_TEXT, turns.length(first))
                && printable(turns, first, 0) * 5 >= turns.kept(first) * 4 && longEnough(turns);
    }

    /** All that was kept of some messages, and together enough to be no chance. */
    private static boolean lines(Messages turns) {
        int bytes = 0;
        for (int i = 0; i < turns.count(); i++) {
            if (printable(turns, i, 0) != turns.kept(i)) {
                return false;
            }
            bytes += turns.kept(i);
        }
        return turns.count() >= ENOUGH_MESSAGES && bytes >= ENOUGH_MESSAGES * ENOUGH_TEXT;
    }

    /** Both together. */
    private static boolean longEnough(Messages turns) {
        int first = turns.nth(true, 0);
        int second = turns.nth(false, 0);
        return first >= 0 && second >= 0 && turns.kept(first) + turns.kept(second) >= 2 * ENOUGH_TEXT;
    }

    /** Zeros or text behind what may be a header; a short message need not be so long if {@code large} does not ask for it. */
    private static boolean plain(Messages turns, boolean client, boolean large) {
        int first = turns.nth(client, 0);
        int kept = first < 0 ? 0 : turns.kept(first);
        if (kept < BEHIND_HEADERS + 2 * ENOUGH_BYTES) {
            return !large && kept >= ENOUGH_BYTES && zeros(turns, first, 0, kept) >= 4 && zeros(turns, first, 0, kept) * 6 >= kept;
        }
        int half = (BEHIND_HEADERS + kept) / 2; // WireGuard's handshake ends with 16 zeros
        return manyZeros(turns, first, BEHIND_HEADERS, half) && manyZeros(turns, first, half, kept)
                || printable(turns, first, BEHIND_HEADERS) * 10 >= (kept - BEHIND_HEADERS) * 9;
    }

    private static boolean manyZeros(Messages turns, int i, int from, int end) {
        int zeros = zeros(turns, i, from, end);
        return zeros >= 2 && zeros * 8 >= end - from;
    }

    private static int zeros(Messages turns, int i, int from, int end) {
        int count = 0;
        for (int at = from; at < end; at++) {
            count += turns.u8(i, at) == 0 ? 1 : 0;
        }
        return count;
    }

    /** Tunnels that begin in the clear: IKE (RFC 7296 section 3.1), perhaps behind four zeros; PPTP (RFC 2637); tinc's greeting; SSH. */
    private static boolean tunnel(Messages turns) {
        int first = turns.nth(true, 0);
        return first >= 0 && (ike(turns, first, 0) || ike(turns, first, 4) || turns.u32(first, 4) == 0x1A2B_3C4DL
                || turns.startsWith(first, "0 ") && Clear.contains(turns, first, " 17")
                || turns.startsWith(first, "SSH-"));
    }

    private static boolean ike(Messages turns, int i, int at) {
        int version = turns.u8(i, at + 17);
        return (version == 0x10 || version == 0x20) && turns.u32(i, at + 24) == turns.length(i) - at;
    }

    /** Letters, digits, signs, ends of lines. */
    private static int printable(Messages turns, int i, int from) {
        int count = 0;
        for (int at = from; at < turns.kept(i); at++) {
            int value = turns.u8(i, at);
            count += value >= 0x20 && value <= 0x7E || value == '\r' || value == '\n' || value == '\t' ? 1 : 0;
        }
        return count;
    }

    /** How many of the last eight bytes that are kept of every message are the same in all of one side; 0 when all is the same. */
    private static int columns(Messages turns, boolean client) {
        int still = 0;
        int moving = 0;
        for (int at = 0; at < COLUMNS; at++) {
            int same = same(turns, client, at);
            if (same == 0) {
                return 0;
            }
            still += same > 0 && at >= BEHIND_HEADERS ? 1 : 0;
            moving += same < 0 ? 1 : 0;
        }
        return moving >= 2 ? still : 0;
    }

    /** 1 when that byte is the same in all messages of the side that are long enough, -1 when it is not, 0 when they are too few. */
    private static int same(Messages turns, boolean client, int at) {
        int value = -1;
        int messages = 0;
        int changes = 0;
        for (int i = 0; i < turns.count(); i++) {
            if (turns.fromClient(i) == client && turns.kept(i) >= COLUMNS) {
                changes += messages++ > 0 && turns.u8(i, at) != value ? 1 : 0;
                value = turns.u8(i, at);
            }
        }
        return messages < ENOUGH_MESSAGES ? 0 : changes == 0 ? 1 : -1;
    }
}
