package tell443.metrics;

import org.HdrHistogram.Histogram;

/** How long something took, as a histogram. */
final class Delays {

    private static final long LONGEST_MICROS = 3_600_000_000L; // an hour
    private static final int DIGITS = 2;
    /** Upper borders of what is told. */
    private static final long[] BORDERS_MICROS = {100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
            1_000_000, 2_500_000, 5_000_000, 10_000_000, 30_000_000, 60_000_000, 300_000_000};

    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999};

    private final Histogram histogram = new Histogram(LONGEST_MICROS, DIGITS);
    private double sumSeconds;

    /** What is negative was not measured. */
    void add(long nanos) {
        if (nanos >= 0) {
            histogram.recordValue(Math.min(nanos / 1_000, LONGEST_MICROS));
            sumSeconds += nanos / 1e9;
        }
    }

    void write(String name, String help, PrometheusText out) {
        out.family(name, "histogram", help);
        for (long border : BORDERS_MICROS) {
            out.sample(name + "_bucket", "le", seconds(border), histogram.getCountBetweenValues(0, border));
        }
        out.sample(name + "_bucket", "le", "+Inf", histogram.getTotalCount());
        out.sample(name + "_sum", sumSeconds);
        out.sample(name + "_count", histogram.getTotalCount());
    }

    /** As shares of all that was added, where one bucket would hold most of it; empty says NaN, as the format wants. */
    void writeQuantiles(String name, String help, PrometheusText out) {
        out.family(name, "summary", help);
        for (double quantile : QUANTILES) {
            double seconds = histogram.getTotalCount() == 0 ? Double.NaN : histogram.getValueAtPercentile(quantile * 100) / 1e6;
            out.sample(name, "quantile", Double.toString(quantile), seconds);
        }
        out.sample(name + "_sum", sumSeconds);
        out.sample(name + "_count", histogram.getTotalCount());
    }

    private static String seconds(long micros) {
        return Double.toString(micros / 1e6);
    }
}
