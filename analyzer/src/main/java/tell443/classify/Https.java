package tell443.classify;

import static tell443.classify.Evidence.Group.OFFER;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Evidence.hard;
import static tell443.classify.Given.CLIENT_HELLO;
import static tell443.classify.Given.LONE_HELLO;
import static tell443.classify.Given.SELECTED;
import static tell443.classify.Given.SERVER_HELLO;

import tell443.facts.Quality;

/**
 * Web traffic over TLS.
 *
 * <p>Its evidence weighs nothing against DoH or a tunnel inside TLS, which show the same handshake: it makes https possible,
 * and the prior of TLS on port 443 does the rest. In TLS 1.3 the selected protocol is not visible; the HTTP version is told
 * only where one protocol was offered, since a server that shares none with the client must refuse (RFC 7301 section 3.2).
 *
 * <p>What is called https because nothing else is seen is right the more often, the more would have been seen: see "How sure https
 * is" in this package's description.
 */
final class Https {

    private static final String TLS = "RFC 8446 section 4.1";

    static final Protocol PROTOCOL = Protocol.of(Https::version, "tls", FlowClass.HTTPS,
            hard("https.handshake", 0.88, "a ClientHello is answered by a ServerHello and nothing speaks against the web", TLS,
                    sight -> sight.bothHellos() && !notWeb(sight)).weighing(0).onlyWith(CLIENT_HELLO | SERVER_HELLO),
            hard("https.alpn", 0.98, "the server selects HTTP as the application protocol", "RFC 7301",
                    sight -> Alpn.web(sight.tls.serverHello.alpn())).in(OFFER).weighing(0).onlyWith(SELECTED)
                    .telling(sight -> "selected " + sight.tls.serverHello.alpn()),
            behaviour("https.large-answer", 0,
                    "the server sends a record larger than any DNS answer, and a tunnel with as much in it would mostly show itself",
                    "measured: of 1,546 flows of the lab with such a record and nothing that speaks against the web, 1,533 are web",
                    Https::largeAnswer).upTo(0.97).onlyWith(CLIENT_HELLO | SERVER_HELLO)
                    .telling(sight -> "largest record " + sight.facts.server.dataMax + " bytes"),
            hard("https.client-hello", 0.70, "a ClientHello that may be a web browser's, without an answer in the capture", TLS,
                    sight -> sight.tls.clientHello.present() && !sight.tls.serverHello.present() && !notWeb(sight)).weighing(0)
                    .onlyWith(CLIENT_HELLO | LONE_HELLO),
            hard("https.refused", 0.85, "a ClientHello that may be a web browser's is answered by something else than a ServerHello", TLS,
                    Https::refused).weighing(0).onlyWith(CLIENT_HELLO | LONE_HELLO),
            hard("https.server-hello", 0.60, "a ServerHello whose ClientHello is not in the capture", TLS,
                    sight -> sight.tls.serverHello.present() && !sight.tls.clientHello.present() && !notWeb(sight)).weighing(0)
                    .onlyWith(SERVER_HELLO | LONE_HELLO));

    private Https() {}

    /** h1, h2, or tls where it cannot be told. */
    static String version(Sight sight) {
        String selected = sight.tls.serverHello.alpn();
        String protocol = selected.isEmpty() ? Alpn.only(sight.tls.clientHello.profile().alpn()) : selected;
        if (protocol.startsWith("h2")) {
            return "h2";
        }
        return protocol.startsWith("http/") ? "h1" : "tls";
    }

    private static boolean largeAnswer(Sight sight) {
        return Doh.largeAnswer(sight.facts, sight.tls) && sight.bothHellos() && !notWeb(sight);
    }

    /** Such as an alert. */
    private static boolean refused(Sight sight) {
        return sight.facts.server.payloadPackets > 0 && !sight.facts.has(Quality.ONE_WAY) && !sight.tls.serverHello.present()
                && sight.tls.clientHello.present() && !notWeb(sight);
    }

    /** The server selects, or where that is not visible the client offers nothing but, protocols that are not HTTP. */
    static boolean notWeb(Sight sight) {
        return sight.tls.serverHello.alpn().isEmpty() ? sight.offersNoWeb : sight.selectsNoWeb;
    }
}
