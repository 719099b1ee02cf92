package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tell443.classify.Evidence.Group;
import tell443.classify.Evidence.Kind;
import tell443.facts.FlowFacts;
import tell443.facts.Quality;
import tell443.lists.Lists;

class MachineryTest {

    private final Weighing weighing = new Weighing();

    @Test
    void insideAGroupTheStrongestCountsAndNotTheSum() {
        assertEquals(3, nats(reason(Kind.LIST, Group.OWNER, 3, 0.9), reason(Kind.LIST, Group.OWNER, 2, 0.9)));
        assertEquals(5, nats(reason(Kind.LIST, Group.OWNER, 3, 0.9), reason(Kind.BEHAVIOUR, Group.SIZES, 2, 1)));
        assertEquals(-1, nats(reason(Kind.LIST, Group.OWNER, 3, 0.9), reason(Kind.LIST, Group.OWNER, -4, 0.9), reason(Kind.LIST,
                Group.OWNER, -2, 1)));
    }

    @Test
    void reasonsAgainstAloneMakeNoCandidate() {
        nats(reason(Kind.BEHAVIOUR, Group.SIZES, -4, 1));
        assertFalse(weighing.supported());
    }

    @Test
    void behaviourAloneIsCapped() {
        Evidence sizes = reason(Kind.BEHAVIOUR, Group.SIZES, 9, 0.5);
        Evidence alike = reason(Kind.BEHAVIOUR, Group.SIZES, 9, 0.6);
        Evidence offer = reason(Kind.BEHAVIOUR, Group.OFFER, 9, 0.6);
        assertEquals(0.5, cap(FlowClass.DOH, Flow.tcp(), sizes), "its own");
        assertEquals(0.6, cap(FlowClass.VPN, Flow.tcp(), sizes, alike), "of one group the highest");
        assertEquals(0.85, cap(FlowClass.VPN, Flow.tcp(), sizes, offer), "two that are independent");
        assertEquals(0.85, cap(FlowClass.DOH, Flow.tcp(), sizes, reason(Kind.LIST, Group.OWNER, 1, 0.6)));
    }

    @Test
    void whatTheCaptureDoesNotHoldCapsAllButProof() {
        Evidence list = reason(Kind.LIST, Group.OWNER, 9, 0.97);
        assertEquals(0.97, cap(FlowClass.DOH, Flow.tcp(), list));
        assertEquals(0.6, cap(FlowClass.DOH, Flow.tcp().quality(Quality.MIDSTREAM), list));
        assertEquals(0.7, cap(FlowClass.DOH, Flow.tcp().quality(Quality.ONE_WAY), list));
        assertEquals(0.6, cap(FlowClass.DOH, Flow.tcp().quality(Quality.ONE_WAY, Quality.MIDSTREAM), list));
        assertEquals(0.99, cap(FlowClass.VPN, Flow.tcp().quality(Quality.MIDSTREAM), reason(Kind.HARD, Group.BYTES, 12, 0.99)));
    }

    @Test
    void twoProofsOfDifferentClassesDecideNothingAndBothAreShown() {
        Flow flow = Flow.tcp().alpn("dot").clientHello().serverHello(Flow.TLS12, 0x009C, "");
        Verdict verdict = flow.verdict();
        assertEquals("unknown/undecided", verdict.flowClass().label() + "/" + verdict.protocol());
        assertTrue(Expect.ids(verdict).contains("dot.alpn") && Expect.ids(verdict).contains("fake-tls.cipher"));
        assertTrue(verdict.confidence() <= 0.5);
    }

    @Test
    void contradictionsAreShownBehindWhatDecided() {
        Verdict verdict = Flow.tcp().sni("api.nordvpn.com").address(8, 8, 8, 8).alpn("h2").tls13().verdict();
        assertEquals("+https.handshake -doh.address-other-name -vpn.operator ", Expect.ids(verdict));
        verdict = Flow.tcp().sni("dns.google").alpn("h2").tls13().largest(16_000).verdict();
        assertEquals("+doh.name -doh.large-answer ", Expect.ids(verdict));
        assertTrue(verdict.confidence() < 0.7);
    }

    @Test
    void anotherReasonAgainstNeverMakesSurer() {
        Random random = new Random(443);
        for (int round = 0; round < 20_000; round++) {
            weighing.clear();
            for (int i = 0; i <= random.nextInt(5); i++) {
                weighing.add(reason(pick(random, Kind.values()), pick(random, Group.values()), random.nextDouble() * 10,
                        random.nextDouble()));
            }
            double before = weighing.nats();
            double capBefore = cap(weighing);
            weighing.add(reason(pick(random, Kind.values()), pick(random, Group.values()), -random.nextDouble() * 10 - 0.001, 1));
            assertTrue(weighing.nats() <= before);
            assertTrue(cap(weighing) <= capBefore);
        }
    }

    @Test
    void aLargeRecordNeverMakesDohSurer() {
        for (String name : List.of("dns.google", "dnsforge.de", "example.org", "")) {
            for (int octet : new int[] {1, 203}) {
                double before = flow(name, octet).verdict().score(FlowClass.DOH);
                double after = flow(name, octet).largest(16_401).verdict().score(FlowClass.DOH);
                assertTrue(after <= before, name + " " + before + " " + after);
            }
        }
    }

    @Test
    void scoresAreSharesOfOneWhole() {
        Verdict verdict = Flow.tcp().sni("example.org").tls13().largest(16_401).verdict(); // below every cap
        double sum = 0;
        for (FlowClass flowClass : FlowClass.values()) {
            sum += verdict.score(flowClass);
        }
        assertEquals(1, sum, 0.001);
    }

    @Test
    void aVerdictKeepsNothingOfTheFlowBefore() {
        Classifier classifier = new Classifier(Lists.builtIn());
        Verdict verdict = new Verdict();
        classifier.classify(Flow.tcp().sni("dns.google").ech().alpn("h2").tls13().facts(), verdict);
        classifier.classify(new FlowFacts(), verdict);
        assertEquals(0, verdict.evidenceCount());
        assertEquals("", verdict.operator());
        assertEquals(Ech.NOT_APPLICABLE, verdict.ech());
        assertEquals(0, verdict.score(FlowClass.DOH));
        assertEquals("no-payload", verdict.protocol());
    }

    @Test
    void explanationsTellWhatWasSeen() {
        assertTrue(Flow.tcp().sni("dns.google").tls13().verdict().sentence(0).contains("dns.google (Google), resolver-names.tsv of 20"));
    }

    @Test
    void everyReasonHasItsOwnIdASentenceAndASource() {
        Set<String> ids = new HashSet<>();
        for (Protocol protocol : Protocols.all()) {
            for (Evidence evidence : protocol.evidence()) {
                assertTrue(ids.add(evidence.id()), evidence.id());
                assertTrue(evidence.id().matches("[a-z0-9-]+\\.[a-z0-9-]+"), evidence.id());
                assertTrue(evidence.because().length() > 15 && !evidence.because().endsWith("."), evidence.id());
                assertFalse(evidence.source().isEmpty(), evidence.id());
                assertTrue(evidence.cap() > 0 && evidence.cap() <= 1, evidence.id());
            }
        }
        assertTrue(ids.size() > 60);
    }

    private static Flow flow(String name, int octet) {
        return Flow.tcp().address(octet, 1, 1, 1).sni(name).alpn("h2").tls13();
    }

    private double nats(Evidence... reasons) {
        weighing.clear();
        for (Evidence evidence : reasons) {
            weighing.add(evidence);
        }
        return weighing.nats();
    }

    private double cap(FlowClass flowClass, Flow flow, Evidence... reasons) {
        nats(reasons);
        return weighing.cap(flowClass, new Sight(Lists.none()).of(flow.facts()));
    }

    private static double cap(Weighing weighing) {
        return weighing.cap(FlowClass.VPN, new Sight(Lists.none()).of(Flow.tcp().facts()));
    }

    private static Evidence reason(Kind kind, Group group, double weight, double cap) {
        return new Evidence("test.reason", kind, group, weight, cap, "because", "test", sight -> true, sight -> "", 0);
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    @Test
    void everyProtocolIsExplained() {
        for (Protocol protocol : Protocols.all()) {
            String value = protocol.flowClass().label() + '/' + protocol.name();
            assertTrue(Details.all().containsKey(value), value);
        }
    }
}
