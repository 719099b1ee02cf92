package tell443.context;

import java.util.Arrays;
import tell443.classify.AddressSteps;
import tell443.classify.DnsExchanges;
import tell443.facts.FlowFacts;
import tell443.facts.Surroundings;

/**
 * What earlier connections to a server, by one name, looked like: so many like DNS by themselves, so many with pages. And of
 * those that had but one exchange, how the answers to requests of one length differ from one connection to the next.
 */
final class Resolvers {

    private static final int SERVERS = 1 << 14;
    private static final int NUMBERS = 13;
    private static final int LIKE_DNS = 0;
    private static final int PAGES = 1;
    private static final int LAST_REQUEST = 2;
    private static final int LAST_ANSWER = 3;
    private static final int PAIRS = 4;
    private static final int STEPS = 5;
    private static final int REQUESTS = 6;
    private static final int RUN = 7; // requests of the last one's length until now
    private static final int TWINS = 8; // requests in runs of two to four that have ended
    private static final int SEEN = 9; // to the end: one bit for each pair of lengths that was compared; some pairs share one
    private static final int LONGEST_RUN = 4;
    private static final double TWIN_SHARE = 0.7;

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
        int at = find(facts);
        boolean says = exchanges.read(facts) && ended;
        at = at < 0 && says ? add(facts) : at;
        tell(at, around);
        if (says) {
            count(at);
        }
    }

    private void count(int at) {
        numbers[at + PAGES] += exchanges.page() ? 1 : 0;
        numbers[at + LIKE_DNS] += exchanges.likeDns() ? 1 : 0;
        int request = exchanges.request();
        int answer = exchanges.answer();
        if (request > 0 && answer > 0) {
            compare(at, request, answer);
        }
    }

    private void compare(int at, int request, int answer) {
        int before = numbers[at + LAST_ANSWER];
        int difference = Math.abs(numbers[at + LAST_REQUEST] - request);
        int run = numbers[at + RUN];
        numbers[at + TWINS] += difference != 0 && run >= 2 && run <= LONGEST_RUN ? run : 0;
        numbers[at + RUN] = difference == 0 ? run + 1 : 1;
        numbers[at + REQUESTS]++;
        if (difference <= 1 && AddressSteps.comparable(before, answer)) {
            int place = mixed(Math.min(before, answer) << 16 | Math.max(before, answer));
            int word = at + SEEN + (place & 3);
            int bit = 1 << (place >>> 27);
            if ((numbers[word] & bit) == 0) {
                numbers[word] |= bit;
                numbers[at + PAIRS]++;
                numbers[at + STEPS] += AddressSteps.isStep(Math.abs(before - answer)) ? 1 : 0;
            }
        }
        numbers[at + LAST_REQUEST] = request;
        numbers[at + LAST_ANSWER] = answer;
    }

    /** Lengths often differ by whole addresses or words: each bit must hang on all of them. */
    private static int mixed(int pair) {
        int mixed = (pair ^ pair >>> 16) * 0x85EB_CA6B;
        mixed = (mixed ^ mixed >>> 13) * 0xC2B2_AE35;
        return mixed ^ mixed >>> 16;
    }

    private void tell(int at, Surroundings around) {
        if (at >= 0) {
            around.serverLikeDns = numbers[at + LIKE_DNS];
            around.serverPages = numbers[at + PAGES];
            around.serverPairs = numbers[at + PAIRS];
            around.serverSteps = numbers[at + STEPS];
            int run = numbers[at + RUN] <= LONGEST_RUN ? numbers[at + RUN] : 0;
            around.serverTwins = numbers[at + TWINS] + run >= TWIN_SHARE * numbers[at + REQUESTS];
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
