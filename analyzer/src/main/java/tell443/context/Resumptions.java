package tell443.context;

import java.util.Arrays;
import tell443.facts.FlowFacts;
import tell443.facts.Surroundings;

/** When a client began DTLS with a server's port by naming a session, the last times: a tunnel's TLS connection agreed upon it. */
final class Resumptions {

    private static final int PAIRS = 1 << 12;
    /** Times of a pair; a power of two. */
    private static final int KEPT = 8;

    private final BoundedIndex pairs;
    private long[] timesNanos = new long[64 * KEPT];
    private int[] counts = new int[64];

    Resumptions(long seed) {
        pairs = new BoundedIndex(PAIRS, seed);
    }

    void add(long client, long server, int port, long timeNanos) {
        int pair = pairs.find(client, server, port);
        if (pair == BoundedIndex.NOT_FOUND) {
            pair = pairs.add(client, server, port);
            if (pair == counts.length) {
                timesNanos = Arrays.copyOf(timesNanos, pair * KEPT * 2);
                counts = Arrays.copyOf(counts, pair * 2);
            }
            counts[pair] = 0;
        }
        timesNanos[pair * KEPT + (counts[pair]++ & KEPT - 1)] = timeNanos;
    }

    void describe(FlowFacts facts, long client, long server, long untilNanos, Surroundings around) {
        if (pairs.count() == 0 || !facts.tcp || !facts.tls.present()) {
            return;
        }
        int pair = pairs.find(client, server, facts.serverPort);
        int kept = pair == BoundedIndex.NOT_FOUND ? 0 : Math.min(counts[pair], KEPT);
        for (int i = pair * KEPT; i < pair * KEPT + kept; i++) {
            around.dtlsResumed |= timesNanos[i] >= facts.startNanos && timesNanos[i] <= untilNanos;
        }
    }
}
