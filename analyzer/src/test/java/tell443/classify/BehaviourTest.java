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
        return Flow.tcp().sni("api.example").alpn("h2").tls13();
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

    private static Flow withoutAlpn(int... sizes) {
        return Flow.tcp().sni("mail.example").tls13().records(20, sizes);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            -233 -233 -46 30 -80 40 -30,      other, +tls.server-first
            -30 20 -80 40 -30,                other, +tls.server-first
            31 -233 -233 -4 60 -4,            other, +tls.short-answer
            -233 120 -233 -7,                 other, +tls.short-answer
            8 -460 300 -20 30 -40,            other, +tls.short-question
            90 80 100 90 70 60 80,            other, +tls.unanswered
            -233 -233 120 -400,               https, +https
            -233 120 -233 -400,               https, +https
            -233 120 -400 130 -410,           https, +https
            30 -19 30 -19,                    https, +https
            120 -215 120 -215 120 -215,       https, +https
            4 -2 10 -10 517 -3000,            https, +https
            16 -28 300 -1200,                 https, +https
            11 -2000 1028 -514,               https, +https
            33 -15 60 -9 -900,                https, +https
            22 -30 1500 -1100 40 -50,         https, +https
            -30 22 -1100 1500 -50,            https, +https""")
    void whatHttpCannotBe(String sizes, String flowClass, String evidence) {
        int[] values = java.util.Arrays.stream(sizes.split(" ")).mapToInt(Integer::parseInt).toArray();
        Flow flow = withoutAlpn(values);
        flow.facts().endNanos = flow.facts().startNanos + 2_000_000_000L;
        String said = said(flow);
        assertTrue(said.startsWith(flowClass + "/") && said.contains(evidence), said);
        Flow offered = Flow.tcp().sni("mail.example").alpn("h2", "http/1.1").tls13().records(20, values);
        assertTrue(said(offered).startsWith("https/"), "HTTP/2 may be inside: " + said(offered));
        Flow gap = withoutAlpn(values).quality(tell443.facts.Quality.GAP);
        gap.facts().endNanos = flow.facts().endNanos;
        assertTrue(said(gap).startsWith("https/"), "records are missing: " + said(gap));
    }
}
