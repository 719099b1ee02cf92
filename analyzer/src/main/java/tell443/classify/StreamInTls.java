package tell443.classify;

/**
 * Streams inside TLS that no web traffic looks like: SOCKS 5 by the lengths of its first messages, each piece bare or in a frame of
 * a websocket; keys that are typed; and pieces with random padding. SSH is {@link SshInTls}'s.
 */
final class StreamInTls {

    /** A websocket's header from the client, which masks, and from the server; of messages up to 125 bytes. */
    private static final int[] CLIENT_HEADER = {0, 6};
    private static final int[] SERVER_HEADER = {0, 2};
    /** Records of the server between the first messages that are longer are tickets of TLS or the upgrade to a websocket. */
    private static final int TICKET = 40;
    private static final int FIRST = 14;

    private static final int TYPED = 20; // records
    private static final int BYTES = 8;
    private static final int SHORTEST_CONNECT = 26; // a key of 16 bytes and an address of IPv4; or "CONNECT a.b:22 HTTP/1.1" and a Host

    private static final int PADDING = 64;
    private static final int PADDED = 1_500; // longer than packets, which media cut anew for each picture
    private static final int PADDED_RUN = 16;

    private StreamInTls() {}

    /**
     * Methods offered, one chosen, perhaps name and password and their approval; where to; and the answer, with an address of
     * IPv4 or IPv6 (RFC 1928 sections 3 to 6, RFC 1929).
     */
    static boolean socks(ApplicationData data) {
        for (int wrap = 0; wrap < CLIENT_HEADER.length; wrap++) {
            for (int i = 0; i < Math.min(FIRST, data.count()); i++) {
                if (data.fromClient(i) && socks(data, i, wrap)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean socks(ApplicationData data, int greeting, int wrap) {
        int offered = data.size(greeting) - CLIENT_HEADER[wrap];
        int chosen = turn(data, greeting + 1);
        if (offered < 3 || offered > 6 || !isAnswer(data, chosen, 2 + SERVER_HEADER[wrap])) {
            return false;
        }
        int request = chosen + 1;
        int answer = turn(data, request + 1);
        if (isRequest(data, request, 5, wrap) && isAnswer(data, answer, 2 + SERVER_HEADER[wrap])) { // name and password
            request = answer + 1;
            answer = turn(data, request + 1);
        }
        return isRequest(data, request, 8, wrap) && (isAnswer(data, answer, 10 + SERVER_HEADER[wrap])
                || isAnswer(data, answer, 22 + SERVER_HEADER[wrap]));
    }

    private static boolean isRequest(ApplicationData data, int i, int least, int wrap) {
        int size = i < data.count() ? data.size(i) - CLIENT_HEADER[wrap] : 0;
        return size >= least && size <= 262 && data.fromClient(i);
    }

    private static boolean isAnswer(ApplicationData data, int i, int size) {
        return i < data.count() && !data.fromClient(i) && data.size(i) == size;
    }

    /** Behind tickets of the server's. */
    private static int turn(ApplicationData data, int from) {
        int i = from;
        while (i < data.count() && !data.fromClient(i) && data.size(i) > TICKET) {
            i++;
        }
        return i;
    }

    /** Behind what may ask a proxy for a host: records of one byte, which HTTP has none of, many each way and half of all. */
    static boolean bytes(ApplicationData data) {
        if (data.count() < TYPED || !data.fromClient(0) || data.size(0) < SHORTEST_CONNECT) {
            return false;
        }
        int client = 0;
        int server = 0;
        for (int i = 1; i < data.count(); i++) {
            client += data.fromClient(i) && data.size(i) == 1 ? 1 : 0;
            server += !data.fromClient(i) && data.size(i) == 1 ? 1 : 0;
        }
        return client >= BYTES && server >= BYTES && (client + server) * 2 >= data.count();
    }

    /** A run of large records, three of five unlike those before and all within 64 bytes: pieces of one length, padded at random. */
    static boolean padded(ApplicationData data) {
        return padded(data, true) || padded(data, false);
    }

    private static boolean padded(ApplicationData data, boolean client) {
        int run = 0;
        int least = 0;
        int most = 0;
        int alike = 0;
        for (int i = 0; i < data.count(); i++) {
            if (data.fromClient(i) != client) {
                continue;
            }
            int size = data.size(i);
            boolean goesOn = run > 0 && Math.max(most, size) - Math.min(least, size) < PADDING;
            if (size < PADDED || !goesOn) {
                run = 0;
                alike = 0;
                least = size;
                most = size;
            }
            if (size >= PADDED) {
                alike += run > 0 && isIn(data, client, i, run, size) ? 1 : 0;
                run++;
                least = Math.min(least, size);
                most = Math.max(most, size);
            }
            if (run >= PADDED_RUN && alike * 5 <= run * 2) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of that side's last {@code count} records before {@code end} is as long. */
    private static boolean isIn(ApplicationData data, boolean client, int end, int count, int size) {
        int left = Math.min(count, PADDED_RUN);
        for (int i = end - 1; i >= 0 && left > 0; i--) {
            if (data.fromClient(i) == client) {
                if (data.size(i) == size) {
                    return true;
                }
                left--;
            }
        }
        return false;
    }
}
