package tell443.tls;

import tell443.facts.Quality;
import tell443.facts.TlsFacts;

/** What {@link OpenVpnReader} must keep of the control channel of one OpenVPN connection. */
public final class OpenVpnConnection {

    /** Packets after which no hello is expected any more: a handshake takes some thirty. */
    static final int PACKETS = 128;
    /** Bytes that one connection may hold. */
    static final int HELD_LIMIT = 64 << 10;

    final ControlStream[] streams = {new ControlStream(), new ControlStream()};
    TlsFacts tls = TlsFacts.NONE;
    int hmac = OpenVpnPacket.UNKNOWN;
    int packets;
    int client = -1;
    int quality;

    /** The handshake in the channel; {@link TlsFacts#NONE} until a hello was read. */
    public TlsFacts tls() {
        return tls;
    }

    /** Which side sent the ClientHello, or did not send the ServerHello; -1 until that is known. */
    public int client() {
        return client;
    }

    /** A packet had the structure of a control channel that can be read. */
    public boolean isRecognised() {
        return hmac != OpenVpnPacket.UNKNOWN;
    }

    /** Whether packets of that side are worth reading. */
    public boolean wants(int sender) {
        return !streams[sender].over;
    }

    public boolean wantsMore() {
        return wants(0) || wants(1);
    }

    /** Bytes of messages and packets that wait for more. */
    public int heldBytes() {
        return streams[0].heldBytes() + streams[1].heldBytes();
    }

    /** Bits of {@link Quality} that the handshake earned so far; a hello still in pieces is one of them. */
    public int quality() {
        boolean pieces = streams[0].hasPieces() || streams[1].hasPieces();
        return pieces ? quality | Quality.HELLO_INCOMPLETE.bit() : quality;
    }

    /** Bytes of that side's stream are missing: its packets cannot be told apart any more. */
    public void lose(int sender) {
        quality |= streams[sender].hasPieces() ? Quality.HELLO_INCOMPLETE.bit() : 0;
        streams[sender].end();
    }

    /** Nothing more is read; what was held is dropped. */
    public void giveUp() {
        lose(0);
        lose(1);
    }

    /** There is no memory for it. */
    public void limit() {
        quality |= Quality.LIMIT.bit();
        giveUp();
    }

    TlsFacts makeTls() {
        if (tls == TlsFacts.NONE) {
            tls = new TlsFacts();
            tls.inTunnel = true;
        }
        return tls;
    }
}
