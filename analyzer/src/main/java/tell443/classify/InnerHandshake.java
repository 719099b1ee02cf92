package tell443.classify;

import tell443.facts.FlowFacts;

/**
 * What a TLS handshake inside TLS looks like from outside, near the beginning of a connection: a ClientHello padded to 517 bytes
 * or one with a post-quantum key share, a server's flight, and a Finished, each with a few bytes of the proxy's around it.
 *
 * <p>An application may send and get the same sizes by accident, and then in each of its connections. So only those to a server
 * count ({@link tell443.facts.Surroundings#serverAlike}) that show the exact lengths, or what may be one in a websocket when it is
 * of another length than the one before: tokens with which an application begins are of one length, padding is not.
 */
public final class InnerHandshake {

    /** Records of data without which nothing can be said. */
    private static final int FEWEST = 6;
    /** Turns in which the ClientHello may come: a proxy may be asked something first. */
    private static final int TURNS = 4;
    private static final int HELLO = 517;
    private static final int HELLO_WRAPPED = 700;
    private static final int LARGE_HELLO = 1650;
    private static final int LARGE_HELLO_WRAPPED = 2400;
    private static final int SERVER_FLIGHT = 700;
    private static final int FINISHED = 64;
    private static final int FINISHED_WRAPPED = 110;

    /** In a websocket: its request, its answer, what the first message may be, and what the third. */
    private static final int SHORTEST_UPGRADE = 120;
    private static final int LONGEST_UPGRADE = 800;
    private static final int SHORTEST_ACCEPTANCE = 100;
    private static final int LONGEST_ACCEPTANCE = 400;
    private static final int TICKETS = 700;
    private static final int HELLO_PADDED = 900;
    private static final int LARGE_HELLO_PADDED = 2700;
    private static final int PADDED_FLIGHT = 1000;
    private static final int FINISHED_PADDED = 300;
    private static final int WEBSOCKET_HEADER = 8; // of a client's message

    private final ApplicationData data = new ApplicationData();
    private final InnerTls inner = new InnerTls();

    /** Whether the flow has enough records to be looked at; {@link #seen} then says what they show. */
    public boolean read(FlowFacts facts) {
        if (facts.tls.inTunnel || facts.client.dataRecords + facts.server.dataRecords < FEWEST) {
            return false;
        }
        data.read(facts, facts.tls);
        return data.count() >= FEWEST;
    }

    /** The exact lengths of a handshake: see {@link InnerTls}. */
    public boolean exact() {
        inner.read(data);
        return inner.script() || inner.ladder();
    }

    /** What {@link #inWebsocket} says of the flow. */
    public int inWebsocket() {
        return inWebsocket(data);
    }

    /**
     * Length of what may be a ClientHello, as a websocket's first message, with up to 300 bytes of a key, an address and padding
     * (VMess pads each piece by up to 63 bytes at random), when a flight and a short message follow; else 0.
     */
    static int inWebsocket(ApplicationData data) {
        int acceptance = turnEnd(data, 0);
        int hello = turnEnd(data, acceptance);
        int flight = turnEnd(data, hello);
        int finished = turnEnd(data, flight);
        if (finished >= data.count() || acceptance != 1 || !data.fromClient(0) || !isUpgrade(data, hello)) {
            return 0;
        }
        int size = data.size(hello);
        int sum = sum(data, hello, flight);
        boolean small = size >= HELLO + WEBSOCKET_HEADER && size <= HELLO_PADDED;
        boolean large = sum >= LARGE_HELLO && sum <= LARGE_HELLO_PADDED;
        boolean finishes = data.size(finished) >= FINISHED + WEBSOCKET_HEADER - 2 && data.size(finished) <= FINISHED_PADDED;
        return (small || large) && finishes && sum(data, flight, finished) >= PADDED_FLIGHT ? size : 0;
    }

    /** A request alone, and an answer without a body, behind tickets of TLS. */
    private static boolean isUpgrade(ApplicationData data, int end) {
        int answer = data.size(end - 1);
        return data.size(0) >= SHORTEST_UPGRADE && data.size(0) <= LONGEST_UPGRADE && answer >= SHORTEST_ACCEPTANCE
                && answer <= LONGEST_ACCEPTANCE && sum(data, 1, end) - answer <= TICKETS;
    }

    /**
     * Whether it begins as connections through a proxy do, whatever is inside: with the upgrade to a websocket and a message, or with
     * what may be a ClientHello and a flight, behind which Finished may be together with what the client says next.
     */
    static boolean begins(ApplicationData data) {
        int answer = turnEnd(data, 0);
        int next = turnEnd(data, answer);
        if (data.count() == 0 || !data.fromClient(0) || answer >= next) {
            return false;
        }
        boolean upgrade = answer == 1 && next < data.count() && isUpgrade(data, next);
        return upgrade || isHello(data, 0, answer) && sum(data, answer, next) >= SERVER_FLIGHT;
    }

    static boolean seen(ApplicationData data) {
        int from = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            int answer = turnEnd(data, from);
            int finished = turnEnd(data, answer);
            if (finished >= data.count()) {
                return false;
            }
            if (data.fromClient(from) && isHello(data, from, answer) && sum(data, answer, finished) >= SERVER_FLIGHT
                    && data.size(finished) >= FINISHED && data.size(finished) <= FINISHED_WRAPPED) {
                return true;
            }
            from = answer;
        }
        return false;
    }

    /** Index behind the records of one direction that begin at {@code from}. */
    private static int turnEnd(ApplicationData data, int from) {
        int end = from;
        while (end < data.count() && data.fromClient(end) == data.fromClient(from)) {
            end++;
        }
        return end;
    }

    private static boolean isHello(ApplicationData data, int from, int end) {
        for (int i = from; i < end; i++) {
            if (data.size(i) >= HELLO && data.size(i) <= HELLO_WRAPPED) {
                return true;
            }
        }
        int sum = sum(data, from, end);
        return sum >= LARGE_HELLO && sum <= LARGE_HELLO_WRAPPED;
    }

    private static int sum(ApplicationData data, int from, int end) {
        int sum = 0;
        for (int i = from; i < end; i++) {
            sum += data.size(i);
        }
        return sum;
    }
}
