package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
