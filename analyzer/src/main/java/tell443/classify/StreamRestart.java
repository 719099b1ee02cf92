package tell443.classify;

/**
 * XMPP inside TLS: after the log-in the client opens its stream anew with the header it began with (RFC 6120 section 6.4.6).
 *
 * <pre>
 *   &lt;stream:stream to=...&gt;    -->
 *                             <--  &lt;stream:stream ...&gt; and features
 *   &lt;auth ...&gt;               -->
 *                             <--  &lt;challenge&gt;, and again, or nothing of the kind
 *                             <--  &lt;success/&gt;: 51 bytes, or 60 and what SCRAM signs in base64 (RFC 5802 section 7)
 *   &lt;stream:stream to=...&gt;    -->  as at first, perhaps without the declaration of XML
 *                             <--  &lt;stream:stream ...&gt; and features
 * </pre>
 */
final class StreamRestart {

    /** {@code <success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>}; with {@code v=} and a signature by SHA-1, SHA-256, SHA-512. */
    private static final int[] SUCCESSES = {51, 100, 124, 180};
    /** {@code <stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>}. */
    private static final int HEADER = 99;
    private static final int LONGEST_HEADER = 400;
    /** {@code <?xml version='1.0'?>}. */
    private static final int DECLARATION = 21;
    /** Of the server, with the shortest features. */
    private static final int ANSWER = 130;
    private static final int LAST = 10;

    private StreamRestart() {}

    /** Index of the turn in which the stream begins anew, or -1. */
    static int at(FirstTurns turns) {
        int header = turns.size(0);
        if (!turns.exact() || !turns.fromClient(0) || header < HEADER || header > LONGEST_HEADER || turns.size(1) < ANSWER) {
            return -1;
        }
        for (int i = 4; i + 1 < turns.count() && i <= LAST; i += 2) {
            if (isSuccess(turns.size(i - 1)) && isHeader(turns.size(i), header) && turns.size(i + 1) >= ANSWER && comesTwice(turns)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isHeader(int size, int header) {
        return size == header || size == header - DECLARATION;
    }

    /** Whoever asks the same again and again, as terminals in web pages do, begins no stream; and the stream goes on. */
    private static boolean comesTwice(FirstTurns turns) {
        int times = 0;
        int last = 0;
        for (int i = 0; i < turns.count(); i += 2) {
            last = i;
            times += isHeader(turns.size(i), turns.size(0)) ? 1 : 0;
        }
        return times == 2 && !isHeader(turns.size(last), turns.size(0));
    }

    private static boolean isSuccess(int size) {
        for (int success : SUCCESSES) {
            if (size == success) {
                return true;
            }
        }
        return false;
    }
}
