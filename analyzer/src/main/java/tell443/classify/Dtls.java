package tell443.classify;

import static tell443.classify.Evidence.hard;

/** DTLS (RFC 9147, RFC 6347) of whatever use: WebRTC, CoAP. */
final class Dtls {

    static final Protocol PROTOCOL = Protocol.of("dtls", FlowClass.OTHER,
            hard("dtls.handshake", 0.97, "a DTLS ClientHello is answered by a ServerHello", "RFC 6347 section 4.2",
                    Sight::bothHellos).weighing(0),
            hard("dtls.hello", 0.70, "one DTLS hello, the other is not in the capture", "RFC 6347 section 4.2",
                    sight -> sight.tls.clientHello.present() != sight.tls.serverHello.present()).weighing(0),
            hard("dtls.after-stun", 0.98, "DTLS follows STUN, as in WebRTC", "RFC 8827 section 6.5, RFC 7983", Stun::message));

    private Dtls() {}
}
