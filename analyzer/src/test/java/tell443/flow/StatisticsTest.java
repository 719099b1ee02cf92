package tell443.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.net.Headers;

/** What is counted of each packet, against lists of all packets. */
class StatisticsTest {

    private static final long START = 1_700_000_000_000_000_000L;

    private final FlowRow row = new FlowRow();
    private final Headers headers = new Headers();
    private final Counters counters = new Counters();
    private final Statistics statistics = new Statistics(row, new SequencePool(1 << 20, counters), true, counters);

    private void begin() {
        row.stand(new long[FlowRow.LONGS], 0, 0);
        row.set(FlowRow.START, START);
        row.set(FlowRow.END, START);
        row.set(FlowRow.PORTS, (long) Headers.TCP << 24);
    }

    private void packet(int side, int length, int payload, int timeToLive, long time) {
        headers.ipLength[0] = length;
        headers.payloadLength[0] = payload;
        headers.payloadHeld[0] = payload;
        headers.timeToLive[0] = timeToLive;
        statistics.count(headers, 0, side, time);
    }

    @Test
    void sumsAndGapsOfEachSide() {
        Random random = new Random(50);
        for (int round = 0; round < 200; round++) {
            begin();
            List<List<long[]>> sent = List.of(new ArrayList<>(), new ArrayList<>()); // length, payload, time
            long time = START;
            for (int i = 0; i < 60; i++) {
                int side = random.nextInt(2);
                int payload = random.nextInt(3) == 0 ? 0 : random.nextInt(1400);
                packet(side, payload + 40, payload, 64, time);
                sent.get(side).add(new long[] {payload + 40, payload, time});
                time += random.nextInt(round % 2 == 0 ? 5000 : 2_000_000_000);
            }
            for (int side = 0; side < 2; side++) {
                assertSide(FlowRow.side(side), sent.get(side));
            }
            assertEquals(0, row.quality());
            assertEquals(sent.stream().flatMap(List::stream).mapToLong(p -> p[2]).max().orElseThrow(), row.get(FlowRow.END));
        }
    }

    private void assertSide(int base, List<long[]> sent) {
        assertEquals(sent.size(), row.high(base + FlowRow.PACKETS));
        assertEquals(sent.stream().filter(p -> p[1] > 0).count(), row.low(base + FlowRow.PACKETS));
        assertEquals(sent.stream().mapToLong(p -> p[0]).sum(), row.get(base + FlowRow.BYTES));
        assertEquals(sent.stream().mapToLong(p -> p[1]).sum(), row.get(base + FlowRow.PAYLOAD));
        assertEquals(sent.get(0)[2], row.get(base + FlowRow.FIRST_TIME));
        assertEquals(sent.get(sent.size() - 1)[2], row.get(base + FlowRow.LAST_TIME));
        LongSummaryStatistics gaps = new LongSummaryStatistics();
        double squares = 0;
        for (int i = 1; i < sent.size(); i++) {
            long micros = (sent.get(i)[2] - sent.get(i - 1)[2]) / 1000;
            gaps.accept(micros);
            squares += (double) micros * micros;
        }
        assertEquals(gaps.getMin(), row.high(base + FlowRow.GAP_RANGE));
        assertEquals(gaps.getMax(), row.low(base + FlowRow.GAP_RANGE));
        assertEquals(squares, Double.longBitsToDouble(row.get(base + FlowRow.GAP_SQUARES)), squares * 1e-12);
    }

    /** Whole microseconds, also where a double cannot be trusted. */
    @Test
    void microsecondsAreRoundedDown() {
        Random random = new Random(1000);
        for (int i = 0; i < 2_000_000; i++) {
            long nanos = random.nextLong() >>> 1 + random.nextInt(63);
            assertEquals(nanos / 1000, Micros.of(nanos));
            long edge = nanos - nanos % 1000;
            assertEquals(edge / 1000, Micros.of(edge));
            assertEquals(edge / 1000, Micros.of(edge + 999 < 0 ? edge : edge + 999));
        }
    }

    @ParameterizedTest(name = "{0} after {1}, {2} after {3}, payload {4}: {5}")
    @CsvSource(textBlock = """
            64, 0, 64, 1000,     9, ''
            64, 0, 94, 1000,     9, ''
            64, 0, 95, 1000,     9, TTL_CHANGE
            64, 0, 33, 1000,     9, TTL_CHANGE
            64, 0, 95, 1000,     0, ''
            64, 0, 64, -1,       9, TIME_BACKWARDS""")
    void whatIsOddIsFlagged(int ttl1, long time1, int ttl2, long time2, int payload, String flag) {
        begin();
        packet(0, 100, 10, ttl1, START + time1);
        packet(0, 100, payload, ttl2, START + time2);
        assertEquals(flag.isEmpty() ? 0 : Quality.valueOf(flag).bit(), row.quality());
        assertEquals(START + Math.max(time1, time2), row.get(FlowRow.LAST_TIME + FlowRow.side(0)));
    }

    @ParameterizedTest(name = "marks {0}, {1} of 10 bytes held: {2}")
    @CsvSource({"1, 9, SNAPPED", "1, 10, ''", "2, 10, FRAGMENTS", "4, 10, OVERLAP_CONFLICT"})
    void marksOfTheDecoderAreFlags(int marks, int held, String flag) {
        begin();
        headers.marks[0] = marks;
        headers.payloadLength[0] = 10;
        headers.payloadHeld[0] = held;
        statistics.count(headers, 0, 0, START);
        assertEquals(flag.isEmpty() ? 0 : Quality.valueOf(flag).bit(), row.quality());
    }

    /** A gap of more than 71 minutes is as long as 32 bits of microseconds can say. */
    @Test
    void theLongestGapHasALimit() {
        begin();
        packet(1, 40, 0, 64, START);
        packet(1, 40, 0, 64, START + 5_000_000_000_000L);
        assertEquals(0xFFFF_FFFFL, row.low(FlowRow.side(1) + FlowRow.GAP_RANGE) & 0xFFFF_FFFFL);
    }
}
