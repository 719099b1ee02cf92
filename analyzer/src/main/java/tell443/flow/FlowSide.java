package tell443.flow;

import tell443.facts.TlsFacts;
import tell443.quic.QuicConnection;
import tell443.tls.DtlsConnection;
import tell443.tls.OpenVpnConnection;
import tell443.tls.RdpUdpConnection;

/**
 * What a flow has besides its row: the parsers' objects, made when they are needed. Those that are not are null; only this
 * room sees them. A TLS flow whose handshake has been read keeps the {@link TlsFacts} alone: see {@link FlowSides}.
 */
final class FlowSide {

    TlsFacts tls = TlsFacts.NONE;
    OpeningReader opening;
    HandshakeBuffer[] handshakes;
    QuicConnection quic;
    DtlsConnection dtls;
    OpenVpnConnection openVpn;
    RdpUdpConnection rdpUdp;
    /** Sequence number at which a lost stream seems to go on, and how many segments agree; for each side. */
    int[] resume;
    /** Zeros that may be part of the streams or not. */
    Padding padding;

    /** Nothing but the TLS facts is left. */
    boolean isSettled() {
        return opening == null && handshakes == null && quic == null && dtls == null && openVpn == null && rdpUdp == null && resume == null
                && padding == null;
    }

    void become(FlowSide other) {
        tls = other.tls;
        opening = other.opening;
        handshakes = other.handshakes;
        quic = other.quic;
        dtls = other.dtls;
        openVpn = other.openVpn;
        rdpUdp = other.rdpUdp;
        resume = other.resume;
        padding = other.padding;
    }
}
