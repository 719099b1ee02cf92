package tell443.classify;

/**
 * Turns inside TLS that are too short for HTTP/1.1, as far as a connection must be asking and answering: before anything
 * was asked that lets a body or another protocol follow.
 *
 * <pre>
 *   GET / HTTP/1.1 CRLF | Host: name CRLF | CRLF                        26 bytes and the name (RFC 9112 section 3.2)
 *   the same with Connection: Upgrade and Upgrade: x                    60 bytes and the name (RFC 9110 section 7.8)
 *   CONNECT a.b:443 HTTP/1.0 CRLF | CRLF                                28 bytes, answered in few (section 9.3.6)
 * </pre>
 *
 * <p>A body after {@code 100 Continue} and chunks of either side need a request that is longer than the second. So short turns
 * are counted until such a request is answered. Not DNS either, whose messages over TLS have 19 bytes and more.
 */
final class ShortTurns {

    private static final int SHORTEST_REQUEST = 18;
    private static final int SHORTEST_RESPONSE = 17;
    private static final int WITH_HOST = 26;
    private static final int WITH_UPGRADE = 60;
    private static final int CONNECT = 28;
    private static final int CONNECTED = 200;
    private static final int ENOUGH = 2;
    private static final int ENOUGH_WITH_OTHERS = 3;

    private ShortTurns() {}

    static String told(FirstTurns turns, int name) {
        int end = end(turns, name);
        return impossible(turns, end) + " of the first " + end + " turns";
    }

    /** {@code name}: how long the name is that the client asked for, 0 when it did not. */
    static boolean seen(FirstTurns turns, int name) {
        if (!turns.exact() || !turns.fromClient(0)) {
            return false;
        }
        int end = end(turns, name);
        int impossible = impossible(turns, end);
        return impossible >= ENOUGH || impossible > 0 && impossible + withoutHost(turns, end, name) >= ENOUGH_WITH_OTHERS;
    }

    /** Index of the first turn before which nothing else can have been agreed on. */
    private static int end(FirstTurns turns, int name) {
        for (int i = 0; i + 1 < turns.count(); i += 2) {
            int question = turns.size(i);
            int answer = turns.size(i + 1);
            boolean agreed = question >= WITH_UPGRADE + name && answer >= SHORTEST_RESPONSE;
            boolean connected = question >= CONNECT && answer >= SHORTEST_RESPONSE && answer <= CONNECTED;
            if (agreed || connected) {
                return i;
            }
        }
        return turns.count();
    }

    /** Neither requests nor responses. */
    private static int impossible(FirstTurns turns, int end) {
        int count = 0;
        for (int i = 0; i < end; i++) {
            count += turns.size(i) < (turns.fromClient(i) ? SHORTEST_REQUEST : SHORTEST_RESPONSE) ? 1 : 0;
        }
        return count;
    }

    /** Requests of HTTP/1.0 at best, which say one thing in a connection. */
    private static int withoutHost(FirstTurns turns, int end, int name) {
        int count = 0;
        for (int i = 0; i < end; i += 2) {
            count += turns.size(i) >= SHORTEST_REQUEST && turns.size(i) < WITH_HOST + name ? 1 : 0;
        }
        return count;
    }
}
