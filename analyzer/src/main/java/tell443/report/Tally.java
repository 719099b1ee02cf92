package tell443.report;

import org.HdrHistogram.Histogram;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.facts.FlowFacts;

/** What one worker's flows add up to; {@link #addAll} joins workers when they have finished. */
public final class Tally {

    private static final FlowClass[] CLASSES = FlowClass.values();
    private static final long LONGEST_MICROS = 3_600_000_000L; // an hour
    private static final int DIGITS = 2; // quantiles are right to 1 %

    private final long[] flows = new long[CLASSES.length];
    private long rows;
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;
    private Histogram answers; // made with the first TLS handshake: its classes cost start-up time

    /** Counts a flow; {@code written} says whether its row goes to the output. */
    public void flow(FlowFacts facts, Verdict verdict, boolean written) {
        flows[verdict.flowClass().ordinal()]++;
        rows += written ? 1 : 0;
        firstNanos = Math.min(firstNanos, facts.startNanos);
        lastNanos = Math.max(lastNanos, facts.endNanos);
        if (facts.tls.clientHello.present() && facts.tls.serverHello.present() && facts.clientHelloNanos >= 0) {
            answer(facts.serverHelloNanos - facts.clientHelloNanos);
        }
    }

    public void addAll(Tally other) {
        for (int i = 0; i < flows.length; i++) {
            flows[i] += other.flows[i];
        }
        rows += other.rows;
        firstNanos = Math.min(firstNanos, other.firstNanos);
        lastNanos = Math.max(lastNanos, other.lastNanos);
        if (other.answers != null) {
            if (answers == null) {
                answers = new Histogram(LONGEST_MICROS, DIGITS);
            }
            answers.add(other.answers);
        }
    }

    public long flows(FlowClass flowClass) {
        return flows[flowClass.ordinal()];
    }

    public long rows() {
        return rows;
    }

    /** From the first packet of any flow to the last; -1 when there was no flow. */
    long spanNanos() {
        return lastNanos < firstNanos ? -1 : lastNanos - firstNanos;
    }

    /** Handshakes whose ClientHello was answered by a ServerHello. */
    long answered() {
        return answers == null ? 0 : answers.getTotalCount();
    }

    /** Time from ClientHello to ServerHello that this share of the handshakes did not exceed, microseconds. */
    long answerMicros(double percent) {
        return answers.getValueAtPercentile(percent);
    }

    private void answer(long nanos) {
        if (nanos >= 0) {
            if (answers == null) {
                answers = new Histogram(LONGEST_MICROS, DIGITS);
            }
            answers.recordValue(Math.min(nanos / 1_000, LONGEST_MICROS));
        }
    }
}
