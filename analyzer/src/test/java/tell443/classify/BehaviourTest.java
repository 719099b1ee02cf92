package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sizes and the rhythm of records tell, and what they must not. */
class BehaviourTest {

    private static Flow web() {
        return web("h2");
    }

    private static Flow web(String... alpn) {
        return Flow.tcp().sni("api.example").alpn(alpn).tls13();
    }

    private static String said(Flow flow) {
        Verdict verdict = flow.verdict();
        return verdict.flowClass().label() + '/' + verdict.protocol() + ' ' + Expect.ids(verdict);
    }

    /** Ten exchanges of these sizes, a second apart. */
    private static Flow exchanges(int... sizes) {
        Flow flow = web().records(5, 80);
        for (int i = 0; i < 10; i++) {
            flow.records(1000, sizes[0]).records(1, java.util.Arrays.copyOfRange(sizes, 1, sizes.length));
        }
        return flow;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            30 137 -70,                       doh, +doh.padded-queries
            30 265 -70,                       doh, +doh.padded-queries
            130 -70 -90,                      doh, +doh.padded-queries
            70 -19 -9 -468,                   doh, +doh.padded-answers
            70 -477 -60,                      doh, +doh.padded-answers
            30 136 -70,                       https, +https
            30 137 -70 -1800,                 https, +https
            70 -150 70 -150,                  https, +https
            70 90 -150 -170,                  https, +https
            70 70 -150 -2000,                 https, +https
            70 70 1200 -150 -2000,            https, +https""")
    void dnsHasItsShape(String sizes, String flowClass, String evidence) {
        String said = said(exchanges(java.util.Arrays.stream(sizes.split(" ")).mapToInt(Integer::parseInt).toArray()));
        assertTrue(said.startsWith(flowClass + "/") && said.contains(evidence), said);
    }

    /** A length of two bytes and the message, where HTTP/2 has nine, and nobody offers HTTP alone. */
    @Test
    void dnsOverTlsWithoutAName() {
        for (int[] sizes : new int[][] {{130, -100}, {70, -470, -940}}) {
            Flow flow = web().records(5, sizes);
            Flow nameless = web(new String[0]).records(5, sizes);
            for (int i = 0; i < 9; i++) {
                flow.records(100, sizes);
                nameless.records(100, sizes);
            }
            assertTrue(said(flow).startsWith("doh/h2 +doh.padded"), said(flow));
            assertTrue(said(nameless).startsWith("doh/dot +doh.padded"), said(nameless));
        }
    }

    @Test
    void smallExchangesAloneAreNoDnsNorAreTwins() {
        assertTrue(said(exchanges(90, -200)).startsWith("https/"), said(exchanges(90, -200)));
        for (int[] twins : new int[][] {{70, 70, -150, -170}, {70, 70, 70, 90, 90, 91, -150, -170, -180}}) {
            assertTrue(said(exchanges(twins)).startsWith("https/"), said(exchanges(twins)));
            String agreed = said(exchanges(twins).contacts(10, 0, 9, 0.5));
            assertTrue(agreed.startsWith("doh/") && agreed.contains("+doh.pairs"), agreed);
        }
    }

    @Test
    void contactsAfterAnswersTellWhenTheyAreMoreThanChance() {
        assertTrue(said(exchanges(90, -200).contacts(10, 0, 9, 0.5)).startsWith("doh/"));
        assertTrue(said(exchanges(90, -200).contacts(10, 0, 3, 2)).startsWith("https/"), "three of ten where two are chance");
        assertTrue(said(exchanges(90, -200).contacts(10, 9, 9, 0.5)).startsWith("https/"), "names in the clear led there");
        assertTrue(said(exchanges(90, -200, -5000).contacts(10, 0, 9, 0.5)).startsWith("https/"), "no answer of DNS is so large");
    }

    /** A and AAAA records of one name: 12 bytes an address, 16 or 28 where one kind has none. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            10, 12,       doh,   +doh.address-steps +doh.twins
            10, 28 12 48, doh,   +doh.address-steps +doh.twins
            5,  12,       unknown, +doh.address-steps
            10, 12 7 9,   doh,   +doh.some-address-steps +doh.twins
            10, 13 22 7,  https, -doh.twins
            10, 120,      https, -doh.twins""")
    void answersOfOneNameDifferByAddresses(int names, String longerBy, String flowClass, String evidence) {
        int[] bytes = java.util.Arrays.stream(longerBy.split(" ")).mapToInt(Integer::parseInt).toArray();
        String said = said(web().records(5, 80).names(names, bytes));
        assertTrue(said.startsWith(flowClass + "/") && said.contains(evidence), said);
        String pages = said(web().records(5, 80).names(names, bytes).records(10, 90, -5000, 90, -5000));
        assertTrue(pages.startsWith("https/"), pages);
    }

    /** Requests together, answers as they come; and two documents that differ so by accident, again and again. */
    @Test
    void addressesAreComparedOnceAndAmongTwins() {
        Flow together = web().records(5, 80);
        Flow twoDocuments = web().records(5, 80);
        for (int i = 0; i < 8; i++) {
            together.records(500, 60 + i).records(1, 60 + i, 70 + i, 70 + i);
            together.records(1, -16, -100 - i * 9, -112 - i * 9, -16, -300 - i * 5, -332 - i * 5);
            twoDocuments.records(500, 90, -200, 90, -212);
        }
        assertTrue(said(together).contains("+doh.address-steps +doh.pairs"), said(together));
        assertFalse(said(twoDocuments).contains("steps"), said(twoDocuments));
    }

    /** A page turns to many servers at once, and does so again when it is loaded again; names are resolved one after another. */
    @Test
    void contactsOfOneMomentAreOne() {
        Flow flow = exchanges(90, -200).contacts(10, 0, 9, 0.5);
        assertTrue(said(flow).startsWith("doh/"), said(flow));
        assertTrue(said(flow.moments(2, 2, 0.1)).startsWith("https/"), "two moments");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2, 0, 0,  0, false, -200,   doh,   doh.server
            1, 0, 0,  0, false, -200,   https, https.handshake
            5, 1, 0,  0, false, -200,   https, https.handshake
            5, 0, 0,  0, false, -12100, https, https.handshake
            0, 0, 8, 12, true,  -200,   doh,   doh.server-steps
            0, 0, 5, 12, true,  -200,   https, https.handshake
            0, 0, 5, 12, false, -200,   https, https.handshake
            0, 0, 8, 15, false, -200,   https, https.handshake
            0, 0, 9, 12, false, -200,   doh,   doh.server-steps""")
    void earlierConnectionsTellWhatAShortOneDoesNot(int alike, int pages, int steps, int pairs, boolean twins, int answer, String flowClass,
            String evidence) {
        String said = said(web().serverLikeDns(alike, pages).serverSteps(steps, pairs, twins).records(5, 80, answer));
        assertTrue(said.startsWith(flowClass + "/") && said.contains(evidence), said);
    }

    /** Of HTTP/3: two datagrams of requests at a time, and what a page would be. */
    @Test
    void datagramsOfDns() {
        Flow dns = Flow.udp().sni("api.example").alpn("h3").clientHello().initialOpened();
        Flow page = Flow.udp().sni("api.example").alpn("h3").clientHello().initialOpened();
        for (int i = 0; i < 8; i++) {
            dns.datagrams(500, 240 + i).datagrams(1, 240 + i, -25, -90, -106, 30);
            page.datagrams(500, 240 + i).datagrams(1, 240 + i, -25, -1250, -1250, 30);
        }
        assertEquals("quic/h3 +quic.initial -doh.pairs -doh.small-exchanges", said(dns).trim());
        assertEquals("quic/h3 +quic.initial", said(page).trim());
        assertTrue(said(dns.contacts(8, 0, 8, 0.5)).startsWith("doh/h3 +doh.contacts"), said(dns));
        assertEquals("quic/h3 +quic.initial", said(page.contacts(8, 0, 8, 0.5)).trim());
    }

    @Test
    void cellsOfTor() {
        Flow cells = web().records(5, 11, -57, 514, -1028, 514, -514, 1028, -514, 514, -1542, 514, -514, 514, 1028, -300, -4048, -300, 514, -300, 514, -300);
        assertTrue(said(cells).startsWith("vpn/tor +tor.cells"), said(cells));
        Flow equal = exchanges(514, -300);
        assertTrue(said(equal).startsWith("https/"), "an application's requests may be of one length: " + said(equal));
    }

    @Test
    void aHandshakeInsideCountsOnlyWhereMostConnectionsHaveIt() {
        int[] sizes = {600, -1950, 80, -510, 90, -3000, 70, -200};
        assertTrue(said(web().records(5, sizes)).startsWith("https/"));
        assertTrue(said(web().alikeOnServer(3, 4).records(5, sizes)).startsWith("vpn/tls-in-tls"));
        assertTrue(said(web().alikeOnServer(3, 5).records(5, sizes)).startsWith("https/"));
        assertTrue(said(web().alikeOnServer(3, 4).records(5, 600, -300, 80, -510, 90, -3000)).startsWith("https/"), "no server's flight");
    }

    @Test
    void sizesAreReadOnlyWhereTheyAreExact() {
        Sight sight = new Sight(tell443.lists.Lists.builtIn());
        Flow exact = exchanges(30, 137, -70);
        assertEquals(30 + 1, sight.of(exact.facts()).data().count(), "all but the client's Finished");
        assertTrue(DnsShape.paddedQueries(sight.data()));
        exact.tls().serverHello = Flow.tcp().serverHello(Flow.TLS12, 0xC014, "").tls().serverHello; // CBC
        assertEquals(0, sight.of(exact.facts()).data().count());
        assertFalse(DnsShape.paddedQueries(sight.data()));
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 0.1, 1", "10, 10, 0.5, 0.0009765625", "2, 3, 0.5, 0.5", "1, 1, 1, 1", "3, 2, 0.5, 0", "1, 4, 0, 0"})
    void chance(int hits, int trials, double probability, double expected) {
        assertEquals(expected, Chance.atLeast(hits, trials, probability), 1e-12);
    }
}
