package tell443.classify;

/**
 * Turns inside TLS that are too short for HTTP/1.1, as far as a connection must be asking and answering: before anything
 * was asked that lets a body or another protocol follow.
 *
 * <pre>
 *   GET / HTTP/1.1 CRLF | Host: name CRLF | Connection: Upgrade CRLF | Upgrade: x CRLF | CRLF
 *                                                            60 bytes and the name (RFC 9112 section 3.2, RFC 9110 section 7.8)
 *   CONNECT a.b:443 HTTP/1.0 CRLF | CRLF                     28 bytes, answered in few (RFC 9110 section 9.3.6)
 * </pre>
 *
 * <p>A body after {@code 100 Continue} and chunks of either side need a request that is longer than the first. So short turns
 * are counted until such a request is answered. Not DNS either, whose messages over TLS have 19 bytes and more.
 */
final class ShortTurns {

    private static final int SHORTEST_REQUEST = 18;
    private static final int SHORTEST_RESPONSE = 17;
    private static final int WITH_UPGRADE = 60;
    private static final int CONNECT = 28;
    private static final int CONNECTED = 200;
    /** One may be a KeyUpdate, or the end of a response that the next question cut. */
    private static final int ANSWERS = 2;
    /** RFC 8446 section 4.6.3: looks like data, and the other side answers with one. */
    private static final int KEY_UPDATE = 5;

    /** Without a Host field, as HTTP/1.0 may be asked, and {@code Connection: keep-alive} to be asked again (RFC 9112 section 9.3). */
    private static final int SHORTEST_KEPT_ALIVE = 42;
    private static final int REPEATED = 8;
    /** Names make questions of DNS of more lengths. */
    private static final int LENGTHS = 2;

    private ShortTurns() {}

    /**
     * The client asks again and again what is shorter than a request of HTTP that may be followed by another: HTTP/1.1 needs 26 bytes
     * and the host, whose name or address has seven or more, but no program is known to leave all else out.
     */
    static boolean repeated(FirstTurns turns) {
        int questions = 0;
        int lengths = 0;
        int other = 0;
        for (int i = 0; i + 1 < turns.count(); i += 2) {
            int size = turns.size(i);
            if (size >= SHORTEST_KEPT_ALIVE) {
                return false;
            }
            boolean another = size != turns.size(0) && size != other;
            lengths += i == 0 || another ? 1 : 0;
            other = another ? size : other;
            questions++;
        }
        return turns.exact() && turns.fromClient(0) && questions >= REPEATED && lengths <= LENGTHS && turns.size(2) == turns.size(0);
    }

    static String told(FirstTurns turns, int name) {
        int end = end(turns, name);
        return impossible(turns, end, true) + impossible(turns, end, false) + " of the first " + end + " turns";
    }

    /** {@code name}: how long the name is that the client asked for, 0 when it did not. */
    static boolean seen(FirstTurns turns, int name) {
        if (!turns.exact() || !turns.fromClient(0)) {
            return false;
        }
        int end = end(turns, name);
        return impossible(turns, end, true) > 0 || impossible(turns, end, false) >= ANSWERS;
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

    /** Neither requests nor responses, of one side; the first request is looked at elsewhere. */
    private static int impossible(FirstTurns turns, int end, boolean requests) {
        int shortest = requests ? SHORTEST_REQUEST : SHORTEST_RESPONSE;
        int count = 0;
        for (int i = requests ? 2 : 1; i < end; i += 2) {
            count += turns.size(i) < shortest && !(requests && turns.size(i) == KEY_UPDATE) ? 1 : 0;
        }
        return count;
    }
}
