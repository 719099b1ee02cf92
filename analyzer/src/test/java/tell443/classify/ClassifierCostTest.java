package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tell443.facts.FlowFacts;
import tell443.lists.Lists;

class ClassifierCostTest {

    private static final int ROUNDS = 20_000;

    private final Classifier classifier = new Classifier(Lists.builtIn());
    private final Verdict verdict = new Verdict();

    @Test
    void judgingAllocatesNothing() {
        FlowFacts[] flows = flows();
        judge(flows, ROUNDS);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        judge(flows, ROUNDS);
        // less than a byte per flow: what the JVM itself may do once does not count
        assertEquals(0, (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS);
    }

    /** Not by more than a few times: who sends such lengths on purpose would hold everybody up. */
    @Test
    void answersOfDnsAmongManyOthersCostNoMoreThanMessagesOfAnyLength() {
        FlowFacts messages = exchanges(false);
        FlowFacts answers = exchanges(true);
        judge(new FlowFacts[] {messages, answers}, ROUNDS / 10);
        long ordinary = leastNanos(messages);
        long crafted = leastNanos(answers);
        assertTrue(crafted < 4 * ordinary, crafted + " ns to judge them, " + ordinary + " ns the others");
    }

    private long leastNanos(FlowFacts flow) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 300; i++) {
            long before = System.nanoTime();
            classifier.classify(flow, verdict);
            least = Math.min(least, System.nanoTime() - before);
        }
        return least;
    }

    /** 90 requests and answers, as small as those of DNS; half of the answers are longer by whole addresses. */
    private static FlowFacts exchanges(boolean addresses) {
        Random random = new Random(1);
        int[] sizes = new int[180];
        for (int i = 0; i < sizes.length; i += 2) {
            int records = i % 4 == 0 ? 16 * (1 + random.nextInt(8)) : 28 * (1 + random.nextInt(8));
            sizes[i] = 70 + random.nextInt(60);
            sizes[i + 1] = -sizes[i] - 50 - (addresses && i < 90 ? records : random.nextInt(850));
        }
        FlowFacts facts = Flow.tcp().sni("api.example").alpn("h2").tls13().records(5, 300, -90).records(30, sizes).facts();
        assertTrue(facts.records.count() > 180);
        return facts;
    }

    private void judge(FlowFacts[] flows, int rounds) {
        for (int i = 0; i < rounds; i++) {
            classifier.classify(flows[i % flows.length], verdict);
        }
    }

    private static FlowFacts[] flows() {
        byte[] random = new byte[160];
        new Random(1).nextBytes(random);
        String hex = java.util.HexFormat.of().formatHex(random);
        return new FlowFacts[] {
            Flow.tcp().sni("www.example.org").alpn("h2", "http/1.1").tls13().facts(),
            Flow.tcp().sni("www.example.com").alpn("h2", "http/1.1").tls13().largest(16_401).facts(),
            Flow.tcp().sni("dns.google").alpn("h2").tls13().facts(),
            Flow.udp().sni("www.example.net").alpn("h3").clientHello().initialOpened().facts(),
            Flow.udp().client(148, "01000000 a1b2c3d4").server(92, "02000000 11223344 a1b2c3d4").facts(),
            Flow.tcp().client(hex).facts(),
            Flow.tcp().facts(),
        };
    }
}
