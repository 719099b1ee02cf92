package tell443.metrics;

import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tell443.analysis.Onlooker;
import tell443.analysis.Overview;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.FlowFacts;
import tell443.report.Tally;

/** Gathers what a run comes to, and writes it to a page about once a second. All but {@link #page} on the thread that reports. */
public final class Metrics implements Onlooker {

    private static final String PREFIX = "tell443_";
    private static final long EVERY_NANOS = 1_000_000_000L;

    private final String version;
    private final Supplier<Tally> tally;
    private final LongSupplier nowNanos;
    private final LongSupplier wallMillis;
    private final boolean live;
    private final Delays synRoundTrips = new Delays();
    private final Delays answers = new Delays();
    private final Delays verdicts = new Delays();
    private final Delays lags = new Delays();
    private final Delays rows = new Delays();
    private long lookNanos = Long.MIN_VALUE; // the run's clock at the look before
    private long writtenNanos;
    private volatile byte[] page;

    /**
     * @param tally of the flows that have ended
     * @param nowNanos monotonic time
     * @param wallMillis the time of day
     * @param live packets come as they are captured: their time is that of the day
     */
    public Metrics(String version, Supplier<Tally> tally, LongSupplier nowNanos, LongSupplier wallMillis, boolean live) {
        this.version = version;
        this.tally = tally;
        this.nowNanos = nowNanos;
        this.wallMillis = wallMillis;
        this.live = live;
        writtenNanos = nowNanos.getAsLong();
        page = write(new Overview());
    }

    /** From any thread: the last page; it is not changed any more. */
    public byte[] page() {
        return page;
    }

    /** A flow has ended. */
    public void ended(FlowFacts facts) {
        synRoundTrips.add(facts.synRttNanos);
        if (facts.tls.clientHello.present() && facts.tls.serverHello.present() && facts.clientHelloNanos >= 0) {
            answers.add(facts.serverHelloNanos - facts.clientHelloNanos);
        }
        if (live) {
            rows.add(sinceNanos(facts.endNanos));
        }
    }

    /** By the time of day, which is the packets' own when live. */
    private long sinceNanos(long timeNanos) {
        return Math.max(0, wallMillis.getAsLong() * 1_000_000 - timeNanos);
    }

    @Override
    public boolean changed(FlowFacts facts, Verdict verdict, boolean first, long clockNanos) {
        if (first && verdict.flowClass() != FlowClass.UNKNOWN) {
            verdicts.add(clockNanos - facts.startNanos);
            if (live) {
                lags.add(sinceNanos(Math.max(facts.startNanos, lookNanos)));
            }
        }
        return false;
    }

    @Override
    public void end(Overview overview) {
        lookNanos = overview.clockNanos;
        long now = nowNanos.getAsLong();
        if (now - writtenNanos >= EVERY_NANOS) {
            writtenNanos = now;
            page = write(overview);
        }
    }

    private byte[] write(Overview overview) {
        PrometheusText out = new PrometheusText();
        out.family(PREFIX + "build_info", "gauge", "The program's version.");
        out.sample(PREFIX + "build_info", "version", version, 1);
        out.only(PREFIX + "page_time_seconds", "gauge", "When this page was written, Unix time.", wallMillis.getAsLong() / 1e3);
        out.only(PREFIX + "clock_seconds", "gauge", "The run's clock, which is packet time, as Unix time.", overview.clockNanos / 1e9);
        flows(overview, out);
        ended(out);
        counters(overview.counters, out);
        synRoundTrips.write(PREFIX + "syn_rtt_seconds", "SYN to SYN-ACK, of flows that have ended.", out);
        answers.write(PREFIX + "hello_rtt_seconds", "ClientHello to ServerHello, of flows that have ended.", out);
        verdicts.write(PREFIX + "verdict_delay_seconds", "First packet of a flow to the look, one a second, at which its class was first"
                + " known while it was open; packet time.", out);
        if (live) {
            lags.writeQuantiles(PREFIX + "verdict_lag_seconds", "Packet to verdict, by the time of day, at most: from what came first after"
                    + " the look before, when the class was not known yet.", out);
            rows.write(PREFIX + "row_delay_seconds", "Last packet of a flow to its row.", out);
        }
        heap(out);
        return out.bytes();
    }

    private static void flows(Overview overview, PrometheusText out) {
        out.family(PREFIX + "flows_open", "gauge", "Open flows by class as they were last judged; - are those that were not yet.");
        for (FlowClass flowClass : FlowClass.values()) {
            out.sample(PREFIX + "flows_open", "class", flowClass.label(), overview.open(flowClass));
        }
        out.sample(PREFIX + "flows_open", "class", "-", overview.notJudged);
        out.only(PREFIX + "flows_waiting", "gauge", "Ended flows that wait for their rows to be written.", overview.waiting);
        out.only(PREFIX + "flows_limit", "gauge", "Flows that may be open at once.", overview.limit);
        out.only(PREFIX + "flow_table_fill_ratio", "gauge", "Open flows of those that may be.",
                overview.limit == 0 ? 0 : (double) overview.open() / overview.limit);
    }

    private void ended(PrometheusText out) {
        Tally ended = tally.get();
        out.family(PREFIX + "flows_ended_total", "counter", "Flows that have ended, by class.");
        for (FlowClass flowClass : FlowClass.values()) {
            out.sample(PREFIX + "flows_ended_total", "class", flowClass.label(), ended.flows(flowClass));
        }
        out.only(PREFIX + "rows_total", "counter", "Rows of flows that have ended.", ended.rows());
    }

    private static void counters(Counters counters, PrometheusText out) {
        for (Counter counter : Counter.values()) {
            out.only(name(counter), "counter", counter.meaning(), counters.get(counter));
        }
    }

    static String name(Counter counter) {
        return PREFIX + counter.name().toLowerCase(Locale.ROOT) + "_total";
    }

    private static void heap(PrometheusText out) {
        Runtime runtime = Runtime.getRuntime();
        out.only(PREFIX + "heap_used_bytes", "gauge", "Memory of the heap in use, garbage included.",
                runtime.totalMemory() - runtime.freeMemory());
        out.only(PREFIX + "heap_limit_bytes", "gauge", "What the heap may grow to.", runtime.maxMemory());
    }
}
