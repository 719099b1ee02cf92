package tell443.classify;

import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/**
 * OpenVPN over UDP, or over TCP with a 16-bit length before each message.
 *
 * <pre>
 *  opcode(5 bits) key_id(3 bits) session_id(8) [hmac(16..64) packet_id(4) time(4)] acks(1) [ack(4)... remote_session_id(8)] message_id(4)
 * </pre>
 * With tls-crypt the order is packet_id, time, hmac, and what follows is encrypted.
 */
final class OpenVpn {

    private static final String SPEC = "OpenVPN wire protocol, openvpn.github.io/openvpn-rfc; ssl_pkt.h";
    private static final int CLIENT_RESET_V1 = 0x08;
    private static final int CLIENT_RESET_V2 = 0x38;
    private static final int CLIENT_RESET_V3 = 0x50;
    private static final int SERVER_RESET_V1 = 0x10;
    private static final int SERVER_RESET_V2 = 0x40;
    private static final int SESSION_ID = 1;
    private static final int AFTER_SESSION_ID = 9;
    /** Length of no HMAC, MD5, SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512. */
    private static final int[] HMACS = {0, 16, 20, 28, 32, 48, 64};
    private static final int REPLAY = 8; // packet_id and time
    private static final int NO_ACKS = 5;
    /** Session id, replay protection, HMAC of 32 bytes, and the rest encrypted. */
    private static final int CRYPTED_RESET = 54;
    private static final int LONGEST_RESET = 400;
    private static final int HELLO = 150;
    private static final int ANSWER = 300;
    private static final int BEGINNING = 9;
    private static final long DAY_SECONDS = 86_400;

    static final Protocol UDP = Protocol.of("openvpn-udp", FlowClass.VPN,
            hard("openvpn-udp.session", 0.99, "the server's reset repeats the session id of the client's reset", SPEC,
                    sight -> session(sight.turns())),
            hard("openvpn-udp.tls-crypt", 0.97, "resets both ways, each with packet id 1 and the time of the flow", SPEC,
                    sight -> encrypted(sight, sight.turns())),
            hard("openvpn-udp.one-way", 0.70,
                    "control messages of one side: a reset, then at least three more with its session id, not all resets",
                    SPEC,
                    sight -> oneWay(sight, sight.turns())),
            hard("openvpn-udp.attempt", 0.85, "a client's reset with packet id 1 and the time of the flow, and no answer", SPEC,
                    sight -> attempt(sight, sight.turns())),
            hard("openvpn-udp.data", 0.90, "data messages both ways of one key and peer, their packet ids rise", SPEC,
                    OpenVpnData::both),
            hard("openvpn-udp.data-one-way", 0.70, "data messages one way of one key and peer, their packet ids rise", SPEC,
                    OpenVpnData::oneWay),
            hard("openvpn-udp.data-blocks", 0.80,
                    "data messages both ways of one key and peer, their lengths differ by whole blocks of a cipher", SPEC,
                    OpenVpnData::blocks),
            behaviour("openvpn-udp.lengths", 6, "the lengths of the first three messages: L, L + 12, L + 8",
                    "0 of 6,023 other public flows",
                    sight -> lengths(sight.turns())),
            behaviour("openvpn-udp.begun", 5,
                    "the lengths of the first messages: L, L + 12, a ClientHello, a large answer, and acknowledgments of L + 8 or L + 12",
                    "OpenVPN wire protocol: a reset is 14 bytes, an acknowledgment 8 more for the session and 4 for each message",
                    sight -> begun(sight.turns())));

    static final Protocol TCP = Protocol.of("openvpn-tcp", FlowClass.VPN,
            hard("openvpn-tcp.session", 0.99, "the server's reset repeats the session id of the client's reset", SPEC,
                    sight -> session(sight.frames())),
            hard("openvpn-tcp.tls-crypt", 0.97, "resets both ways, each with packet id 1 and the time of the flow", SPEC,
                    sight -> encrypted(sight, sight.frames())),
            hard("openvpn-tcp.one-way", 0.70, "control messages of one side: a reset, then at least three more with its session id", SPEC,
                    sight -> oneWay(sight, sight.frames())),
            hard("openvpn-tcp.attempt", 0.85, "a client's reset with packet id 1 and the time of the flow, and no answer", SPEC,
                    sight -> attempt(sight, sight.frames())),
            hard("openvpn-tcp.data", 0.90, "data messages both ways of one key and peer, their packet ids rise", SPEC,
                    OpenVpnData::both),
            hard("openvpn-tcp.data-one-way", 0.70, "data messages one way of one key and peer, their packet ids rise", SPEC,
                    OpenVpnData::oneWay),
            hard("openvpn-tcp.data-blocks", 0.80,
                    "data messages both ways of one key and peer, their lengths differ by whole blocks of a cipher", SPEC,
                    OpenVpnData::blocks),
            behaviour("openvpn-tcp.lengths", 6, "the lengths of the first three messages: L, L + 12, L + 8",
                    "0 of 6,023 other public flows",
                    sight -> lengths(sight.frames())),
            behaviour("openvpn-tcp.begun", 5,
                    "the lengths of the first messages: L, L + 12, a ClientHello, a large answer, and acknowledgments of L + 8 or L + 12",
                    "OpenVPN wire protocol: a reset is 14 bytes, an acknowledgment 8 more for the session and 4 for each message",
                    sight -> begun(sight.frames())),
            behaviour("openvpn-tcp.static-key", 4,
                    "random messages behind 16-bit lengths, which differ by whole blocks both ways, and whose shortest both sides send",
                    SPEC, OpenVpnStatic::seen).telling(OpenVpnStatic::words));

    private OpenVpn() {}

    private static boolean session(Messages messages) {
        int client = messages.nth(true, 0);
        int server = messages.nth(false, 0);
        if (!clientReset(messages, client) || !serverReset(messages, server)) {
            return false;
        }
        long session = messages.u64(client, SESSION_ID);
        for (int hmac : HMACS) {
            int at = AFTER_SESSION_ID + hmac + (hmac > 0 ? REPLAY : 0);
            int acks = messages.u8(server, at);
            if (session != 0 && acks >= 1 && acks <= 4 && messages.u64(server, at + 1 + acks * 4) == session) {
                return true;
            }
        }
        return false;
    }

    private static boolean clientReset(Messages messages, int i) {
        if (i < 0) {
            return false;
        }
        int first = messages.u8(i, 0);
        return (first == CLIENT_RESET_V2 || first == CLIENT_RESET_V1) && messages.length(i) >= 14 && messages.length(i) <= LONGEST_RESET
                || first == CLIENT_RESET_V3 && messages.length(i) >= 54;
    }

    private static boolean serverReset(Messages messages, int i) {
        if (i < 0) {
            return false;
        }
        int first = messages.u8(i, 0);
        return (first == SERVER_RESET_V2 || first == SERVER_RESET_V1) && messages.length(i) >= 26 && messages.length(i) <= LONGEST_RESET;
    }

    /** tls-crypt hides the echo, but leaves the replay protection in the clear. */
    private static boolean encrypted(Sight sight, Messages messages) {
        int client = messages.nth(true, 0);
        int server = messages.nth(false, 0);
        return clientReset(messages, client) && serverReset(messages, server)
                && replay(sight, messages, client) && replay(sight, messages, server);
    }

    private static boolean replay(Sight sight, Messages messages, int i) {
        return replay(sight, messages, i, AFTER_SESSION_ID);
    }

    private static boolean replay(Sight sight, Messages messages, int i, int at) {
        long seconds = sight.facts.startNanos / 1_000_000_000L;
        return replayId(messages.u32(i, at)) && Math.abs(messages.u32(i, at + 4) - seconds) <= DAY_SECONDS;
    }

    /** A server with another key says nothing: tls-auth signs the reset, tls-crypt encrypts what follows the time. */
    private static boolean attempt(Sight sight, Messages messages) {
        int client = messages.nth(true, 0);
        if (sight.facts.server.payloadPackets > 0 || !clientReset(messages, client) || messages.u64(client, SESSION_ID) == 0) {
            return false;
        }
        int length = messages.length(client);
        if ((length == CRYPTED_RESET || messages.u8(client, 0) == CLIENT_RESET_V3) && replay(sight, messages, client)) {
            return true;
        }
        int hmac = length - AFTER_SESSION_ID - REPLAY - NO_ACKS; // at its end no acknowledgments, and message 0
        int at = AFTER_SESSION_ID + hmac;
        return hmac > 0 && isOneOf(HMACS, hmac) && replay(sight, messages, client, at)
                && messages.u8(client, at + REPLAY) == 0 && messages.u32(client, at + REPLAY + 1) == 0;
    }

    private static boolean isOneOf(int[] lengths, int length) {
        for (int each : lengths) {
            if (each == length) {
                return true;
            }
        }
        return false;
    }

    /** The first packet id is 1; a client that knows early negotiation (2.6) adds 0x0f in front, before its release 0x0a01. */
    private static boolean replayId(long id) {
        return id == 1 || id == 0x0F00_0001L || id == 0x0A01_0001L;
    }

    private static boolean oneWay(Sight sight, Messages messages) {
        if (messages.count() < 4 || sight.facts.client.payloadPackets > 0 && sight.facts.server.payloadPackets > 0) {
            return false;
        }
        if (messages.u8(0, 0) < CLIENT_RESET_V2 || !clientReset(messages, 0) && !serverReset(messages, 0)) {
            return false; // key method 1 begins like VXLAN
        }
        boolean other = false;
        int i = 1;
        while (i < messages.count() && messages.u64(i, SESSION_ID) == messages.u64(0, SESSION_ID) && control(messages.u8(i, 0))) {
            other |= messages.u8(i, 0) != messages.u8(0, 0);
            i++;
        }
        return i >= 4 && other;
    }

    /** Any control opcode with key id 0. */
    private static boolean control(int first) {
        int opcode = first >> 3;
        return (first & 7) == 0 && (opcode >= 1 && opcode <= 5 || opcode == 7 || opcode == 8 || opcode == 10);
    }

    /** Lengths of no authentication, SHA-1, SHA-256 or tls-crypt, SHA-512; survives scrambling of the bytes. */
    private static boolean lengths(Messages messages) {
        if (messages.count() < 3 || !messages.fromClient(0) || messages.fromClient(1) || !messages.fromClient(2)) {
            return false;
        }
        int length = messages.length(0);
        return (length == 14 || length == 42 || length == 54 || length == 86)
                && messages.length(1) == length + 12 && messages.length(2) == length + 8;
    }

    /** Since version 2.6 the server's reset is acknowledged together with the first message of TLS. */
    private static boolean begun(Messages messages) {
        if (messages.count() < 6 || !messages.fromClient(0) || messages.fromClient(1) || !messages.fromClient(2)) {
            return false;
        }
        int length = messages.length(0);
        boolean reset = (length == 14 || length == 42 || length == 54 || length == 86) && messages.length(1) == length + 12;
        if (!reset || messages.length(2) < length + HELLO) {
            return false;
        }
        boolean acknowledged = false;
        boolean answered = false;
        for (int i = 3; i < Math.min(messages.count(), BEGINNING); i++) {
            int more = messages.length(i) - length;
            acknowledged |= messages.fromClient(i) && (more == 8 || more == 12);
            answered |= !messages.fromClient(i) && more >= ANSWER;
        }
        return acknowledged && answered;
    }
}
