package tell443.classify;

import tell443.facts.Opening.Messages;

/**
 * OpenVPN's data channel, where the start of the connection was not seen.
 *
 * <pre>
 *  P_DATA_V2  9 (5 bits) key id (3) | peer id (24), the same both ways | packet id (32) | tag 16 | ...        AEAD
 *                                                                      | HMAC, IV, blocks of 16 bytes         CBC
 *  P_DATA_V1  6 (5 bits) key id (3) | packet id (32) | tag 16 | ...
 * </pre>
 *
 * <p>Over TCP a message begins where its length says, or with a turn.
 */
final class OpenVpnData {

    private static final int V1 = 6;
    private static final int V2 = 9;
    private static final int OPCODE_SHIFT = 3;
    /** Opcode, packet id and tag. */
    private static final int SHORTEST = 21;
    /** Servers number their peers from 0; no magic word of another protocol is so small. */
    private static final int PEER_LIMIT = 1 << 16;
    private static final int UNKNOWN_PEER = 0xFFFFFF;
    private static final int PACKET_ID = 4;
    /** Of the length before a message over TCP. */
    private static final int LENGTH = 2;
    private static final int EACH_WAY = 3;
    private static final int ONE_WAY = 6;
    private static final int BLOCK = 16;
    private static final int BLOCKS_FEWEST = 10;

    private OpenVpnData() {}

    static boolean both(Sight sight) {
        if (sight.facts.tcp) { // the lengths lead from message to message: that each is data proves them right
            return both(sight, sight.frames(), 0) || both(sight, sight.turns(), LENGTH) || oneWay(sight);
        }
        return both(sight, sight.turns(), 0);
    }

    static boolean oneWay(Sight sight) {
        Messages messages = sight.facts.tcp ? sight.frames() : sight.turns();
        return Math.max(rising(sight, messages, true, 0, V2), rising(sight, messages, false, 0, V2)) >= ONE_WAY;
    }

    /** Without AEAD the packet id is encrypted: the first four bytes never change, the next four never repeat. */
    static boolean blocks(Sight sight) {
        Messages messages = sight.facts.tcp ? sight.frames() : sight.turns();
        if (messages.count() < BLOCKS_FEWEST || messages.nth(true, 1) < 0 || messages.nth(false, 1) < 0) {
            return false;
        }
        long first = messages.u32(0, 0);
        boolean lengths = false;
        for (int i = 0; i < messages.count(); i++) {
            int differs = messages.length(i) - messages.length(0);
            boolean again = i > 0 && messages.u32(i, PACKET_ID) == messages.u32(i - 1, PACKET_ID);
            if (messages.u32(i, 0) != first || differs % BLOCK != 0 || again) {
                return false;
            }
            lengths |= differs != 0;
        }
        return lengths && first >>> 24 + OPCODE_SHIFT == V2 && isPeer(first);
    }

    private static boolean both(Sight sight, Messages messages, int at) {
        if (rising(sight, messages, true, at, V1) >= EACH_WAY && rising(sight, messages, false, at, V1) >= EACH_WAY) {
            return true;
        }
        int client = rising(sight, messages, true, at, V2);
        long peer = sight.rising.mark();
        return client >= EACH_WAY && rising(sight, messages, false, at, V2) >= EACH_WAY && sight.rising.mark() == peer;
    }

    /** How many data messages of that side rise, those of the first key; their opcode is at {@code at}. */
    private static int rising(Sight sight, Messages messages, boolean client, int at, int opcode) {
        Rising rising = sight.rising();
        int first = -1;
        for (int i = 0; i < messages.count(); i++) {
            int now = messages.u8(i, at);
            boolean whole = messages.length(i) >= at + SHORTEST && (at == 0 || messages.u16(i, 0) + LENGTH <= messages.length(i));
            if (messages.fromClient(i) == client && now >>> OPCODE_SHIFT == opcode && whole && (first < 0 || now == first)) {
                first = now;
                long peer = opcode == V2 ? messages.u32(i, at) & UNKNOWN_PEER : 0;
                rising.add(peer, messages.u32(i, opcode == V2 ? at + PACKET_ID : at + 1));
            }
        }
        return opcode == V1 || isPeer(rising.mark()) ? rising.count() : 0;
    }

    private static boolean isPeer(long word) {
        long peer = word & UNKNOWN_PEER;
        return peer < PEER_LIMIT || peer == UNKNOWN_PEER;
    }
}
