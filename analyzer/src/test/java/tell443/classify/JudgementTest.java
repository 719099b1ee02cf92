package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tell443.facts.Quality;
import tell443.facts.TlsFacts;
import tell443.lists.Lists;

/** What spares the classifier work changes nothing: judgements that are kept, and reasons that are not asked for. */
class JudgementTest {

    private static final int FLOWS = 20_000;
    private static final String[] NAMES = {"", "www.example.org", "dns.google", "dnsforge.de", "api.nordvpn.com", "mask.icloud.com",
        "cloudflare-ech.com", "www.abcdefgh.com", "192.0.2.1"};
    private static final String[][] OFFERS = {{}, {"h2"}, {"h2", "http/1.1"}, {"dot"}, {"doq"}, {"h3"}, {"zz", "imap"},
        {"h2", "stun.turn"}, {"\\x0a\\x0a", "h2"}};
    private static final String[] SELECTED = {"", "h2", "imap", "dot"};
    private static final String[] MESSAGES = {"0300002722e0", "16030100", "01000000a1b2c3d4", "5353482d322e30", "474554202f20", "474554202f696e6465782e68746d6c3f637261703d31",
        "40112233445566778899", "524642203030332e3030380a", "485454502f312e3120",
        "4c500105000000" + "0a00000001000200036974656d303132000000".repeat(3), "505554203120" + "61".repeat(20)};

    /** How streams inside TLS begin. */
    private static final int[][] STREAMS = {{4, -2, 33, -10}, {37, -41, 1536, -1120, 48, -600, 16}, {517, -3000, 80, 100, -500, 31},
        {99, -39, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1},
        {74, -9, 74, -9, 144, -9, 214, -9, 74, -9, 284, -9, 144, -9, 354, -9, 74, -9, 144, -9, 74, -9, 144, -9, 214, -9, 74, -9, 284, -9, 144},
        {9, -46, 249, -1447, 102, -129, 249, -1447, 102, -129, 249, -1447, 102, -129, 249, -1447, 102, -129, 249, -1447, 102, -129, 40},
        {9, 36, -46, 249, -1447, 102, -129, 36, -12, 249, -1447, 102, -129, 36, -12, 249, -1447, 102, -129, 249, -1447, 102, -129, 40}};

    @Test
    void aFlowIsJudgedAsIfItWereTheFirst() {
        Random random = new Random(443);
        Classifier classifier = new Classifier(Lists.builtIn());
        Verdict verdict = new Verdict();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < FLOWS; i++) {
            Flow flow = any(random);
            classifier.classify(flow.facts(), verdict);
            seen.add(text(verdict));
            assertEquals(text(flow.verdict()), text(verdict));
        }
        assertTrue(seen.size() > 500, "more judgements than are kept: " + seen.size());
    }

    @Test
    void aReasonThatIsSeenHasAllThatItNeeds() {
        Random random = new Random(443);
        Sight sight = new Sight(Lists.builtIn());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 5 * FLOWS; i++) {
            sight.of(any(random).facts());
            for (Protocol protocol : Protocols.on(sight.carrier).protocols()) {
                for (Evidence evidence : protocol.evidence()) {
                    if (evidence.seen().test(sight)) {
                        assertEquals(0, evidence.needs() & ~sight.given, evidence.id());
                        seen.add(evidence.needs() == 0 ? "" : evidence.id());
                    }
                }
            }
        }
        for (Protocol protocol : Protocols.all()) {
            for (Evidence evidence : protocol.evidence()) {
                assertTrue(evidence.needs() == 0 || seen.contains(evidence.id()), "no flow here shows " + evidence.id());
            }
        }
    }

    private static Flow any(Random random) {
        Flow flow = random.nextInt(3) > 0 ? Flow.tcp() : Flow.udp();
        flow.sni(pick(random, NAMES)).alpn(pick(random, OFFERS)).startedIn(random.nextBoolean() ? 2026 : 2036);
        switch (random.nextInt(4)) {
            case 0 -> flow.address(8, 8, 8, 8).ech();
            case 1 -> flow.address(101, 101, 101, 101); // shared
            case 2 -> flow.address(1, 1, 1, 1);
            default -> { }
        }
        if (random.nextInt(3) > 0) {
            hellos(random, flow);
        }
        if (!flow.facts().tcp && random.nextBoolean()) {
            flow.initialOpened();
        }
        if (flow.facts().tcp && random.nextInt(3) == 0) {
            behaviour(random, flow);
        }
        if (!flow.facts().tcp && random.nextInt(4) == 0) { // a transfer of packets
            flow.datagrams(1, 60, -44, 1243, -1243, 1243);
            for (int i = 0; i < 20; i++) {
                flow.datagrams(1, -1243, 43, -1243, 84);
            }
        }
        flow = random.nextInt(8) == 0 ? flow.dtlsResumed() : flow;
        for (int turns = random.nextInt(3) * random.nextInt(8); turns > 0; turns--) {
            message(random, flow);
        }
        for (Quality flag : new Quality[] {Quality.MIDSTREAM, Quality.ONE_WAY, Quality.GAP}) {
            flow = random.nextInt(4) == 0 ? flow.quality(flag) : flow;
        }
        return flow.largest(random.nextBoolean() ? 16_401 : 300);
    }

    private static void behaviour(Random random, Flow flow) {
        if (random.nextInt(12) == 0) {
            flow.records(20, BehaviourTest.bareDns(11, 0, 16));
            return;
        }
        if (random.nextInt(12) == 0) {
            flow.records(20, 300, -90).records(20, DnsInHttpTest.asked("GET", 45, 16));
            return;
        }
        if (random.nextInt(12) == 0) {
            RequestsTogetherTest.padded(flow, 200, 496);
            return;
        }
        if (random.nextInt(12) == 0) {
            RequestsTogetherTest.addressesOfNames(flow.records(5, 300, -90));
            return;
        }
        if (random.nextInt(3) == 0) {
            flow.records(5, pick(random, STREAMS));
        }
        if (random.nextInt(2) == 0) { // what is not HTTP
            flow.records(90, pick(random, new int[][] {{-30, 20, -50, 30}, {30, -4}, {14, -40, 30, -40}, {100, 90, 80, 90, 30},
                {27, -5000, 90, -5, 80, -5}, {150, -420, 96, -51, 150, -330, 80, -200}}));
            flow.facts().endNanos = flow.facts().startNanos + 2_000_000_000L;
            return;
        }
        if (random.nextInt(3) == 0) { // the client's first record is its Finished
            flow.alikeOnServer(3, 3 + random.nextInt(3)).records(5, 600, -1542, 70, -300, -514, -1028, -514, -514, -1542, -514);
        }
        if (random.nextInt(3) == 0) {
            flow.records(5, random.ints(20, 2000, 2060).toArray());
        }
        if (random.nextBoolean()) {
            tunnel(random, flow);
        }
        int[] one = pick(random, new int[][] {{137, -100}, {80, 80, -70, -90}, {90, -468}, {30, -16_000}});
        boolean names = random.nextInt(4) == 0;
        for (int i = 0; i < 12 && !names; i++) {
            flow.records(30, one[0]).records(1, java.util.Arrays.copyOfRange(one, 1, one.length));
        }
        flow = names ? flow.names(10, random.nextInt(3) * 6 + 12, 12) : flow;
        if (random.nextInt(3) == 0) {
            flow.serverLikeDns(random.nextInt(4), random.nextInt(2));
        }
        if (random.nextBoolean()) {
            flow.contacts(10, random.nextInt(10), 9, 0.5);
        }
    }

    /** What some tunnel sends first, or not, and then packets behind some header. */
    private static void tunnel(Random random, Flow flow) {
        flow.records(1000, pick(random, new int[][] {{188, -88, 14, -48, 112}, {160, -12}, {1500, -400}, {1500, -400}, {290, -24, 24, 18, -18, 20, -20},
            {290, 18, -18, 18, -18, 18, -18}, {300, -700, 8, -8, 8, -8, 8, -8}, {16, -28, 300}, {300, -700}}));
        int h = pick(random, new Integer[] {8, 10, 16, 22});
        for (int i = random.nextInt(3) * 4; i > 0; i--) {
            flow.records(20, h + 60, -h - 60, h + 52, h + 300, -h - 52, -h - 1400, -h - 1400, h + 52, h + 52, -h - 1400);
        }
    }

    private static void hellos(Random random, Flow flow) {
        if (random.nextInt(4) > 0) {
            flow.clientHello();
        }
        if (random.nextInt(4) > 0) {
            flow.serverHello(pick(random, new Integer[] {Flow.TLS12, Flow.TLS13}), pick(random, new Integer[] {Flow.AES128, 0x009C}),
                    pick(random, SELECTED));
        }
        if (random.nextInt(8) == 0) {
            flow.record(22, -91).record(20, -1).record(22, -1500);
        }
        TlsFacts tls = flow.tls();
        tls.dtls = !flow.facts().tcp && random.nextBoolean();
        tls.setPrefix(pick(random, TlsFacts.Prefix.values()));
        if (random.nextInt(8) == 0) {
            tls.loseFraming();
        }
        tls.recordsOnly = !tls.clientHello.present() && !tls.serverHello.present();
        tls.serverChangedCipher = random.nextBoolean();
        tls.clientChangedCipher = random.nextBoolean();
        flow.facts().client.dataRecords = random.nextInt(2);
        if (random.nextInt(3) == 0) {
            flow.certificate("CN=www.qwertzuiop.net", "CN=www.abcdefghij.com", pick(random, NAMES));
        }
    }

    private static void message(Random random, Flow flow) {
        byte[] bytes = new byte[60];
        random.nextBytes(bytes);
        String hex = java.util.HexFormat.of().formatHex(bytes);
        String start = pick(random, MESSAGES);
        if (random.nextInt(8) == 0) {
            for (int i = 0; i < 7; i++) {
                flow.client(String.format("40%014x", random.nextLong() >>> 8) + "00112233445566778899aabbccddeeff0011223344556677");
            }
        } else if (random.nextInt(8) == 0) {
            for (int i = 0; i < 10; i++) {
                random.nextBytes(bytes);
                String noise = java.util.HexFormat.of().formatHex(bytes);
                flow = i % 2 == 0 ? flow.client(noise) : flow.server(noise);
            }
        } else if (random.nextInt(8) == 0) {
            String packet = "45000020000040004001b6d9c0000201c0000202" + "00".repeat(12);
            flow.client(packet).server(packet).client(packet);
        } else if (random.nextInt(8) == 0) {
            flow.clientText("PUT 1 17.3 degrees").clientText("PUT 2 17.5 degrees").clientText("PUT 3 17 degrees").clientText("PUT 4 18 degrees");
        } else if (random.nextInt(8) == 0) {
            flow.clientText("A").serverText("IP=192.0.2.7,PORT=51381");
        } else if (random.nextInt(8) == 0) {
            flow.client("00000001 00000003 6162 00000000 00000001").server("00000001 00000003 6162 00000000 00000001");
        } else if (random.nextInt(4) == 0) {
            flow.client("0300 0013 0e e0 0000 0000 00 01 00 0800 03000000").server("0300 0013 0e d0 0000 1234 00 02 00 0800 02000000");
        } else if (random.nextBoolean()) {
            flow.client(random.nextBoolean() ? start : hex);
        } else {
            flow.server(random.nextBoolean() ? start : hex);
        }
        flow.quic().version = 1;
        flow.quic().clientShort = flow.quic().serverShort = 3;
        flow.quic().serverAnswered = random.nextBoolean();
    }

    private static String text(Verdict verdict) {
        StringBuilder text = new StringBuilder(verdict.flowClass() + "/" + verdict.protocol() + " " + verdict.confidence() + " "
                + verdict.operator() + " " + verdict.ech() + " " + Expect.ids(verdict));
        for (FlowClass flowClass : FlowClass.values()) {
            text.append(' ').append(verdict.score(flowClass));
        }
        return text.toString();
    }

    private static <T> T pick(Random random, T[] values) {
        return values[random.nextInt(values.length)];
    }
}
