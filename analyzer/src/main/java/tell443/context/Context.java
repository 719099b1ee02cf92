package tell443.context;

import java.util.Arrays;
import tell443.bytes.Cursor;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.dns.DnsAnswer;
import tell443.dns.DnsReader;
import tell443.facts.FlowFacts;
import tell443.facts.Surroundings;
import tell443.flow.AnswerSink;
import tell443.flow.FlowTracker;
import tell443.flow.Starts;
import tell443.net.Headers;

/** One per run; not thread-safe: events come and rows are judged on one thread. */
public final class Context implements AnswerSink {

    /** Number, clock, client high, low, address high, low; of an ECHConfig the address high is -1, low its id. */
    private static final int ANSWER_LONGS = 6;
    private static final int START_LONGS = 8;
    private static final int LONGEST_MESSAGE = 4096;
    private static final int CONFIGS = 4096;
    private static final long CONFIG = -1; // no address begins so: it is of the multicast range

    private final Counters counters;
    private final DnsReader reader = new DnsReader();
    private final DnsAnswer answer = new DnsAnswer();
    private final byte[] message = new byte[LONGEST_MESSAGE];
    private final Events answers;
    private final Events starts;
    private int[] heads = {}; // of the starts of each worker
    private final long seed = System.nanoTime() * 0x9E37_79B9_7F4A_7C15L;
    private final Names names = new Names(seed);
    private final Contacts contacts = new Contacts(seed);
    private final BoundedIndex configs = new BoundedIndex(CONFIGS, seed);
    private final Coupling coupling = new Coupling(contacts);
    private final Servers servers = new Servers(seed);
    private final Streams streams = new Streams(seed);
    private final Resolvers resolvers = new Resolvers(seed);
    private final Resumptions resumptions = new Resumptions(seed);
    private long firstAnswerNanos = Long.MAX_VALUE;

    public Context(Counters counters) {
        this.counters = counters;
        answers = new Events(ANSWER_LONGS);
        starts = new Events(START_LONGS);
    }

    @Override
    public void answer(Headers headers, int row, long number, long clockNanos) {
        boolean tcp = headers.isTcp(row);
        int prefix = tcp ? 2 : 0;
        int at = headers.payloadAt[row];
        int held = headers.payloadHeld[row] - prefix;
        if (held < 0) {
            return;
        }
        int declared = tcp ? headers.bytes(row).getShort(at) & 0xFFFF : headers.payloadLength[row];
        held = Math.min(Math.min(held, declared), LONGEST_MESSAGE);
        headers.bytes(row).get(at + prefix, message, 0, held);
        int status = reader.read(message, 0, held, declared, answer);
        if (status == Cursor.MALFORMED) {
            counters.count(Counter.DNS_MALFORMED);
            return;
        }
        counters.count(Counter.DNS_ANSWERS);
        if (answer.responseCode() == 0) {
            remember(headers, row, number, clockNanos);
        }
    }

    private void remember(Headers headers, int row, long number, long clockNanos) {
        boolean toFirst = headers.sender[row] == 1;
        long clientHigh = toFirst ? headers.high0[row] : headers.high1[row];
        long clientLow = toFirst ? headers.low0[row] : headers.low1[row];
        String name = answer.addresses() > 0 ? answer.name() : "";
        for (int i = 0; i < answer.addresses(); i++) {
            event(number, clockNanos, clientHigh, clientLow, answer.addressHigh(i), answer.addressLow(i), name);
        }
        for (int i = 0; i < answer.configs(); i++) {
            long publicName = hash(answer.publicName(i), answer.publicNameLength(i));
            event(number, clockNanos, publicName, 0, CONFIG, answer.configId(i), "");
        }
    }

    private void event(long number, long clockNanos, long a, long b, long high, long low, String name) {
        int at = answers.add(name);
        long[] values = answers.values();
        values[at] = number;
        values[at + 1] = clockNanos;
        values[at + 2] = a;
        values[at + 3] = b;
        values[at + 4] = high;
        values[at + 5] = low;
    }

    /** Takes the flows that have begun in the packets just read, of all workers, in one order. */
    public void take(Starts[] began) {
        heads = heads.length == began.length ? heads : new int[began.length];
        Arrays.fill(heads, 0);
        while (true) {
            int first = -1;
            for (int i = 0; i < began.length; i++) {
                if (heads[i] < began[i].count() && (first < 0 || began[i].number(heads[i]) < began[first].number(heads[first]))) {
                    first = i;
                }
            }
            if (first < 0) {
                break;
            }
            take(began[first], heads[first]++);
        }
    }

    private void take(Starts from, int i) {
        int at = starts.add("");
        long[] values = starts.values();
        values[at] = from.number(i);
        values[at + 1] = from.clockNanos(i);
        values[at + 2] = from.clientHigh(i);
        values[at + 3] = from.clientLow(i);
        values[at + 4] = from.serverHigh(i);
        values[at + 5] = from.serverLow(i);
        values[at + 6] = from.serverPort(i);
        values[at + 7] = from.dtlsResumed(i) ? 1 : 0;
    }

    /** Everything that happened before the packet of that number is known from now on. */
    public void advance(long packetNumber) {
        while (true) {
            boolean answerDue = !answers.isEmpty() && answers.number() < packetNumber;
            boolean startDue = !starts.isEmpty() && starts.number() < packetNumber;
            if (answerDue && (!startDue || answers.number() < starts.number())) {
                applyAnswer();
            } else if (startDue) {
                applyStart();
            } else {
                return;
            }
        }
    }

    /**
     * Says what is known around a flow, of what happened until shortly after its last packet.
     *
     * @param clockNanos the run's clock at that packet
     * @param ended the flow counts among its server's from now on
     */
    public void describe(FlowFacts facts, long clockNanos, boolean ended) {
        long until = clockNanos + FlowTracker.HINDSIGHT_NANOS;
        Surroundings around = facts.around;
        around.clear();
        if (firstAnswerNanos <= until) {
            names(facts, around, until);
        }
        coupling.describe(facts, around);
        servers.describe(facts, around, ended);
        streams.describe(facts, around, ended);
        resolvers.describe(facts, around, ended);
        resumptions.describe(facts, key(facts.clientHigh, facts.clientLow), key(facts.serverHigh, facts.serverLow), until, around);
    }

    private void names(FlowFacts facts, Surroundings around, long until) {
        long client = key(facts.clientHigh, facts.clientLow);
        around.dnsName = names.of(client, facts.serverHigh, facts.serverLow, until);
        around.dnsNameOfClient = !around.dnsName.isEmpty();
        if (!around.dnsNameOfClient) {
            around.dnsName = names.of(0, facts.serverHigh, facts.serverLow, until);
        }
        around.echConfigKnown = configs.count() > 0 && facts.tls.clientHello.ech().present()
                && configs.find(hash(facts.tls.clientHello.sni()), facts.tls.clientHello.ech().configId(), 0) != BoundedIndex.NOT_FOUND;
    }

    private void applyAnswer() {
        long high = answers.get(4);
        long low = answers.get(5);
        if (high == CONFIG) {
            if (configs.find(answers.get(2), low, 0) == BoundedIndex.NOT_FOUND) {
                configs.add(answers.get(2), low, 0);
            }
        } else {
            long client = key(answers.get(2), answers.get(3));
            names.add(client, high, low, answers.name(), answers.clockNanos());
            names.add(0, high, low, answers.name(), answers.clockNanos());
        }
        firstAnswerNanos = Math.min(firstAnswerNanos, answers.clockNanos());
        answers.drop();
    }

    private void applyStart() {
        boolean named = firstAnswerNanos != Long.MAX_VALUE
                && names.has(key(starts.get(2), starts.get(3)), starts.get(4), starts.get(5), starts.clockNanos());
        contacts.add(starts.get(2), starts.get(3), starts.get(4), starts.get(5), starts.clockNanos(), named);
        if (starts.get(7) != 0) {
            long server = key(starts.get(4), starts.get(5));
            resumptions.add(key(starts.get(2), starts.get(3)), server, (int) starts.get(6), starts.clockNanos());
        }
        starts.drop();
    }

    /** A client as one long; never 0, which stands for anybody. */
    private static long key(long high, long low) {
        long mixed = high * 0x9E37_79B9_7F4A_7C15L ^ low * 0xC2B2_AE3D_27D4_EB4FL;
        mixed ^= mixed >>> 32;
        return mixed * 0xFF51_AFD7_ED55_8CCDL | 1;
    }

    private static long hash(byte[] bytes, int length) {
        long hash = 0;
        for (int i = 0; i < length; i++) {
            int b = bytes[i];
            hash = (hash ^ (b >= 'A' && b <= 'Z' ? b + 32 : b)) * 0x100_0000_01B3L;
        }
        return hash;
    }

    private static long hash(String name) {
        long hash = 0;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100_0000_01B3L;
        }
        return hash;
    }
}
