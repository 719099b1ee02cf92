package tell443.context;

import java.util.Arrays;
import tell443.classify.DnsExchanges;
import tell443.facts.FlowFacts;
import tell443.facts.Surroundings;

/** What earlier connections to a server, by one name, looked like: so many like DNS by themselves, so many of these surely, so many with pages. */
final class Resolvers {

    private static final int SERVERS = 1 << 14;
    private static final int NUMBERS = 3;
    private static final int LIKE_DNS = 0;
    private static final int PAGES = 1;
    private static final int SURELY = 2;

    private final BoundedIndex servers;
    private final DnsExchanges exchanges = new DnsExchanges();
    private int[] numbers = new int[64 * NUMBERS];

    Resolvers(long seed) {
        servers = new BoundedIndex(SERVERS, seed);
    }

    /** Tells of the connections before this one, and then counts this one if it has ended. */
    void describe(FlowFacts facts, Surroundings around, boolean ended) {
        if (!facts.tls.present() || facts.tls.inTunnel || facts.quic.google) {
            return;
        }
        exchanges.read(facts);
        boolean page = ended && exchanges.page();
        int likeDns = ended ? exchanges.likeDns() : 0;
        int at = servers.count() > 0 || page || likeDns > 0 ? find(facts) : -1;
        if (at >= 0) {
            around.serverLikeDns = numbers[at + LIKE_DNS];
            around.serverPages = numbers[at + PAGES];
            around.serverSurelyDns = numbers[at + SURELY];
        }
        if (page || likeDns > 0) {
            at = at < 0 ? add(facts) : at;
            numbers[at + PAGES] += page ? 1 : 0;
            numbers[at + LIKE_DNS] += likeDns > 0 ? 1 : 0;
            numbers[at + SURELY] += likeDns > 1 ? 1 : 0;
        }
    }

    /** Index of the server's first number, negative when there is none. */
    private int find(FlowFacts facts) {
        int server = servers.find(facts.serverHigh, facts.serverLow, name(facts));
        return server == BoundedIndex.NOT_FOUND ? -1 : server * NUMBERS;
    }

    private int add(FlowFacts facts) {
        int at = servers.add(facts.serverHigh, facts.serverLow, name(facts)) * NUMBERS;
        if (at == numbers.length) {
            numbers = Arrays.copyOf(numbers, at * 2);
        }
        Arrays.fill(numbers, at, at + NUMBERS, 0);
        return at;
    }

    /** Another name on the same port may be another service. */
    private static long name(FlowFacts facts) {
        return (long) facts.tls.clientHello.sni().hashCode() << 16 | facts.serverPort;
    }
}
