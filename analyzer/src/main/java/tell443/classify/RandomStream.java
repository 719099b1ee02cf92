package tell443.classify;

import tell443.facts.FlowFacts;
import tell443.facts.Pieces;

/**
 * How a stream of TCP goes on that is random from the first byte. Behind a proxy each connection of the person's is one of these,
 * and most begin with TLS, whatever the proxy adds to each piece:
 *
 * <pre>
 *  address and ClientHello  -->
 *                           <--  a server's flight, certificate included
 *  Finished                 -->  perhaps with a request
 * </pre>
 *
 * <p>One such beginning is no sign. Many to one server are, if they are of several lengths: an application's own greeting is of one.
 */
public final class RandomStream {

    private static final int FEWEST_TURNS = 3;
    static final int HELLO = 250;
    private static final int HELLO_LONGEST = 3000;
    private static final int FLIGHT = 1200;
    private static final int FLIGHT_LONGEST = 9000;
    private static final int FINISHED = 58;
    /** Two hundred bytes for padding, or for the first message of HTTP/2. */
    private static final int FINISHED_LONGEST = 300;

    private final int[] turns = new int[FEWEST_TURNS];
    private int count;

    /** Whether the flow is such a stream, and long enough to be compared with others. */
    public boolean read(FlowFacts facts) {
        count = 0;
        Pieces pieces = facts.opening.pieces;
        if (!facts.tcp || pieces.count() < FEWEST_TURNS || !FullyEncrypted.firstMessage(facts)) {
            return false;
        }
        readTurns(pieces);
        return count == FEWEST_TURNS;
    }

    private void readTurns(Pieces pieces) {
        for (int i = 0; i < pieces.count(); i++) {
            boolean same = i > 0 && pieces.fromClient(i) == pieces.fromClient(i - 1);
            if (!same && count == FEWEST_TURNS) {
                return;
            }
            turns[count - (same ? 1 : 0)] = pieces.size(i) + (same ? turns[count - 1] : 0);
            count += same ? 0 : 1;
        }
    }

    /** Bytes of the first turn where the beginning may be a handshake of TLS, else 0. */
    public int hello(FlowFacts facts) {
        boolean hello = facts.opening.pieces.fromClient(0) && turns[0] >= HELLO && turns[0] <= HELLO_LONGEST;
        boolean flight = turns[1] >= FLIGHT && turns[1] <= FLIGHT_LONGEST;
        return hello && flight && turns[2] >= FINISHED && turns[2] <= FINISHED_LONGEST ? turns[0] : 0;
    }
}
