package tell443.classify;

import tell443.facts.Sequence;

/**
 * A QUIC connection inside the datagrams of another (RFC 9298): a client must fill every datagram that holds an Initial packet to
 * 1,200 bytes, and so must the server (RFC 9000 section 14.1). What the outer connection adds is constant, so that datagrams of one length
 * come alone, in the middle of the connection, from the client, from the server and again from the client:
 *
 * <pre>
 *  outer handshake          &lt;--&gt;
 *  1200 + n, alone          --&gt;   Initial inside
 *                           &lt;--   1200 + n, and the rest of a flight
 *  1200 + n                 --&gt;   acknowledges it, and Finished
 *  n + 40 or so, again and again: inner acknowledgements, beside the outer ones, which are shorter
 * </pre>
 *
 * <p>Probes for a path's MTU (RFC 8899) come alone from both sides, too; then no such second acknowledgements follow.
 * Reused; allocates nothing.
 */
final class QuicInside {

    private static final int SHORTEST = 1215;
    private static final int LONGEST = 1420;
    private static final int LARGE = 1000;
    private static final int REQUEST = 300;
    private static final int HANDSHAKE_OVER = 600;
    /** Connection ids of the two sides may differ in length. */
    private static final int ALIKE = 8;
    private static final int OUTER = 4;
    /** How many datagrams later the answer may begin, and the client's next. */
    private static final int ANSWER_NEAR = 5;
    private static final int NEXT_NEAR = 14;
    private static final int FLIGHT = 7;

    private static final int SHORT = 200;
    private static final int INNER_LEAST = 28;
    private static final int INNER_MOST = 64;
    private static final int SAME = 2;
    private static final int TWICE = 3;

    private QuicInside() {}

    /** Index of what may be the client's Initial inside, or -1. */
    static int initial(Sequence packets) {
        int from = behindHandshake(packets);
        int first = first(packets, true);
        for (int i = from; i < packets.count(); i++) {
            int size = packets.size(i);
            if (packets.fromClient(i) && size >= SHORTEST && size <= LONGEST && packets.size(i - 1) < LARGE
                    && Math.abs(size - first) > OUTER && isAnswered(packets, i)) {
                return i;
            }
        }
        return -1;
    }

    /** Index behind the client's first datagram that no Initial packet can be in, nor a resumed request's. */
    private static int behindHandshake(Sequence packets) {
        int at = 0;
        while (at < packets.count() && !(packets.fromClient(at) && packets.size(at) < HANDSHAKE_OVER)) {
            at++;
        }
        return at + 1;
    }

    private static int first(Sequence packets, boolean client) {
        for (int i = 0; i < packets.count(); i++) {
            if (packets.fromClient(i) == client) {
                return packets.size(i);
            }
        }
        return 0;
    }

    private static boolean isAnswered(Sequence packets, int initial) {
        int answer = initial + 1;
        int end = Math.min(packets.count(), initial + ANSWER_NEAR);
        while (answer < end && (packets.fromClient(answer) || packets.size(answer) < LARGE)) {
            if (packets.fromClient(answer) && packets.size(answer) >= REQUEST) {
                return false;
            }
            answer++;
        }
        return answer < end && Math.abs(packets.size(answer) - packets.size(initial)) <= ALIKE
                && Math.abs(packets.size(answer) - first(packets, false)) > OUTER
                && isFinished(packets, answer, packets.size(initial));
    }

    private static boolean isFinished(Sequence packets, int answer, int size) {
        int flight = 0;
        for (int i = answer; i < Math.min(packets.count(), answer + NEXT_NEAR); i++) {
            if (packets.fromClient(i) && packets.size(i) >= LARGE) {
                return Math.abs(packets.size(i) - size) <= ALIKE && flight <= FLIGHT
                        && (acknowledgesTwice(packets, i, true) || acknowledgesTwice(packets, i, false));
            }
            flight += packets.size(i) >= LARGE ? 1 : 0;
        }
        return false;
    }

    /** Several of one length that are longer than that side's shortest by another header and tag. */
    private static boolean acknowledgesTwice(Sequence packets, int from, boolean client) {
        int shortest = SHORT;
        for (int i = from; i < packets.count(); i++) {
            shortest = packets.fromClient(i) == client ? Math.min(shortest, packets.size(i)) : shortest;
        }
        for (int i = from; i < packets.count(); i++) {
            int more = packets.size(i) - shortest;
            if (packets.fromClient(i) == client && more >= INNER_LEAST && more <= INNER_MOST
                    && times(packets, i, client) >= TWICE) {
                return true;
            }
        }
        return false;
    }

    private static int times(Sequence packets, int like, boolean client) {
        int times = 0;
        for (int i = like; i < packets.count(); i++) {
            times += packets.fromClient(i) == client && Math.abs(packets.size(i) - packets.size(like)) <= SAME ? 1 : 0;
        }
        return times;
    }
}
