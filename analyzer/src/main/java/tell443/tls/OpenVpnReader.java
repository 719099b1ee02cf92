package tell443.tls;

import tell443.bytes.Bytes;
import tell443.counters.Counters;

/**
 * Reads the TLS handshake in OpenVPN's control channel, where tls-crypt does not hide it: over UDP a packet in each datagram,
 * over TCP behind a 16-bit length each. Packets are put in the order of their ids. One per worker.
 */
public final class OpenVpnReader {

    private static final int SHORTEST = 14; // opcode, session, no acknowledgment, message id
    private static final int LONGEST_RESET = 1024; // tls-crypt-v2 puts a wrapped key behind it

    private final CarriedHandshakes handshakes;

    public OpenVpnReader(HelloReader hellos, CertificateReader certificates, Counters counters) {
        handshakes = new CarriedHandshakes(hellos, certificates, counters);
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
        if (++state.packets > CarriedTls.PACKETS) {
            state.carried.giveUp();
        }
        ControlStream stream = state.carried.streams[sender];
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
        ControlStream stream = state.carried.streams[sender];
        int message = OpenVpnPacket.message(bytes, at, at + held, state.hmac);
        if (message < 0) {
            return; // contradicts itself
        }
        int ahead = OpenVpnPacket.id(bytes, message) - stream.next;
        int content = OpenVpnPacket.content(message);
        handshakes.packet(state.carried, sender, ahead, bytes, content, at + Math.min(held, length) - content, held >= length);
    }

    /** Reads the next bytes of one side's TCP stream; {@code length} were sent, {@code held} of them are there. */
    public void stream(OpenVpnConnection state, int sender, byte[] bytes, int at, int held, int length) {
        ControlStream stream = state.carried.streams[sender];
        int next = 0;
        while (next < length && !stream.over) {
            if (stream.frameLeft == 0 && next < held) {
                frameLength(state, sender, Bytes.u8(bytes, at + next++));
            } else if (stream.frameLeft == 0) {
                CarriedHandshakes.cut(state.carried, sender); // the length is not there
            } else {
                next += frame(state, sender, bytes, at + next, Math.max(0, held - next), length - next);
            }
        }
    }

    private static void frameLength(OpenVpnConnection state, int sender, int value) {
        ControlStream stream = state.carried.streams[sender];
        stream.frameLength = stream.lengthBytes++ == 0 ? value : stream.frameLength << 8 | value;
        if (stream.lengthBytes == 2) {
            stream.lengthBytes = 0;
            stream.frameLeft = stream.frameLength;
            stream.frameHeld = 0;
            if (state.packets == 0 && (stream.frameLength < SHORTEST || stream.frameLength > LONGEST_RESET)) {
                state.carried.giveUp();
            }
        }
    }

    /** @return how many bytes were read */
    private int frame(OpenVpnConnection state, int sender, byte[] bytes, int at, int held, int length) {
        ControlStream stream = state.carried.streams[sender];
        int part = Math.min(stream.frameLeft, length);
        int partHeld = Math.min(held, part);
        boolean begins = stream.frameLeft == stream.frameLength;
        if (begins && state.packets == 0 && (partHeld == 0 || !OpenVpnPacket.isReset(Bytes.u8(bytes, at)))) {
            state.carried.giveUp();
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
            handshakes.keepWithin(state.carried);
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
        handshakes.forget(state.carried);
    }
}
