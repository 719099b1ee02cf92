package tell443.classify;

import tell443.facts.Opening.Messages;

/**
 * A QUIC connection that is joined late or has moved here: datagrams of one short header packet each.
 *
 * <pre>
 *   form 0 | fixed 1 | spin | reserved 2, key phase, number length 2: masked || destination id, the peer's choice || all else sealed
 * </pre>
 *
 * <p>Three things that do not depend on each other: the fixed bits of every datagram, masked bits that take both values without
 * being a counter, and an id that stays. Random bytes have the fixed bits of eight datagrams once in 65,000, and an id of four
 * bytes twice once in 2^32. Where the second fixed bit is greased (RFC 9287), the id must be longer.
 */
final class ShortHeaders {

    private static final int FEWEST = 8;
    private static final int MASKED = 0x1F;
    private static final int FIXED_BIT = 0x40;
    /** First byte, packet number and sample of the shortest packet that can be unmasked (RFC 9001 section 5.4.2). */
    private static final int SHORTEST = 21;
    /** Behind the longest id and number: sealed, so never the same twice. */
    private static final int SEALED = 24;

    private ShortHeaders() {}

    static boolean seen(Sight sight) {
        Messages turns = sight.turns();
        if (sight.carrier != Carrier.UDP || turns.count() < FEWEST) {
            return false;
        }
        int fixed = FIXED_BIT;
        for (int i = 0; i < turns.count(); i++) {
            fixed &= turns.u8(i, 0);
            if (turns.u8(i, 0) >= 0x80 || turns.length(i) < SHORTEST || repeatsSealed(turns, i)) {
                return false;
            }
        }
        return (varied(turns, true) | varied(turns, false)) == MASKED && !counts(turns)
                && (hasId(turns, true, fixed == 0) || hasId(turns, false, fixed == 0));
    }

    /** Which masked bits take both values in that side's datagrams. */
    private static int varied(Messages turns, boolean client) {
        int first = turns.nth(client, 0);
        int varied = 0;
        for (int i = first; i >= 0 && i < turns.count(); i++) {
            varied |= turns.fromClient(i) == client ? turns.u8(i, 0) ^ turns.u8(first, 0) : 0;
        }
        return varied & MASKED;
    }

    /** Every other datagram's first byte is one more than that of the datagram before. */
    private static boolean counts(Messages turns) {
        int steps = 0;
        for (int i = 0; i < turns.count(); i++) {
            int before = i - 1;
            while (before >= 0 && turns.fromClient(before) != turns.fromClient(i)) {
                before--;
            }
            steps += before >= 0 && turns.u8(i, 0) == turns.u8(before, 0) + 1 ? 1 : 0;
        }
        return steps * 2 >= turns.count();
    }

    /** That side's datagrams carry one id. It was drawn, so it is no small number. */
    private static boolean hasId(Messages turns, boolean client, boolean longer) {
        int first = turns.nth(client, 0);
        int count = 0;
        for (int i = first; i >= 0 && i < turns.count(); i++) {
            if (turns.fromClient(i) == client) {
                if (turns.u32(i, 1) != turns.u32(first, 1) || longer && turns.u64(i, 1) != turns.u64(first, 1)) {
                    return false;
                }
                count++;
            }
        }
        return count >= (longer ? 3 : 2) && turns.u32(first, 1) >>> 16 != 0;
    }

    private static boolean repeatsSealed(Messages turns, int i) {
        long sealed = turns.u64(i, SEALED);
        for (int k = 0; k < i; k++) {
            if (sealed != 0 && turns.u64(k, SEALED) == sealed) {
                return true;
            }
        }
        return false;
    }
}
