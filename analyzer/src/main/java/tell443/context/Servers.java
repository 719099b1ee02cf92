package tell443.context;

import java.util.Arrays;
import tell443.classify.InnerHandshake;
import tell443.facts.FlowFacts;
import tell443.facts.Surroundings;

/** What earlier connections to a server looked like. */
final class Servers {

    private static final int SERVERS = 1 << 14;

    private final BoundedIndex servers;
    private final InnerHandshake shape = new InnerHandshake();
    private int[] compared = new int[64];
    private int[] alike = new int[64];
    private int[] lastHello = new int[64]; // in a websocket, bytes

    Servers(long seed) {
        servers = new BoundedIndex(SERVERS, seed);
    }

    /** Tells of the connections before this one, and then counts this one if it has ended. */
    void describe(FlowFacts facts, Surroundings around, boolean ended) {
        if (!facts.tcp || !shape.read(facts)) {
            return;
        }
        int server = servers.find(facts.serverHigh, facts.serverLow, facts.serverPort);
        if (server == BoundedIndex.NOT_FOUND) {
            if (!ended) {
                return;
            }
            server = servers.add(facts.serverHigh, facts.serverLow, facts.serverPort);
            if (server == compared.length) {
                compared = Arrays.copyOf(compared, server * 2);
                alike = Arrays.copyOf(alike, server * 2);
                lastHello = Arrays.copyOf(lastHello, server * 2);
            }
            compared[server] = 0;
            alike[server] = 0;
            lastHello[server] = 0;
        }
        around.serverCompared = compared[server];
        around.serverAlike = alike[server];
        if (ended) {
            compared[server]++;
            count(server);
        }
    }

    private void count(int server) {
        int hello = shape.inWebsocket();
        boolean another = hello > 0 && hello != lastHello[server];
        alike[server] += another || shape.exact() ? 1 : 0;
        lastHello[server] = hello > 0 ? hello : lastHello[server];
    }
}
