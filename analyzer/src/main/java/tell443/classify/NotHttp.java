package tell443.classify;

import static tell443.classify.Evidence.Group.RHYTHM;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Given.NO_HTTP2;

/**
 * What inside TLS cannot be HTTP/1.1, where HTTP/2 was not agreed on: in HTTP the client speaks first, the shortest request has 18
 * bytes ({@code GET / HTTP/1.0} and two line ends), the shortest response 17, and every request is answered (RFC 9112).
 *
 * <p>What tunnels say first is left out: cells of Tor, resets of OpenVPN, SOCKS.
 */
final class NotHttp {

    private static final int SHORTEST_REQUEST = 18;
    private static final int SHORTEST_RESPONSE = 17;
    /** SSH's key exchange is longer than what clients of mail and the like begin with. */
    private static final int COMMANDS = 600;
    private static final int GREETING = 1400;
    private static final int UNANSWERED = 5;
    private static final int SHORT_RECORD = 4096;
    private static final long WHILE_NANOS = 1_000_000_000L;

    private static final String RFC_9112 = "RFC 9112 sections 2.1, 3 and 4; 0 of 2,268 web flows of the lab";

    private static final String WITHOUT_ALPN = "; 0 of 796 web flows of the lab without ALPN";

    /** The weights are start values: no web flow of the lab shows any of them, and they must outweigh the prior of the web. */
    static final Evidence[] EVIDENCE = {
        behaviour("tls.server-first", 8, "the server speaks first inside TLS and the client answers: mail, files, no web server",
                RFC_9112, sight -> noHttp2(sight) && serverFirst(sight.inside())).upTo(0.8).onlyWith(NO_HTTP2).telling(NotHttp::sizes),
        behaviour("tls.short-answer", 9, "the first answer inside TLS is shorter than any HTTP response",
                RFC_9112, sight -> noHttp2(sight) && shortAnswer(sight.inside())).upTo(0.85).onlyWith(NO_HTTP2).telling(NotHttp::sizes),
        behaviour("tls.short-question", 8, "the first message inside TLS is shorter than any HTTP request, and it is answered and goes on",
                RFC_9112, sight -> noHttp2(sight) && shortQuestion(sight.inside())).upTo(0.8).onlyWith(NO_HTTP2).telling(NotHttp::sizes),
        behaviour("tls.unanswered", 6.5, "the client goes on sending short messages inside TLS and the server says nothing",
                RFC_9112, NotHttp::unanswered).in(RHYTHM).onlyWith(NO_HTTP2)
                .telling(sight -> sight.inside().clientRecords() + " records, the longest " + sight.inside().clientLargest() + " bytes"),
        behaviour("tls.short-turns", 8, "later messages inside TLS are shorter than any of HTTP, and nothing else was agreed on",
                "RFC 9112 section 3.2, RFC 9110 section 7.8" + WITHOUT_ALPN, NotHttp::shortTurns).upTo(0.8).onlyWith(NO_HTTP2)
                .telling(sight -> ShortTurns.told(sight.inside(), name(sight))),
        behaviour("tls.short-questions", 7,
                "the client asks again and again in fewer bytes than HTTP that goes on needs, in one or two lengths",
                "RFC 9112 sections 3.2 and 9.3; 0 of 460 web flows of the lab with six questions and without HTTP/2",
                sight -> noHttp2(sight) && ShortTurns.repeated(sight.inside())).upTo(0.7).onlyWith(NO_HTTP2).telling(NotHttp::sizes),
        behaviour("tls.stream-restart", 8, "the client opens its stream anew, once, after an answer as long as XMPP's success",
                "RFC 6120 section 6.4.6; one terminal of the web had the lengths, again and again: 0 of 5,700 web flows",
                sight -> noHttp2(sight) && StreamRestart.at(sight.inside()) > 0).upTo(0.8).onlyWith(NO_HTTP2)
                .telling(sight -> sight.inside().size(0) + " bytes, the same in turn " + (StreamRestart.at(sight.inside()) + 1))};

    private NotHttp() {}

    private static boolean noHttp2(Sight sight) {
        return (sight.given & NO_HTTP2) != 0;
    }

    private static boolean serverFirst(FirstTurns turns) {
        return turns.count() >= 3 && !turns.fromClient(0) && turns.size(0) <= GREETING && turns.size(1) <= COMMANDS
                && turns.size(3) <= COMMANDS;
    }

    private static boolean shortAnswer(FirstTurns turns) {
        return turns.count() >= 2 && turns.exact() && turns.fromClient(0) && turns.size(1) < SHORTEST_RESPONSE && !settings(turns.size(1))
                && !tunnel(turns.size(0), turns.size(1));
    }

    private static boolean shortQuestion(FirstTurns turns) {
        return turns.count() >= 4 && turns.exact() && turns.fromClient(0) && turns.size(0) < SHORTEST_REQUEST
                && !tunnel(turns.size(0), turns.size(1));
    }

    private static boolean shortTurns(Sight sight) {
        FirstTurns turns = sight.inside();
        return noHttp2(sight) && ShortTurns.seen(turns, name(sight)) && !settings(turns.size(1)) && !tunnel(turns.size(0), turns.size(1));
    }

    /** Length of the name that requests must repeat; the one inside ECH may be shorter. */
    private static int name(Sight sight) {
        return sight.ech == Ech.NONE ? sight.sni.length() : 0;
    }

    /** HTTP/2 without agreement, against the rules: SETTINGS with none or one. */
    private static boolean settings(int size) {
        return size == 9 || size == 15;
    }

    /** The versions of Tor's links and what follows; a reset of OpenVPN in TCP and its answer; SOCKS 5 and 4; GlobalProtect's start. */
    private static boolean tunnel(int question, int answer) {
        boolean tor = question >= 7 && question <= 15 && question % 2 == 1 && answer >= 400;
        boolean openVpn = question == 16;
        boolean socks = question >= 3 && question <= 5 || question >= 9 && answer == 8;
        boolean globalProtect = question >= SHORTEST_REQUEST && answer == GlobalProtect.START;
        return tor || openVpn || socks || globalProtect;
    }

    private static boolean unanswered(Sight sight) {
        FirstTurns turns = sight.inside();
        return noHttp2(sight) && turns.clientRecords() >= UNANSWERED && !turns.serverSpoke() && turns.clientLargest() <= SHORT_RECORD
                && sight.facts.durationNanos() >= WHILE_NANOS;
    }

    private static String sizes(Sight sight) {
        FirstTurns turns = sight.inside();
        StringBuilder text = new StringBuilder("turns of");
        for (int i = 0; i < Math.min(4, turns.count()); i++) {
            text.append(turns.fromClient(i) ? " >" : " <").append(turns.size(i));
        }
        return text.append(" bytes").toString();
    }
}
