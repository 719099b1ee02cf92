package tell443.classify;

import static tell443.classify.Evidence.hard;
import static tell443.classify.Given.CLIENT_HELLO;
import static tell443.classify.Given.NOT_WEB;

/** TLS that carries something else than the web: mail, MQTT, TURN, push messages. */
final class OtherTls {

    static final Protocol PROTOCOL = Protocol.of("tls", FlowClass.OTHER,
            NotHttp.EVIDENCE[0], NotHttp.EVIDENCE[1], NotHttp.EVIDENCE[2], NotHttp.EVIDENCE[3], NotHttp.EVIDENCE[4], NotHttp.EVIDENCE[5],
            NotHttp.EVIDENCE[6],
            hard("tls.not-web", 0.97, "the application protocol is not HTTP", "IANA registry of ALPN protocol ids; RFC 7301",
                    sight -> Https.notWeb(sight) && !Dot.offered(sight)).onlyWith(NOT_WEB)
                    .telling(sight -> "offered " + sight.tls.clientHello.profile().alpn()),
            hard("tls.offers-media", 0.9, "a protocol of media relays is offered, which no web client offers", "RFC 7443, RFC 8833",
                    sight -> !Alpn.web(sight.tls.serverHello.alpn()) && Alpn.media(sight.tls.clientHello.profile().alpn()))
                    .in(Evidence.Group.OFFER).weighing(9).onlyWith(CLIENT_HELLO)
                    .telling(sight -> "offered " + sight.tls.clientHello.profile().alpn()));

    private OtherTls() {}
}
