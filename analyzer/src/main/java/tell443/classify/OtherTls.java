package tell443.classify;

import static tell443.classify.Evidence.hard;
import static tell443.classify.Given.NOT_WEB;

/** TLS that carries something else than the web: mail, MQTT, TURN, push messages. */
final class OtherTls {

    static final Protocol PROTOCOL = Protocol.of("tls", FlowClass.OTHER,
            hard("tls.not-web", 0.97, "the application protocol is not HTTP", "IANA registry of ALPN protocol ids; RFC 7301",
                    sight -> Https.notWeb(sight) && !Dot.offered(sight)).onlyWith(NOT_WEB)
                    .telling(sight -> "offered " + sight.tls.clientHello.profile().alpn()));

    private OtherTls() {}
}
