package tell443.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tell443.analysis.Overview;
import tell443.classify.FlowClass;
import tell443.counters.Counter;
import tell443.report.Samples;
import tell443.report.Tally;

/** The page, read back by a parser of its own. */
class MetricsTest {

    private final long[] now = {0};
    private final long[] wall = {0};
    private final Tally tally = new Tally();
    private final Metrics metrics = new Metrics("1.2 \"x\\y\"", () -> tally, () -> now[0], () -> wall[0], true);

    private Map<String, Double> page() {
        return Page.parse(new String(metrics.page(), UTF_8));
    }

    private Overview overview() {
        Overview overview = new Overview();
        overview.limit = 400;
        overview.notJudged = 100;
        for (Counter counter : Counter.values()) {
            overview.counters.add(counter, 1_000_000_000_000L + counter.ordinal());
        }
        return overview;
    }

    @Test
    void everyCounterIsThereWithItsValueAndItsMeaning() {
        now[0] = 2_000_000_000L;
        metrics.end(overview());
        Map<String, Double> page = page();
        String text = new String(metrics.page(), UTF_8);
        for (Counter counter : Counter.values()) {
            assertEquals(1e12 + counter.ordinal(), page.get(Metrics.name(counter)), counter.name());
            assertTrue(text.contains("# HELP " + Metrics.name(counter) + ' ' + counter.meaning() + '\n'), counter.name());
        }
        assertEquals(0.25, page.get("tell443_flow_table_fill_ratio"));
        assertEquals(100, page.get("tell443_flows_open{class=\"-\"}"));
        assertEquals(1, page.get("tell443_build_info{version=\"1.2 \\\"x\\\\y\\\"\"}"));
    }

    @Test
    void aPageIsWrittenOnceASecondAndNotChangedAfterwards() {
        byte[] first = metrics.page();
        String before = new String(first, UTF_8);
        now[0] = 500_000_000L;
        metrics.end(overview());
        assertSame(first, metrics.page());
        now[0] = 1_000_000_000L;
        metrics.end(overview());
        assertNotSame(first, metrics.page());
        assertEquals(before, new String(first, UTF_8));
    }

    @Test
    void histogramsAddUp() {
        Samples.Sample web = Samples.web(); // 10 ms, 12.5 ms
        wall[0] = (web.facts().endNanos + 3_000_000_000L) / 1_000_000;
        for (int i = 0; i < 5; i++) {
            metrics.ended(web.facts());
            tally.flow(web.facts(), web.verdict(), true);
        }
        metrics.ended(Samples.wireguard().facts()); // no handshake of TCP or TLS
        metrics.changed(web.facts(), web.verdict(), true, web.facts().startNanos + 700_000_000L);
        metrics.changed(web.facts(), web.verdict(), false, web.facts().startNanos + 9_000_000_000L);
        metrics.changed(Samples.oneSyn().facts(), Samples.oneSyn().verdict(), true, 0);
        now[0] = 2_000_000_000L;
        metrics.end(new Overview());
        Map<String, Double> page = page();
        assertEquals(0, page.get("tell443_syn_rtt_seconds_bucket{le=\"0.005\"}"));
        assertEquals(5, page.get("tell443_syn_rtt_seconds_bucket{le=\"0.01\"}"));
        assertEquals(5, page.get("tell443_syn_rtt_seconds_bucket{le=\"+Inf\"}"));
        assertEquals(5, page.get("tell443_syn_rtt_seconds_count"));
        assertEquals(0.05, page.get("tell443_syn_rtt_seconds_sum"), 1e-9);
        assertEquals(0, page.get("tell443_hello_rtt_seconds_bucket{le=\"0.01\"}"));
        assertEquals(5, page.get("tell443_hello_rtt_seconds_bucket{le=\"0.025\"}"));
        assertEquals(1, page.get("tell443_verdict_delay_seconds_count"));
        assertEquals(0.7, page.get("tell443_verdict_delay_seconds_sum"), 1e-9);
        assertEquals(6, page.get("tell443_row_delay_seconds_count"));
        assertEquals(5, page.get("tell443_flows_ended_total{class=\"https\"}"));
        assertEquals(5, page.get("tell443_rows_total"));
        for (FlowClass flowClass : FlowClass.values()) {
            assertTrue(page.containsKey("tell443_flows_open{class=\"" + flowClass.label() + "\"}"));
        }
    }

    @Test
    void theLagOfAVerdictCountsFromTheLookBeforeIt() {
        Samples.Sample web = Samples.web();
        long start = web.facts().startNanos;
        metrics.changed(web.facts(), web.verdict(), true, start); // no look before: from its first packet
        Overview before = overview();
        before.clockNanos = start + 40_000_000_000L;
        metrics.end(before);
        wall[0] = (start + 41_250_000_000L) / 1_000_000;
        for (int i = 0; i < 9; i++) {
            metrics.changed(web.facts(), web.verdict(), true, start + 41_000_000_000L);
        }
        metrics.changed(web.facts(), web.verdict(), false, start + 41_000_000_000L);
        now[0] = 2_000_000_000L;
        metrics.end(overview());
        Map<String, Double> page = page();
        assertEquals(10, page.get("tell443_verdict_lag_seconds_count"));
        assertEquals(9 * 1.25, page.get("tell443_verdict_lag_seconds_sum"), 0.02);
        assertEquals(1.25, page.get("tell443_verdict_lag_seconds{quantile=\"0.5\"}"), 0.02);
        assertEquals(1.25, page.get("tell443_verdict_lag_seconds{quantile=\"0.999\"}"), 0.02);
    }

    @Test
    void whatNothingWasMeasuredOfIsNotANumber() {
        assertEquals(Double.NaN, page().get("tell443_verdict_lag_seconds{quantile=\"0.5\"}"));
    }

    @Test
    void promtoolHasNothingToSay() throws Exception {
        Path promtool = Path.of("/usr/bin/promtool");
        assumeTrue(Files.isExecutable(promtool), "promtool is not installed");
        now[0] = 2_000_000_000L;
        metrics.end(overview());
        Path page = Files.createTempFile("metrics", ".txt");
        Files.write(page, metrics.page());
        Process process = new ProcessBuilder(promtool.toString(), "check", "metrics").redirectInput(page.toFile())
                .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        Files.delete(page);
        assertEquals("", said);
        assertEquals(0, process.waitFor());
    }
}
