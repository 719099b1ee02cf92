package tell443.tls;

import tell443.facts.Quality;
import tell443.facts.TlsFacts;

/** A TLS handshake that another protocol carries, each side's bytes in packets of its own; or one of DTLS. */
public final class CarriedTls {

    /** Packets after which no hello is expected any more: a handshake takes some thirty. */
    static final int PACKETS = 128;
    /** Bytes that one connection may hold. */
    static final int HELD_LIMIT = 64 << 10;

    final ControlStream[] streams = {new ControlStream(), new ControlStream()};
    /** DTLS, which the carrier does not put in order; null where it carries TLS. */
    DtlsConnection dtls;
    TlsFacts tls = TlsFacts.NONE;
    int client = -1;
    int quality;

    /** The handshake; to be asked for once {@link #hasHello}. */
    public TlsFacts tls() {
        return tls;
    }

    /** A hello was read, or a HelloRetryRequest. */
    public boolean hasHello() {
        return tls.clientHello.present() || tls.serverHello.present() || tls.retry.present();
    }

    /** Which side sent the ClientHello, or did not send the ServerHello; -1 until that is known. */
    public int client() {
        return client;
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
        return streams[0].heldBytes() + streams[1].heldBytes() + (dtls == null ? 0 : dtls.heldBytes());
    }

    /** Bits of {@link Quality} that the handshake earned so far; a hello still in pieces is one of them. */
    public int quality() {
        boolean pieces = streams[0].hasPieces() || streams[1].hasPieces();
        return quality | (pieces ? Quality.HELLO_INCOMPLETE.bit() : 0) | (dtls == null ? 0 : dtls.quality());
    }

    /** Bytes of that side's stream are missing: its packets cannot be told apart any more. */
    public void lose(int sender) {
        quality |= streams[sender].hasPieces() ? Quality.HELLO_INCOMPLETE.bit() : 0;
        streams[sender].end();
    }

    /** Nothing more is read; what was held of TLS is dropped. */
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
