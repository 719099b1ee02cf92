package tell443.classify;

import static tell443.classify.Evidence.hard;
import static tell443.classify.Given.NOT_WEB;

import java.util.List;

/** DNS over TLS (RFC 7858), which names itself in ALPN when it leaves its own port. */
final class Dot {

    static final Protocol PROTOCOL = Protocol.of("dot", FlowClass.DOH,
            hard("dot.alpn", 0.97, "the client offers the application protocol dot and no HTTP",
                    "RFC 7858; IANA registry of ALPN protocol ids",
                    Dot::offered).onlyWith(NOT_WEB));

    private Dot() {}

    static boolean offered(Sight sight) {
        List<String> offered = sight.tls.clientHello.profile().alpn();
        return !offered.isEmpty() && Alpn.offers(offered, "dot") && Alpn.noneWeb(offered) || sight.tls.serverHello.alpn().equals("dot");
    }
}
