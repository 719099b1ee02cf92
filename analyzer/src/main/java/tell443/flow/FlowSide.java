package tell443.flow;

import tell443.facts.Opening;
import tell443.facts.TlsFacts;
import tell443.quic.QuicConnection;
import tell443.tls.DtlsConnection;

/** What a flow has besides its row: the parsers' objects, made when they are needed. */
final class FlowSide {

    TlsFacts tls = TlsFacts.NONE;
    long clientHelloNanos = -1;
    long serverHelloNanos = -1;
    /** Readers at work; null when there is none or none is needed any more. Only this room sees them. */
    OpeningReader opening;
    HandshakeBuffer[] handshakes;
    QuicConnection quic;
    DtlsConnection dtls;
    /** Sequence number at which a lost stream seems to go on, and how many segments agree. */
    int[] resume;
    /** The opening has been told who the client is. */
    boolean rolesTold;
    /** What the flow first said, once its reader has finished. */
    Opening openingFacts = Opening.NONE;
}
