package tell443.tls;

import tell443.bytes.Bytes;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;

/**
 * Reads the TLS handshake in OpenVPN's control channel, where tls-crypt does not hide it: over UDP a packet in each datagram,
 * over TCP behind a 16-bit length each. Packets are put in the order of their ids. One per worker.
 */
public final class OpenVpnReader {

    private static final int SHORTEST = 14; // opcode, session, no acknowledgment, message id
    private static final int LONGEST_RESET = 1024; // tls-crypt-v2 puts a wrapped key behind it

    private final Counters counters;
    private final OpenVpnHandshakes handshakes;

    public OpenVpnReader(HelloReader hellos, CertificateReader certificates, Counters counters) {
        this.counters = counters;
        handshakes = new OpenVpnHandshakes(hellos, certificates, counters);
    }

    /** Whether a datagram may be of a control channel that can be read: a reset that fits, or a message that begins with a hello. */
    public static boolean looksLikeControl(byte[] bytes, int at, int length) {
        return length >= SHORTEST && OpenVpnPacket.isControl(Bytes.u8(bytes, at))
                && OpenVpnPacket.hmac(bytes, at, at + length) != OpenVpnPacket.UNKNOWN;
    }

    /** Whether a TCP stream whose first byte this is may begin with the length of a reset. */
    public static boolean mayBeginStream(int first) {
        return first <= LONGEST_RESET >>> 8;
    }

    /** Reads a packet of which {@code held} of {@code length} bytes are there. */
    public void packet(OpenVpnConnection state, int sender, byte[] bytes, int at, int held, int length) {
        if (++state.packets > OpenVpnConnection.PACKETS) {
            state.giveUp();
        }
        ControlStream stream = state.streams[sender];
        if (stream.over || held < SHORTEST || !OpenVpnPacket.isControl(Bytes.u8(bytes, at))) {
            return;
        }
        int first = Bytes.u8(bytes, at);
        long session = OpenVpnPacket.session(bytes, at);
        if (OpenVpnPacket.isReset(first)) {
            stream.begin(session);
        }
        if (state.hmac == OpenVpnPacket.UNKNOWN && held == length) {
            state.hmac = OpenVpnPacket.hmac(bytes, at, at + length);
        }
        if (OpenVpnPacket.isMessage(first) && state.hmac != OpenVpnPacket.UNKNOWN && stream.isOf(session)) {
            message(state, sender, bytes, at, held, length);
        }
    }

    private void message(OpenVpnConnection state, int sender, byte[] bytes, int at, int held, int length) {
        ControlStream stream = state.streams[sender];
        int message = OpenVpnPacket.message(bytes, at, at + held, state.hmac);
        int ahead = message < 0 ? -1 : OpenVpnPacket.id(bytes, message) - stream.next;
        if (ahead < 0) {
            return; // came again, or contradicts itself
        }
        if (held < length) {
            cut(state, sender);
            return;
        }
        int content = OpenVpnPacket.content(message);
        if (ahead > 0) {
            stream.await(stream.next + ahead, bytes, content, at + length - content);
        } else {
            stream.next++;
            handshakes.read(state, sender, bytes, content, at + length - content);
            byte[] next = stream.takeNext();
            while (next != ControlStream.NOT_THERE) {
                handshakes.read(state, sender, next, 0, next.length);
                next = stream.takeNext();
            }
        }
        keepWithin(state);
    }

    /** The capture does not hold all of a message: nothing can be read behind it. */
    private static void cut(OpenVpnConnection state, int sender) {
        state.quality |= state.streams[sender].hasHello ? 0 : Quality.HELLO_INCOMPLETE.bit();
        state.lose(sender);
    }

    private void keepWithin(OpenVpnConnection state) {
        if (state.heldBytes() > OpenVpnConnection.HELD_LIMIT) {
            counters.count(Counter.HANDSHAKE_TOO_LONG);
            state.limit();
        }
    }

    /** Reads the next bytes of one side's TCP stream; {@code length} were sent, {@code held} of them are there. */
    public void stream(OpenVpnConnection state, int sender, byte[] bytes, int at, int held, int length) {
        ControlStream stream = state.streams[sender];
        int next = 0;
        while (next < length && !stream.over) {
            if (stream.frameLeft == 0 && next < held) {
                frameLength(state, sender, Bytes.u8(bytes, at + next++));
            } else if (stream.frameLeft == 0) {
                cut(state, sender); // the length is not there
            } else {
                next += frame(state, sender, bytes, at + next, Math.max(0, held - next), length - next);
            }
        }
    }

    private static void frameLength(OpenVpnConnection state, int sender, int value) {
        ControlStream stream = state.streams[sender];
        stream.frameLength = stream.lengthBytes++ == 0 ? value : stream.frameLength << 8 | value;
        if (stream.lengthBytes == 2) {
            stream.lengthBytes = 0;
            stream.frameLeft = stream.frameLength;
            stream.frameHeld = 0;
            if (state.packets == 0 && (stream.frameLength < SHORTEST || stream.frameLength > LONGEST_RESET)) {
                state.giveUp();
            }
        }
    }

    /** @return how many bytes were read */
    private int frame(OpenVpnConnection state, int sender, byte[] bytes, int at, int held, int length) {
        ControlStream stream = state.streams[sender];
        int part = Math.min(stream.frameLeft, length);
        int partHeld = Math.min(held, part);
        boolean begins = stream.frameLeft == stream.frameLength;
        if (begins && state.packets == 0 && (partHeld == 0 || !OpenVpnPacket.isReset(Bytes.u8(bytes, at)))) {
            state.giveUp();
            return part;
        }
        stream.frameLeft -= part;
        if (begins && stream.frameLeft == 0) {
            packet(state, sender, bytes, at, partHeld, part);
            return part;
        }
        boolean whole = stream.frameHeld == stream.frameLength - stream.frameLeft - part; // nothing of it is missing so far
        boolean wanted = stream.frameHeld > 0 ? whole : begins && partHeld > 0 && OpenVpnPacket.isControl(Bytes.u8(bytes, at));
        if (wanted) {
            stream.appendFrame(bytes, at, partHeld);
            keepWithin(state);
        }
        if (stream.frameLeft == 0 && !stream.over) {
            int heldBytes = stream.frameHeld;
            stream.frameHeld = 0;
            packet(state, sender, stream.frame, 0, heldBytes, stream.frameLength);
        }
        return part;
    }

    /** Gives up what is held for a connection that has ended. */
    public void forget(OpenVpnConnection state) {
        if (state.streams[0].hasPieces() || state.streams[1].hasPieces()) {
            counters.count(Counter.HELLO_TRUNCATED);
        }
        state.giveUp();
    }
}
