package tell443.context;

import java.util.Arrays;
import tell443.classify.RandomStream;
import tell443.classify.SharedLengths;
import tell443.facts.FlowFacts;
import tell443.facts.Surroundings;

/** What earlier connections to a server looked like that were random from the first byte. */
final class Streams {

    private static final int SERVERS = 1 << 12;
    /** Lengths of one side's that are kept; where there are more, nobody draws them from a list, and they are forgotten. */
    private static final int MOST_LENGTHS = 250;
    private static final long[] NONE = new long[SharedLengths.LONGS];

    private final BoundedIndex servers;
    private final RandomStream stream = new RandomStream();
    private final SharedLengths lengths = new SharedLengths();
    private int[] compared = new int[16];
    private int[] alike = new int[16];
    private int[] lastHello = new int[16];
    private long[][] client = new long[16][];
    private long[][] server = new long[16][];

    Streams(long seed) {
        servers = new BoundedIndex(SERVERS, seed);
    }

    /** Tells of the connections before this one, and then counts this one if it has ended. */
    void describe(FlowFacts facts, Surroundings around, boolean ended) {
        if (facts.opening.pieces.count() == 0 || !stream.read(facts)) {
            return;
        }
        lengths.read(facts.opening.pieces);
        int number = servers.find(facts.serverHigh, facts.serverLow, facts.serverPort);
        boolean known = number != BoundedIndex.NOT_FOUND;
        around.lengthsShared = known ? lengths.shared(client[number], server[number]) : lengths.shared(NONE, NONE);
        around.streamsCompared = known ? compared[number] : 0;
        around.streamsAlike = known ? alike[number] : 0;
        if (ended) {
            count(facts, known ? number : add(facts));
        }
    }

    private void count(FlowFacts facts, int number) {
        int hello = stream.hello(facts);
        compared[number]++;
        alike[number] += hello > 0 && hello != lastHello[number] ? 1 : 0;
        lastHello[number] = hello > 0 ? hello : lastHello[number];
        lengths.addTo(client[number], server[number]);
        forget(client[number]);
        forget(server[number]);
    }

    private static void forget(long[] set) {
        int count = 0;
        for (long bits : set) {
            count += Long.bitCount(bits);
        }
        if (count > MOST_LENGTHS) {
            Arrays.fill(set, 0);
        }
    }

    private int add(FlowFacts facts) {
        int number = servers.add(facts.serverHigh, facts.serverLow, facts.serverPort);
        if (number == compared.length) {
            compared = Arrays.copyOf(compared, number * 2);
            alike = Arrays.copyOf(alike, number * 2);
            lastHello = Arrays.copyOf(lastHello, number * 2);
            client = Arrays.copyOf(client, number * 2);
            server = Arrays.copyOf(server, number * 2);
        }
        compared[number] = 0;
        alike[number] = 0;
        lastHello[number] = 0;
        client[number] = new long[SharedLengths.LONGS];
        server[number] = new long[SharedLengths.LONGS];
        return number;
    }
}
