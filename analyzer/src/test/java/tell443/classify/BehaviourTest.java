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
            137 30 -70,                       https, +https
            137 12 -70,                       https, +https
            137 9 -70,                        doh, +doh.padded-queries
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
            10, 12 7 9,   https, -doh.twins
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
        assertTrue(said(together).contains("+doh.names +doh.address-steps"), said(together));
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
            2, 0, -200,   doh,   doh.server
            1, 0, -200,   https, https.handshake
            5, 1, -200,   https, https.handshake
            5, 0, -12100, https, https.handshake""")
    void earlierConnectionsTellWhatAShortOneDoesNot(int alike, int pages, int answer, String flowClass, String evidence) {
        String said = said(web().serverLikeDns(alike, pages).records(5, 80, answer));
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
        dns.datagrams(500, 230, -1300).datagrams(500, 231, -1350).datagrams(500, 232, -1375);
        assertTrue(said(dns).startsWith("doh/h3 +doh.contacts"), "the server probes the path: " + said(dns));
        assertTrue(said(dns.datagrams(1, -1375)).startsWith("quic/h3"), "two full datagrams");
    }

    @Test
    void cellsOfTor() {
        Flow cells = web().records(5, 11, -57, 514, -1028, 514, -514, 1028, -514, 514, -1542, 514, -514, 514, 1028, -300, -4048, -300, 514, -300, 514, -300);
        assertTrue(said(cells).startsWith("vpn/tor +tor.cells"), said(cells));
        Flow parts = web().records(5, 11, -57, 514, -1028, 514, -514, 1028, -514, 514, -514, 514, -514, 514, -4048, -578, 4048, 4048, 1670);
        assertTrue(said(parts.records(5, 514, -300, 514, -300)).startsWith("vpn/tor +tor.cells"), said(parts));
        Flow torn = web().records(5, 11, -57, 514, -300, 514, -300, 1028, -300, 514, -300, 514, -300, 514, -300, 4048, 4049, 1670, -300, 514);
        assertTrue(said(torn).startsWith("https/"), said(torn));
        Flow equal = exchanges(514, -300);
        assertTrue(said(equal).startsWith("https/"), "an application's requests may be of one length: " + said(equal));
    }

    @Test
    void aHandshakeInsideCountsOnlyWhereMostConnectionsHaveIt() {
        int[] sizes = {600, -1950, 80, -510, 90, -3000, 70, -200};
        assertTrue(said(web().records(5, sizes)).startsWith("https/"));
        assertTrue(said(web().alikeOnServer(3, 4).records(5, sizes)).startsWith("vpn/tls-in-tls"));
        assertTrue(said(web().alikeOnServer(3, 7).records(5, sizes)).startsWith("https/"));
        int[] inWebsocket = {201, -188, 712, -1660, 139, -746, 170, -80};
        assertTrue(said(web().records(5, inWebsocket)).startsWith("https/"));
        assertTrue(said(web().alikeOnServer(3, 6).records(5, inWebsocket)).startsWith("vpn/tls-in-tls"));
        assertTrue(said(web().alikeOnServer(3, 6).records(5, 201, -1880, 712, -1660, 139, -746, 170, -80)).startsWith("https/"), "no upgrade");
        assertTrue(said(web().alikeOnServer(3, 4).records(5, 600, -300, 80, -510, 90, -3000)).startsWith("https/"), "no server's flight");
    }

    /** Sizes computed from RFC 8446, RFC 5246, RFC 6455 and RFC 9113, not from captures. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            TLS 1.3 behind CONNECT,             144 -70 517 -2500 64 92 -600,                       +tls-in-tls.script
            its Finished of SHA-384,            144 -70 517 -2500 80 -600,                          +tls-in-tls.script
            without ChangeCipherSpec,           144 -70 517 -2500 58 -600,                          +tls-in-tls.script
            in two records,                     144 -70 517 -2500 6 74 -600,                        +tls-in-tls.script
            behind a key in the same record,    609 -2500 64 92 -600,                               +tls-in-tls.script
            a large hello,                      2050 -2500 64 92 -600,                              +tls-in-tls.script
            TLS 1.2,                            144 -70 230 -3000 93 -51 120 -600,                  +tls-in-tls.script
            TLS 1.2 with P-256 and ChaCha20,    144 -70 230 -3000 118 -43 120 -600,                 +tls-in-tls.script
            TLS 1.2 with a ticket,              330 -3000 126 -258 120 -600,                        +tls-in-tls.script
            in a websocket,                     270 -129 525 -2504 70 98 -604,                      +tls-in-tls.script
            TLS 1.2 in a websocket,             270 -129 525 -3004 134 -53 126 -604,                +tls-in-tls.script
            a stream of HTTP/2,                 70 -36 9 -46 526 -2509 73 101 -609 40 -300,         +tls-in-tls.script
            Finished and request in one record, 144 -70 517 -2500 246 -700 31 -600,                 +tls-in-tls.ladder
            the same in a websocket,            270 -129 525 -2504 254 -704 37 -600,                +tls-in-tls.ladder
            closed inside,                      144 -70 517 -2500 246 -700 24 2,                    +tls-in-tls.ladder
            its window widened inside TLS 1.2,  144 -70 2050 -3000 546 -51 42 -600,                 +tls-in-tls.ladder
            SOCKS 5 and IPv4,                   3 -2 10 -10 100 -600,                               +tls-in-tls.socks
            SOCKS 5 with a name,                4 -2 30 -10 100 -600,                               +tls-in-tls.socks
            SOCKS 5 with a password,            4 -2 20 -2 30 -22 100 -600,                         +tls-in-tls.socks
            SOCKS 5 after tickets,              4 -281 -281 -2 30 -10 100 -600,                     +tls-in-tls.socks
            SOCKS 5 in a websocket,             270 -229 10 -4 40 -12 100 -600,                     +tls-in-tls.socks
            SSH,                                37 -41 1536 -1120 48 -600 16 52 -52,                +tls-in-tls.ssh
            SSH whose server is faster,         -41 37 -1120 1536 1208 -1600 16 52 -52,             +tls-in-tls.ssh
            SSH and a service in one record,    37 -41 1536 -1120 1208 -1564 60 -44 100 -44,        +tls-in-tls.ssh
            SSH whose server says both at once, 37 -1129 1536 1208 -1564 16 44 -44 60 -76,          +tls-in-tls.ssh
            SSH with a group that is asked for,  37 -41 1536 -1120 24 -280 272 -1064 84 -68 100,     +tls-in-tls.ssh
            SSH whose client says all at once,  738 -41 -1096 48 -596 120 -44 76 -60,               +tls-in-tls.ssh
            SSH in a stream of HTTP/2,          80 -40 9 -9 46 -50 1569 -1097 1217 -1573 69 -53 90, +tls-in-tls.ssh
            SSH in a websocket,                 470 -329 43 -43 1544 -1124 54 -604 22 58 -54,       +tls-in-tls.ssh""")
    void whatGoesThroughAProxyBeginsWithExactLengths(String what, String sizes, String evidence) {
        String said = said(web().records(5, numbers(sizes)));
        assertTrue(said.startsWith("vpn/") && said.contains(evidence), said);
        for (int more : new int[] {3, 11}) { // no length is by accident the one that is looked for
            int[] other = java.util.Arrays.stream(numbers(sizes)).map(size -> size + (size > 0 ? more : -more)).toArray();
            assertTrue(said(web().records(5, other)).startsWith("https/"), said(web().records(5, other)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            a form sent by HTTP/1.1,               600 -2500 80 -600 80 -600
            one that waits for the answer,         517 -300 64 -600 80 -300
            HTTP/2: control frames,                64 517 -2500 9 64 40 -600 13 31 -600
            a large request of HTTP/2,             70 2000 -9 9 -2500 73 40 -600 40 -600
            the same length of a later request,    90 -900 90 -900 90 -900 90 -900 90 -900 600 -2500 80 90 -600
            a key exchange and no answer like it,  230 -3000 93 -600 93 -600
            short messages,                        4 -2 30 -40 4 -2 30 -40
            blocks on one side only,               37 -41 1536 -1121 48 -600 16 -52
            a service granted at another length,   37 -1129 1536 1208 -1564 60 -48 100 -300
            an exchange in no blocks,               37 -1129 1536 1207 -1564 60 -44 100 -300
            a client's KEXINIT in no blocks,       37 -1129 1537 1208 -1564 60 -44 100 -300
            all at once and the server in no blocks, 738 -41 -1097 48 -596 120 -44 76 -60
            no new keys,                           37 -41 1536 -1120 48 -600 24 -52
            a download in blocks,                  80 -2048 -2048 400 -2048 400 -2048
            blocks without banners,                400 -400 1536 -1120 48 -600 16 -52""")
    void applicationsOfTheWebAreNoProxies(String what, String sizes) {
        assertTrue(said(web().records(5, numbers(sizes))).startsWith("https/"), said(web().records(5, numbers(sizes))));
    }

    @Test
    void piecesThatArePaddedAtRandom() {
        java.util.Random random = new java.util.Random(443);
        int[] padded = random.ints(30, 2010, 2074).toArray();
        int[] down = java.util.Arrays.stream(padded).map(size -> -size).toArray();
        assertTrue(said(web().records(5, padded)).startsWith("vpn/tls-in-tls +tls-in-tls.padding"), said(web().records(5, padded)));
        assertTrue(said(web().records(5, 90).records(5, down)).contains("+tls-in-tls.padding"));
        int[] wider = random.ints(60, 2010, 2110).toArray();
        assertTrue(said(web().records(5, wider)).startsWith("https/"), "by a hundred");
        int[] small = random.ints(60, 1100, 1164).toArray();
        assertTrue(said(web().records(5, small)).startsWith("https/"), "packets of a picture");
        assertTrue(said(web().records(5, 90).records(5, java.util.stream.IntStream.range(0, 40).map(i -> -(16_384 - i % 3)).toArray()))
                .startsWith("https/"), "almost of one length");
    }

    /** Lengths of RFC 8446, 5246 and 9113, each behind a header of Mux.Cool or smux, yamux, Shadowsocks, HTTP/2. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            behind 8 bytes,           1990 -1600 72 300 -652 39 -39 600 -2048 -8,         true
            behind 12 bytes,          529 -2600 76 300 -652 43 -43 600 -2048 -12,         true
            TLS 1.2 behind 8 bytes,   1990 -2600 101 300 -652 46 -46 600 -2048 -8,        true
            in Shadowsocks,           551 -2600 98 300 -652 65 -65 600 -2048 -34,         true
            in a websocket in that,   559 -2600 104 300 -652 71 -67 600 -2048 -36,        true
            behind 11 bytes,          1990 -1600 75 300 -652 42 -42 600 -2048 -11,        false
            one side acknowledges,    1990 -1600 72 300 -652 39 -40 600 -2048 -8,         false
            no such ClientHello,      600 -1600 72 300 -652 39 -39 600 -2048 -8,          false
            no flight,                1990 -600 72 300 -652 39 -39 600 -2048 -8,          false
            acknowledged before,      39 -39 1990 -1600 72 300 -652 600 -2048 -8,         false""")
    void streamsShareAConnection(String what, String sizes, boolean told) {
        Flow flow = web().records(5, 1186, 810, -1186, -760).records(5, numbers(sizes));
        String said = said(flow.records(5, 600, -2048, 601, -2048, 602, -2048, 603, -2048));
        assertEquals(told, said.startsWith("vpn/tls-in-tls +tls-in-tls.streams"), said);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            TLS 1.2,              35 -12 249 -1447 102, 35 -12 254 -1447 102,  true
            TLS 1.3,              35 -12 526 -2509 73, 99 -12 526 -2509 73,    true
            once,                 35 -12 249 -1447 102, 35 -12 254 -1447 104,  false
            of different ends,    35 -12 249 -1447 102, 35 -12 254 -1447 73,   false
            an answer at once,    35 -1200 249 -1447 102, 35 -1200 254 -1447 102, false
            no flight,            35 -12 249 -147 102, 35 -12 254 -147 102,    false
            no ClientHello,       35 -12 149 -1447 102, 35 -12 149 -1447 102,  false""")
    void streamsOfHttp2BeginAlike(String what, String first, String second, boolean told) {
        Flow flow = web("h2").records(5, 77, -27, 9, -9, -46, 9).records(5, numbers(first)).records(5, -300, 42, 41, -700);
        flow.records(5, numbers(second)).records(5, -300, 300, -700, 300, -700);
        assertEquals(told, said(flow).startsWith("vpn/tls-in-tls +tls-in-tls.streams"), said(flow));
    }

    @Test
    void aProxysOtherConnectionsAreKnownByItsCompany() {
        int[] typed = {194, -188, 141, -95, 57, -60, 58, -25, 88, -34, 67};
        int[] together = {609, -1959, 2048, 2048, 2048, 2048};
        for (int[] sizes : new int[][] {typed, together}) {
            assertTrue(said(web().alikeOnServer(8, 10).records(5, sizes)).startsWith("vpn/tls-in-tls +tls-in-tls.company"),
                    said(web().alikeOnServer(8, 10).records(5, sizes)));
            assertEquals(0.6, web().alikeOnServer(8, 10).records(5, sizes).verdict().confidence(), 1e-9);
            assertTrue(said(web().alikeOnServer(7, 10).records(5, sizes)).startsWith("https/"));
            assertTrue(said(web().alikeOnServer(2, 2).records(5, sizes)).startsWith("https/"));
        }
        assertTrue(said(web().alikeOnServer(8, 8).records(5, 194, -1880, 141, -95, 57, -60)).startsWith("https/"), "no upgrade");
        assertTrue(said(web().alikeOnServer(8, 8).records(5, 194, -188)).startsWith("https/"), "nothing follows");
        assertTrue(said(web().alikeOnServer(8, 8).records(5, 400, -3000, 400, -3000)).startsWith("https/"), "no ClientHello");
    }

    @Test
    void aWindowWidenedInside() {
        String said = said(web().records(5, 2050, -2500, 546, -700, 35, -600));
        assertTrue(said.startsWith("vpn/tls-in-tls +tls-in-tls.ladder"), said);
        String request = said(web().records(5, 617, -2500, 546, -700, 35, -600));
        assertTrue(request.startsWith("https/"), "a request may be as long: " + request);
    }

    @Test
    void keysTypedThroughAProxy() {
        int[] keys = java.util.stream.IntStream.range(0, 24).map(i -> i % 2 == 0 ? 1 : -1).toArray();
        String said = said(web().records(5, 114, -68).records(100, keys));
        assertTrue(said.startsWith("vpn/unknown-tunnel +tls-in-tls.bytes"), said);
        int[] pairs = java.util.Arrays.stream(keys).map(size -> size * 2).toArray();
        assertTrue(said(web().records(5, 114, -68).records(100, pairs)).startsWith("https/"), "two bytes each");
        assertFalse(said(web().records(5, 14, -68).records(100, keys)).contains("tls-in-tls.bytes"), "nothing that names a host");
    }

    @Test
    void aTunnelsKindIsThatOfWhatIsInside() {
        assertTrue(said(web().records(5, 3, -2, 10, -10, 1, -1, 1, -1)).startsWith("vpn/unknown-tunnel "));
        Flow both = web().records(5, 3, -2, 10, -10, 517, -2500, 64, 92, -600, 31, -700);
        assertTrue(said(both).startsWith("vpn/tls-in-tls "), said(both));
        assertTrue(said(both).contains("+tls-in-tls.script") && said(both).contains("+tls-in-tls.ladder"), said(both));
        assertEquals(0.85, both.verdict().confidence(), 1e-9, "lengths of two kinds agree");
        assertEquals(0.6, web().records(5, 144, -70, 517, -2500, 64, 92, -600).verdict().confidence(), 1e-9, "one connection");
    }

    private static int[] numbers(String sizes) {
        return java.util.Arrays.stream(sizes.split(" ")).mapToInt(Integer::parseInt).toArray();
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
            58 -1043 8 -10 6 -51 10 -64,      other, +tls.short-turns
            27 -5000 1050 -5 843 -5 60 -5,    other, +tls.short-turns
            40 -1500 12 -300 30 -500,         other, +tls.short-turns
            36 -644 36 -644 36 -644 36 -45 36 -45 36 -45 36 -45 36 -45, other, +tls.short-questions
            150 -420 96 -51 150 -330 80 -200, other, +tls.stream-restart
            150 -420 120 -180 190 -100 129 -330 80, other, +tls.stream-restart
            150 -420 96 -51 150 -330 150 -200 80 -200, https, +https
            150 -420 150 -51 150 -330 80 -200, https, +https
            150 -420 96 -51 150 -330,         https, +https
            36 -644 36 -644 36 -644 36 -45 36 -45 36 -45 36 -45, https, +https
            36 -644 36 -644 37 -644 38 -45 36 -45 36 -45 36 -45 36 -45, https, +https
            36 -644 40 -644 40 -644 40 -45 40 -45 40 -45 40 -45 40 -45, https, +https
            42 -644 42 -644 42 -644 42 -45 42 -45 42 -45 42 -45 42 -45, https, +https
            -233 -233 120 -400,               https, +https
            -233 120 -233 -400,               https, +https
            -233 120 -400 130 -410,           https, +https
            30 -19 30 -19,                    https, +https
            120 -215 120 -215 120 -215,       https, +https
            16 -28 300 -1200,                 https, +https
            11 -2000 1028 -514,               https, +https
            33 -15 60 -9 -900,                https, +https
            22 -30 1500 -1100 40 -50,         https, +https
            -30 22 -1100 1500 -50,            https, +https
            180 -129 8 -4 8 -4 6 -3,          https, +https
            160 -25 5 -120 160 -25 3 -90,     https, +https
            46 -39 5 -3 4 -6 8 -3,            https, +https
            33 -15 9 -9 40 -300 9 -9,         https, +https
            50 -900 45 -120 12 -4 12 -4,      https, +https
            58 -1043 80 -300 6 -51 10 -64,    https, +https
            39 -1500 5 -5 39 -500 39 -300,    https, +https
            39 -1500 39 -4 39 -500 39 -300,   https, +https
            150 -420 96 -51 151 -330 80 -200, https, +https
            150 -420 96 -52 150 -330 80 -200, https, +https
            150 -420 96 -51 150 -30 80 -200,  https, +https""")
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

    /** Names of 10 to 40 bytes, asked for one after another; every third is an alias of another name. */
    static int[] bareDns(int edns, int moreInAnswer, int addresses) {
        int[] sizes = new int[2 * 24];
        for (int i = 0; i < 24; i++) {
            int question = 2 + 12 + (10 + i * 7 % 31) + 4 + edns;
            int alias = i % 3 == 0 ? 12 + 9 + i * 5 / 3 % 17 : 0;
            sizes[2 * i] = question;
            sizes[2 * i + 1] = -question - alias - addresses * (1 + i % 4) - moreInAnswer;
        }
        return sizes;
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,  0,  16, doh/dot
            11, 0,  16, doh/dot
            0,  0,  28, doh/dot
            0,  1,  16, https/
            0,  9,  28, https/
            0,  0,  17, https/
            80, 0,  16, doh/tls
            0,  -16, 0, https/""")
    void dnsOverTlsWithoutPaddingRepeatsQuestions(int edns, int moreInAnswer, int addresses, String expected) {
        int[] sizes = bareDns(edns, moreInAnswer, addresses);
        String said = said(withoutAlpn(sizes));
        assertTrue(said.startsWith(expected), said);
        assertEquals(expected.equals("doh/dot"), said.contains("+doh.bare-messages"), said);
        String offered = said(web("h2", "http/1.1").records(20, sizes));
        assertFalse(offered.contains("bare"), "HTTP/2 may be inside: " + offered);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            an echo with a header,          16, 0,  1
            a list of identifiers,          16, 16, 1
            a list of them behind a name,   27, 16, 1
            entries of 14 bytes,            28, 14, 1
            blocks of 16 bytes,             16, 16, 16
            blocks of 4 bytes,              16, 28, 4""")
    void whatRepeatsRequestsIsNoDns(String what, int header, int entry, int granularity) {
        int[] sizes = new int[2 * 40];
        for (int i = 0; i < 40; i++) {
            sizes[2 * i] = (32 + i * 11 % 47) / granularity * granularity;
            sizes[2 * i + 1] = -sizes[2 * i] - header - entry * (i * 3 % 5);
        }
        String said = said(withoutAlpn(sizes));
        assertTrue(said.startsWith("https/") && !said.contains("bare"), said);
    }

    @Test
    void bareMessagesAreAsShortAsDnsAndAnyLength() {
        int[] shorter = bareDns(11, 0, 16);
        int[] blocks = bareDns(11, 0, 16);
        int[] chance = bareDns(11, 0, 16);
        int[] none = {37, 41, 69, 71, 73, 101, 103};
        for (int i = 0; i < 48; i += 2) {
            shorter[i + 1] = i < 6 ? -shorter[i] + 5 : shorter[i + 1];
            blocks[i + 1] += blocks[i] % 4;
            blocks[i] -= blocks[i] % 4;
            chance[i + 1] = -chance[i] - (i % 8 == 0 ? 16 * (1 + i / 8) : none[i % none.length]);
        }
        for (int[] sizes : new int[][] {shorter, blocks, chance}) {
            assertTrue(said(withoutAlpn(sizes)).startsWith("https/"), said(withoutAlpn(sizes)));
        }
    }

    /** Entries as long as addresses, and a number of one or two digits. */
    @Test
    void entriesAndDigitsAreNoAddresses() {
        int[] sizes = new int[2 * 60];
        for (int i = 0; i < 60; i++) {
            sizes[2 * i] = 32 + i * 11 % 47;
            sizes[2 * i + 1] = -sizes[2 * i] - 16 * (1 + i * 3 % 5) - i * 7 / 5 % 2;
        }
        assertTrue(said(withoutAlpn(sizes)).startsWith("https/"), said(withoutAlpn(sizes)));
    }

    /** Questions in a row, answers in a row: one name's two types, and a resolver's many names at once. */
    @Test
    void bareQuestionsMayWait() {
        int[] one = bareDns(11, 0, 16);
        int[] twins = new int[2 * one.length];
        for (int i = 0; i < one.length; i += 2) {
            twins[2 * i] = twins[2 * i + 1] = one[i];
            twins[2 * i + 2] = one[i + 1];
            twins[2 * i + 3] = one[i + 1] - 12;
        }
        assertTrue(said(withoutAlpn(twins)).startsWith("doh/dot"), said(withoutAlpn(twins)));
    }

    @Test
    void bareMessagesAreRememberedOfTheServer() {
        assertEquals(2, likeDns(withoutAlpn(bareDns(11, 0, 16))), "surely");
        assertEquals(0, likeDns(withoutAlpn(bareDns(11, 1, 16))));
        assertEquals(1, likeDns(web("h2").records(20, bareDns(11, 0, 16))), "answers are longer by addresses, which is not sure");
        assertEquals(2, likeDns(exchanges(30, 137, -70)), "padded");
        assertEquals(0, likeDns(exchanges(30, 136, -70)));
        assertEquals(2, likeDns(exchanges(70, 70, -150, -170).contacts(10, 0, 9, 0.5)), "twins and contacts");
    }

    private static int likeDns(Flow flow) {
        DnsExchanges exchanges = new DnsExchanges();
        exchanges.read(flow.facts());
        return exchanges.likeDns();
    }
}
