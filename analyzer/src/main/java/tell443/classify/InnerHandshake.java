package tell443.classify;

import tell443.facts.FlowFacts;

/**
 * What a TLS handshake inside TLS looks like from outside, near the beginning of a connection: a ClientHello padded to 517 bytes
 * or one with a post-quantum key share, a server's flight, and a Finished, each with a few bytes of the proxy's around it.
 *
 * <p>An application may send and get the same sizes by accident, so one connection proves nothing: that most connections to a
 * server begin like this does ({@link tell443.facts.Surroundings#serverAlike}).
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

    private final ApplicationData data = new ApplicationData();

    /** Whether the flow has enough records to be looked at; {@link #seen} then says what they show. */
    public boolean read(FlowFacts facts) {
        if (facts.tls.inTunnel || facts.client.dataRecords + facts.server.dataRecords < FEWEST) {
            return false;
        }
        data.read(facts, facts.tls);
        return data.count() >= FEWEST;
    }

    public boolean seen() {
        return seen(data);
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
