package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DNS messages in HTTP of any version, whose lengths are computed from RFC 1035, 3596 and 8484; and programs that resemble it. */
class DnsInHttpTest {

    private static final int HEADER = 12;
    private static final int TYPE_AND_CLASS = 4;
    private static final int OPT = 11;

    private static Flow web(String... alpn) {
        return Flow.tcp().sni("api.example").alpn(alpn).tls13().records(5, 300, -90);
    }

    private static String said(Flow flow) {
        Verdict verdict = flow.verdict();
        return verdict.flowClass().label() + '/' + verdict.protocol() + ' ' + Expect.ids(verdict);
    }

    /** A message with one question for a name of so many bytes. */
    private static int question(int name) {
        return HEADER + name + TYPE_AND_CLASS + OPT;
    }

    /** What an answer has more than its question: aliases of any length, and one address, two, four or eight. */
    private static int records(Random random, int address) {
        int alias = random.nextInt(10) < 4 ? HEADER + 6 + random.nextInt(40) : 0;
        return alias + address * new int[] {1, 1, 1, 1, 2, 2, 4, 8}[random.nextInt(8)];
    }

    /** Unpadded base64 (RFC 4648 section 3.2). */
    private static int base64(int length) {
        return (length * 4 + 2) / 3;
    }

    static int[] asked(String style, int names, int address) {
        Random random = new Random(names);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < names; i++) {
            int question = question(8 + random.nextInt(30));
            int answer = -question - records(random, address);
            switch (style) {
                case "GET" -> Collections.addAll(sizes, 180 + base64(question), answer - 210);
                case "POST" -> Collections.addAll(sizes, 260 + question, answer - 210);
                case "POST, headers apart" -> Collections.addAll(sizes, 260, question, -210 - i % 3, answer);
                case "POST, HTTP/2" -> Collections.addAll(sizes, 48, question + 9, -33, answer - 9);
                case "not repeated" -> Collections.addAll(sizes, 180 + question, answer + question - 250);
                case "in hexadecimal" -> Collections.addAll(sizes, 180 + 2 * question, answer - 210);
                default -> throw new IllegalArgumentException(style);
            }
        }
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(textBlock = """
            GET,                  16, doh/
            POST,                 16, doh/
            'POST, headers apart', 16, doh/
            'POST, HTTP/2',       16, doh/
            GET,                  28, doh/
            GET,                  17, https/
            POST,                 15, https/
            'POST, HTTP/2',       18, https/
            not repeated,         16, https/
            in hexadecimal,       16, https/""")
    void answersAreLongerThanQuestionsByAddresses(String style, int address, String expected) {
        Flow flow = web("h2", "http/1.1").records(20, asked(style, 45, address));
        String said = said(flow);
        assertTrue(said.startsWith(expected), said);
        assertEquals(expected.startsWith("doh"), said.contains("+doh.longer-by-addresses"), said);
        if (expected.startsWith("doh")) {
            assertEquals(0.6, flow.verdict().confidence(), 1e-9, "one observation on one connection");
            assertTrue(said(flow.records(20, 300, -5000)).startsWith("https/"), "a page came as well");
        }
    }

    /** An application that repeats the request and adds entries: of 16 bytes as of any other. */
    @ParameterizedTest
    @ValueSource(ints = {12, 14, 16, 20, 28, 32})
    void entriesOfOneLengthAreNoAddresses(int entry) {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Flow flow = web("h2");
            for (int i = 0; i < 45; i++) {
                int request = 60 + random.nextInt(40);
                int entries = (int) (random.nextDouble() * random.nextDouble() * 9);
                flow.records(20, request, -request - 70 - entry * entries - random.nextInt(2));
            }
            assertFalse(said(flow).startsWith("doh/") || said(flow).contains("longer"), said(flow));
        }
    }

    @Test
    void answersThatMayBelongToAnotherQuestionAreNotCompared() {
        ApplicationData data = new ApplicationData();
        Exchanges exchanges = new Exchanges();
        Flow flow = web("h2").records(5, 90, -200, 80, 85, -150, 70, -160, 75, -170, -175);
        data.read(flow.facts(), flow.facts().tls);
        exchanges.read(data);
        assertEquals("300/90 90/200", text(exchanges), "one of 80 and 85 waits when 70 comes, and 70 or that one when 75 does");
        flow.records(500, 60, -100).records(1, 65, 65, -110, -120);
        data.read(flow.facts(), flow.facts().tls);
        exchanges.read(data);
        assertEquals("300/90 90/200 60/100 65/110 65/120", text(exchanges), "after a pause nothing waits");
    }

    private static String text(Exchanges exchanges) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < exchanges.count(); i++) {
            text.append(i > 0 ? " " : "").append(exchanges.request(i)).append('/').append(exchanges.answer(i));
        }
        return text.toString();
    }

    @Test
    void headersInRecordsOfTheirOwnAreLeftOut() {
        Flow flow = web("http/1.1").records(5, asked("POST, headers apart", 10, 16)).records(5, 9, -17);
        ApplicationData data = new ApplicationData();
        ApplicationData messages = new ApplicationData();
        data.read(flow.facts(), flow.facts().tls);
        HeaderRecords.drop(data, messages);
        assertTrue(messages.withoutHeaders());
        assertEquals(2 + 2 * 10, messages.count(), "the first request and its answer, and messages");
        Flow varying = web("http/1.1").records(5, asked("POST", 10, 16));
        data.read(varying.facts(), varying.facts().tls);
        HeaderRecords.drop(data, messages);
        assertFalse(messages.withoutHeaders());
        assertEquals(2 + 2 * 10, messages.count());
    }

    /** Names of a page, A and AAAA of each, asked for at once and answered in any order. */
    static Flow page(int each, int names) {
        Flow flow = web("h2");
        Random random = new Random(7);
        for (int visit = 0; visit < 8; visit++) {
            List<Integer> answers = new ArrayList<>();
            for (int i = 0; i < names; i++) {
                int question = 60 + random.nextInt(30);
                int alias = random.nextInt(90);
                int count = 1 + random.nextInt(2);
                flow.records(i == 0 ? 900 : 1, question, question);
                answers.add(-question - 50 - alias - 16 * count);
                answers.add(-question - 50 - alias - (16 + each) * count);
            }
            Collections.shuffle(answers, random);
            flow.records(20, answers.get(0));
            answers.stream().skip(1).forEach(answer -> flow.records(1, answer));
        }
        return flow;
    }

    @Test
    void addressesOfNamesThatAreAskedForTogether() {
        assertTrue(said(page(12, 5)).startsWith("doh/h2 "), said(page(12, 5)));
        assertTrue(together(12) < 1e-3, "chance " + together(12));
        for (int other : new int[] {9, 11, 13, 15, 17}) {
            assertTrue(said(page(other, 5)).startsWith("https/"), said(page(other, 5)));
            assertTrue(together(other) > 0.1, other + ": chance " + together(other));
        }
    }

    private static double together(int each) {
        ApplicationData data = new ApplicationData();
        StepsTogether together = new StepsTogether();
        Flow flow = page(each, 5);
        data.read(flow.facts(), flow.facts().tls);
        together.read(data);
        return together.chance();
    }

    /** What is always asked twice and answered by 12 bytes more is an application with two forms of one answer. */
    @Test
    void oneDifferenceIsNotEnough() {
        ApplicationData data = new ApplicationData();
        LikelySteps likely = new LikelySteps();
        AddressSteps steps = new AddressSteps();
        for (int[] longerBy : new int[][] {{12, 12, 12, 12}, {12, 24, 12, 12}}) {
            Flow flow = web("h2").names(12, longerBy);
            data.read(flow.facts(), flow.facts().tls);
            steps.read(data);
            assertEquals(longerBy[1] != 12, likely.likelihood(steps) > 3, "likelihood " + likely.likelihood(steps));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 1", "1, 1, 0.6321205588", "3, 1, 0.0803013971", "10, 0.5, 0"})
    void chanceOfMoreThanExpected(int hits, double expected, double probability) {
        assertEquals(probability, Chance.atLeastOf(hits, expected), 1e-8);
    }

    /** Typed letter by letter, each request is a byte longer than the one before: no name is asked for twice. */
    @Test
    void requestsThatGrowAreNoTwins() {
        Flow flow = web("h2");
        for (int i = 0; i < 40; i++) {
            flow.records(100, 60 + i % 20, -200 - i * 37 % 90);
        }
        assertFalse(said(flow).contains("twins"), said(flow));
    }
}
