package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/**
 * WireGuard moved to UDP port 443.
 *
 * <pre>
 *  1 initiation  type(1) reserved(3) sender(4) ...               148 bytes
 *  2 response    type(1) reserved(3) sender(4) receiver(4) ...    92 bytes, receiver = the initiation's sender
 *  3 cookie      type(1) reserved(3) receiver(4) ...              64 bytes
 *  4 transport   type(1) reserved(3) receiver(4) counter(8) ...   32 bytes or more, a multiple of 16
 * </pre>
 */
final class WireGuard {

    private static final String SPEC = "wireguard.com/protocol; Donenfeld 2017, section 5.4";
    private static final int INITIATION = 0x01000000;
    private static final int RESPONSE = 0x02000000;
    private static final int COOKIE = 0x03000000;
    private static final int TRANSPORT = 0x04000000;
    /** The smallest MTU of IPv6 (RFC 8200 section 5), less the headers of the tunnel. */
    private static final int LEAST_PATH = 1200;
    private static final int JUNK_LIMIT = 140;

    static final Protocol PROTOCOL = Protocol.of("wireguard", FlowClass.VPN,
            hard("wireguard.handshake", 0.99, "a 148-byte initiation is answered by a 92-byte response that repeats its index", SPEC,
                    sight -> handshake(sight, 148, 92, false)),
            hard("wireguard.padded", 0.97, "an initiation and a response of other lengths, the response repeats the index",
                    SPEC + "; TunnelBear, AmneziaWG",
                    sight -> handshake(sight, 0, 0, false)),
            hard("wireguard.reserved", 0.97, "initiation and response with bytes in the reserved field; the response repeats the index",
                    SPEC + "; Cloudflare WARP", sight -> handshake(sight, 148, 92, true)),
            hard("wireguard.cookie", 0.97, "an initiation is answered by a 64-byte cookie that repeats its index", SPEC,
                    WireGuard::cookie),
            hard("wireguard.transport", 0.95,
                    "transport messages both ways, each way with one index, rising counters and padding to 16 bytes", SPEC,
                    sight -> transport(sight, true, TRANSPORT) >= 3 && transport(sight, false, TRANSPORT) >= 3),
            hard("wireguard.disguised", 0.90,
                    "messages both ways of one foreign type, each way with one index, rising counters and padding to 16 bytes",
                    SPEC + "; AmneziaWG",
                    WireGuard::disguised),
            hard("wireguard.junk", 0.80,
                    "a message answered by one 56 bytes shorter but for junk, in whose place for it is the first's index",
                    SPEC + "; AmneziaWG, S1 and S2", WireGuard::junk),
            hard("wireguard.transport-one-way", 0.70,
                    "transport messages one way with one index, rising counters and padding to 16 bytes", SPEC,
                    sight -> Math.max(transport(sight, true, TRANSPORT), transport(sight, false, TRANSPORT)) >= 4),
            hard("wireguard.unanswered", 0.70, "repeated 148-byte initiations without an answer", SPEC, WireGuard::unanswered));

    private WireGuard() {}

    /** Lengths 0 stand for any longer than the message itself. */
    private static boolean handshake(Sight sight, int initiationLength, int responseLength, boolean reserved) {
        Messages turns = sight.turns();
        for (int i = 0; i < turns.count(); i++) {
            if (is(turns, i, INITIATION, initiationLength, 148, reserved)) {
                for (int k = i + 1; k < turns.count(); k++) {
                    if (turns.fromClient(k) != turns.fromClient(i) && is(turns, k, RESPONSE, responseLength, 92, reserved)
                            && turns.u32(k, 8) == turns.u32(i, 4)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean is(Messages turns, int i, int type, int exactly, int atLeast, boolean reserved) {
        long word = turns.u32(i, 0);
        boolean length = exactly > 0 ? turns.length(i) == exactly : turns.length(i) >= atLeast;
        return length && turns.kept(i) >= 12 && (reserved ? word >>> 24 == type >>> 24 : word == type);
    }

    /** Types may be replaced by any number, but both sides use the same. What comes last is data. */
    private static boolean disguised(Sight sight) {
        Messages turns = sight.turns();
        if (turns.count() < 8) {
            return false;
        }
        long type = turns.u32(turns.count() - 1, 0);
        int client = transport(sight, true, type);
        long index = sight.rising.mark();
        return type != TRANSPORT && type >>> 8 != 0 && client >= 3 && transport(sight, false, type) >= 3 && sight.rising.mark() != index
                && index != 0;
    }

    /** Whatever was put before the messages, and whatever their types are: their lengths say where their indexes lie. */
    private static boolean junk(Sight sight) {
        Messages turns = sight.turns();
        for (int i = 0; i + 1 < turns.count(); i++) {
            int first = turns.length(i) - 148;
            int second = turns.length(i + 1) - 92;
            boolean lengths = Math.min(first, second) >= 0 && Math.max(first, second) <= JUNK_LIMIT;
            if (lengths && turns.fromClient(i) != turns.fromClient(i + 1)) {
                long index = turns.u32(i, first + 4);
                if (index == turns.u32(i + 1, second + 8) && drawn(index) && index != turns.u32(i + 1, second + 4)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** No counter, no flags: four different bytes, none of them zero. */
    private static boolean drawn(long index) {
        int bytes = (int) index;
        for (int i = 0; i < 4; i++, bytes = Integer.rotateLeft(bytes, 8)) {
            int value = bytes & 0xFF;
            if (value == 0 || value == (bytes >>> 8 & 0xFF) || value == (bytes >>> 16 & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    private static boolean cookie(Sight sight) {
        Messages turns = sight.turns();
        for (int i = 0; i + 1 < turns.count(); i++) {
            if (is(turns, i, INITIATION, 148, 148, false) && is(turns, i + 1, COOKIE, 64, 64, false)
                    && turns.fromClient(i) != turns.fromClient(i + 1) && turns.u32(i + 1, 4) == turns.u32(i, 4)) {
                return true;
            }
        }
        return false;
    }

    /** Transport messages of that side that belong together; 0 when one contradicts. The largest may fill the path (section 5.4.6). */
    private static int transport(Sight sight, boolean client, long type) {
        Messages turns = sight.turns();
        Rising rising = sight.rising();
        int largest = largest(turns, client);
        for (int i = 0; i < turns.count(); i++) {
            if (turns.fromClient(i) == client && turns.u32(i, 0) == type && turns.kept(i) >= 16) {
                if ((turns.length(i) & 15) != 0 && turns.length(i) != largest || turns.length(i) < 32) {
                    return 0;
                }
                rising.add(turns.u32(i, 4), Long.reverseBytes(turns.u64(i, 8)));
            }
        }
        return rising.count();
    }

    /** Longest message of that side when it is as long as a path may make it; 0 otherwise. */
    private static int largest(Messages turns, boolean client) {
        int largest = 0;
        for (int i = 0; i < turns.count(); i++) {
            largest = turns.fromClient(i) == client ? Math.max(largest, turns.length(i)) : largest;
        }
        return largest >= LEAST_PATH ? largest : 0;
    }

    private static boolean unanswered(Sight sight) {
        Messages turns = sight.turns();
        for (int i = 0; i < turns.count(); i++) {
            if (!turns.fromClient(i) || !is(turns, i, INITIATION, 148, 148, false)) {
                return false;
            }
        }
        return turns.count() >= 2 && sight.facts.server.payloadPackets == 0;
    }
}
