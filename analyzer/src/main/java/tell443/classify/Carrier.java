package tell443.classify;

import tell443.facts.FlowFacts;

/** What the bytes of a flow are, before anyone asks what they mean; decides which protocols are asked and which prior holds. */
enum Carrier {
    /** No payload. */
    NOTHING,
    /** TLS over TCP: a hello, or records at least. */
    TLS,
    /** QUIC of which an Initial packet was opened, or Google's QUIC. */
    QUIC,
    /** DTLS hellos. */
    DTLS,
    /** Any other bytes over TCP. */
    TCP,
    /** Any other datagrams. */
    UDP;

    static Carrier of(FlowFacts facts) {
        if (facts.payloadBytes() == 0) {
            return NOTHING;
        }
        if (facts.tcp) {
            return facts.tls.present() && !facts.tls.inTunnel ? TLS : TCP;
        }
        if (facts.quic.present() && (facts.quic.clientInitialOpened || facts.quic.serverInitialOpened || facts.quic.google)) {
            return QUIC;
        }
        return facts.tls.present() && facts.tls.dtls && !facts.tls.inTunnel ? DTLS : UDP;
    }
}
