package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/** HTTP without TLS (RFC 9112), and HTTP/2 with prior knowledge. CONNECT is a proxy in use, not a page; see {@link HttpDisguise}, too. */
final class PlainHttp {

    private static final String[] METHODS = {"GET /", "POST /", "HEAD /", "PUT /", "OPTIONS ", "DELETE /", "PATCH /", "TRACE /",
            "GET http", "POST http",
        "PRI * HTTP/2.0", "PROPFIND /"};

    static final Protocol PROTOCOL = Protocol.of("http", FlowClass.OTHER,
            hard("http.exchange", 0.98, "an HTTP request in the clear and an HTTP response", "RFC 9112 section 3",
                    sight -> request(sight.turns()) && response(sight.turns()) && !HttpDisguise.seen(sight)),
            hard("http.request", 0.90, "an HTTP request in the clear", "RFC 9112 section 3",
                    sight -> request(sight.turns()) && !HttpDisguise.seen(sight)),
            hard("http.response", 0.85, "an HTTP response in the clear", "RFC 9112 section 4",
                    sight -> response(sight.turns()) && !connect(sight.turns()) && !HttpDisguise.seen(sight)));

    static final Protocol CONNECT = Protocol.of("unknown-tunnel", FlowClass.VPN,
            hard("http.connect", 0.97, "an HTTP CONNECT request in the clear and a response: a proxy is in use", "RFC 9110 section 9.3.6",
                    sight -> connect(sight.turns()) && response(sight.turns())),
            hard("http.connect-request", 0.85, "an HTTP CONNECT request in the clear", "RFC 9110 section 9.3.6",
                    sight -> connect(sight.turns())));

    private PlainHttp() {}

    private static boolean request(Messages turns) {
        int first = turns.nth(true, 0);
        if (first < 0) {
            return false;
        }
        for (String method : METHODS) {
            if (turns.startsWith(first, method)) {
                return true;
            }
        }
        return false;
    }

    private static boolean response(Messages turns) {
        int first = turns.nth(false, 0);
        return first >= 0 && turns.startsWith(first, "HTTP/1.");
    }

    private static boolean connect(Messages turns) {
        int first = turns.nth(true, 0);
        return first >= 0 && turns.startsWith(first, "CONNECT ") && version(turns, first);
    }

    /** The request line names HTTP: NATS has a CONNECT of its own. */
    private static boolean version(Messages turns, int first) {
        for (int at = 8; at + 5 <= turns.kept(first) && turns.u8(first, at) != '\r'; at++) {
            if (turns.u32(first, at) == 0x48545450L && turns.u8(first, at + 4) == '/') {
                return true;
            }
        }
        return false;
    }
}
