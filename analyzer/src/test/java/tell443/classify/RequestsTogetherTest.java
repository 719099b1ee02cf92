package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions that are asked at once, and what stands in records of its own between them. */
class RequestsTogetherTest {

    private static final int[] AT_ONCE = {1, 4, 2, 1, 6, 2, 1, 3, 1, 2};

    private static Flow empty() {
        return Flow.tcp().sni("api.example").alpn("h2").tls13();
    }

    private static Flow web() {
        return empty().records(5, 300, -90);
    }

    private static String said(Flow flow) {
        Verdict verdict = flow.verdict();
        return verdict.flowClass().label() + '/' + verdict.protocol() + ' ' + Expect.ids(verdict);
    }

    private static ApplicationData data(Flow flow) {
        ApplicationData data = new ApplicationData();
        data.read(flow.facts(), flow.facts().tls);
        return data;
    }

    private static boolean names(Flow flow) {
        return new NamesTogether().seen(data(flow));
    }

    /** So many groups of so many names, each asked for so many times at once; no length comes again before so many others. */
    private static Flow names(int groups, int namesInGroup, int times, int lengths) {
        Flow flow = web();
        for (int group = 0, name = 0; group < groups; group++) {
            for (int i = 0; i < namesInGroup; i++, name++) {
                for (int k = 0; k < times; k++) {
                    flow.records(i + k == 0 ? 500 : 1, 70 + name % lengths);
                }
            }
            for (int i = 0; i < namesInGroup * times; i++) {
                flow.records(i == 0 ? 20 : 1, -150 - (group * 37 + i * 11) % 90);
            }
        }
        return flow;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            two types,          10, 1, 2, 20, true
            three types,        10, 1, 3, 20, true
            several names,      5,  2, 2, 20, true
            four of one length, 10, 1, 4, 20, true
            four groups,        3,  4, 2, 20, false
            19 requests,        9,  1, 2, 20, false
            nine lengths,       20, 1, 2, 8,  false
            one type,           20, 2, 1, 20, false
            five of one length, 10, 1, 5, 20, false""")
    void namesAreAskedForByTypes(String what, int groups, int names, int times, int lengths, boolean expected) {
        assertEquals(expected, names(names(groups, names, times, lengths)));
    }

    @Test
    void whatIsAskedForLaterIsAnotherGroup() {
        for (int pause : new int[] {19, 21}) {
            Flow flow = web();
            for (int i = 0; i < 12; i++) {
                flow.records(500, 70 + i).records(pause, 70 + i).records(20, -150 - i * 7, -180 - i * 3);
            }
            assertEquals(pause == 19, names(flow), pause + " ms");
        }
    }

    @Test
    void someMayBeAskedForOtherwise() {
        for (int others : new int[] {7, 8}) {
            Flow flow = names(10, 1, 2, 20);
            for (int i = 0; i < others; i++) {
                flow.records(500, 110 + 3 * i, -200 - i);
            }
            assertEquals(others == 7, names(flow), others + " and the first of " + (21 + others));
        }
    }

    /** A and AAAA records of each name; behind an alias or with other records the answers differ by something else. */
    static Flow addressesOfNames(Flow flow) {
        int[] more = {12, 43, 24, 31, 7, 57, 12, 24, 9, 35, 19};
        for (int i = 0; i < more.length; i++) {
            int answer = 120 + i * i;
            flow.records(500, 70 + i).records(1, 70 + i, -answer, -answer - more[i]);
        }
        return flow;
    }

    /** Answers that differ by addresses, or by anything else. */
    @Test
    void theRhythmAloneIsNoDns() {
        Flow dns = addressesOfNames(web());
        Flow other = web();
        for (int i = 0; i < 11; i++) {
            int answer = -120 - i * i;
            other.records(500, 70 + i).records(1, 70 + i, answer, answer - 30 - i * 17 % 50);
        }
        assertTrue(names(dns) && names(other));
        assertTrue(said(dns).startsWith("doh/h2 +doh.names"), said(dns));
        assertEquals(0.6, dns.verdict().confidence(), 1e-9, "one observation on one connection");
        assertTrue(said(other).startsWith("https/"), said(other));
        assertTrue(said(dns.records(20, 300, -5000)).startsWith("https/"), "a page came as well");
    }

    /** Requests of one length, so many at a time as it happens. */
    static Flow padded(Flow flow, int request, int answer) {
        return padded(flow, AT_ONCE, request, answer);
    }

    private static Flow padded(Flow flow, int[] atOnce, int request, int answer) {
        for (int count : atOnce) {
            for (int i = 0; i < count; i++) {
                flow.records(i == 0 ? 200 : 1, request);
            }
            for (int i = 0; i < count; i++) {
                flow.records(i == 0 ? 20 : 1, -answer);
            }
        }
        return flow;
    }

    @ParameterizedTest
    @CsvSource({"200, 487, doh", "200, 535, doh", "200, 486, https", "200, 536, https", "200, 300, https", "30, 496, doh", "24, 496, https"})
    void answersHaveTheLengthOfHeadersAndPadding(int request, int answer, String expected) {
        String said = said(padded(empty().records(5, 30), request, answer));
        assertTrue(said.startsWith(expected + "/"), said);
        assertEquals(expected.equals("doh"), said.contains("doh.padded-with-headers"), said);
        assertFalse(expected.equals("doh") && said.contains("small-exchanges"), said);
    }

    private static boolean paddedWithHeaders(Flow flow) {
        return new PaddedWithHeaders().seen(data(flow));
    }

    @Test
    void whatPollsComesAlwaysAlike() {
        assertTrue(paddedWithHeaders(padded(empty(), AT_ONCE, 200, 496)));
        assertFalse(paddedWithHeaders(padded(empty(), new int[] {2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2}, 200, 496)), "two at a time");
        assertFalse(paddedWithHeaders(padded(empty(), new int[] {2, 2, 4, 2, 2, 4, 2, 2, 4, 2, 2, 4}, 200, 496)), "two or four");
        assertFalse(paddedWithHeaders(padded(empty(), new int[] {1, 2, 3, 15}, 200, 496)), "four times");
        assertFalse(paddedWithHeaders(padded(empty(), new int[] {1, 2, 3, 4, 5, 4}, 200, 496)), "19 requests of one length");
    }

    @Test
    void mostAnswersHaveTheOneLength() {
        Flow longer = padded(padded(empty(), AT_ONCE, 200, 496), new int[] {1, 1, 1, 1, 1, 1}, 200, 496 + 468);
        assertTrue(paddedWithHeaders(longer), "a block more");
        assertTrue(paddedWithHeaders(padded(padded(empty(), AT_ONCE, 200, 496), new int[] {1, 1, 1, 1}, 200, 2 * 496)), "two in a record");
        Flow other = padded(padded(empty(), AT_ONCE, 200, 496), new int[] {1, 1, 1, 1, 1, 1}, 200, 700);
        assertFalse(paddedWithHeaders(other), "7 of 30");
        Flow requests = padded(padded(empty(), AT_ONCE, 200, 496), new int[] {1, 1, 1, 1, 1, 1}, 230, 496);
        assertFalse(paddedWithHeaders(requests), "7 of 30 requests");
    }

    private static ApplicationData messages(Flow flow) {
        ApplicationData messages = new ApplicationData();
        HeaderRecords.drop(data(flow), messages);
        return messages;
    }

    /** The server widens the client's window for each body that it has read, or for two or three at once (RFC 9113 section 6.9). */
    @Test
    void windowUpdatesAreNoMessages() {
        for (int updates : new int[] {13, 12}) {
            Flow flow = web();
            for (int i = 0; i < 10; i++) {
                flow.records(100, 90 + i * 3, -150 - i * 7, -(1 + i % 3) * updates);
            }
            ApplicationData messages = messages(flow);
            int others = updates == 13 ? 0 : 3; // of 36 bytes, more than a control frame has
            assertEquals(2 + 20 + others, messages.count(), updates + " bytes");
        }
    }

    /** A status and what HPACK's table knows, but for a date; answers come in any order. */
    @ParameterizedTest
    @CsvSource({"30, 21, 2", "44, 7, 2", "51, 10, 3"})
    void shortHeadersOfTheServerAreNoMessages(int headers, int spread, int recordsOfExchange) {
        Flow flow = web();
        for (int i = 0; i < 12; i++) {
            flow.records(100, 90 + i * 3, -headers - i * 7 % spread, -150 - i * i);
        }
        assertEquals(2 + 12 * recordsOfExchange, messages(flow).count());
    }

    /** Headers apart are told where several requests are on their way and answers come between. */
    @Test
    void headersApartMayOverlap() {
        Flow flow = web();
        for (int i = 0; i < 10; i++) {
            int body = 60 + i * 5;
            flow.records(200, 117, body, 117, body + 1).records(3, 117, -100 - i * 9, body + 2).records(1, -130 - i * 7, -170 - i * 5);
        }
        ApplicationData messages = messages(flow);
        assertTrue(messages.withoutHeaders());
        assertEquals(2 + 10 * 6, messages.count());
    }
}
