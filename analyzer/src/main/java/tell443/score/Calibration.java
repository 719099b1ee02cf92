package tell443.score;

import java.util.List;
import tell443.classify.FlowClass;

/**
 * Whether confidence means what it says: ten bins of equal width, [0.0, 0.1) to [0.9, 1.0]. The expected calibration error is
 * the mean distance between a bin's mean confidence and its share of right classes, weighed by the bin's count.
 */
final class Calibration {

    static final int BINS = 10;

    final long[] count = new long[BINS];
    private final double[] confidence = new double[BINS];
    private final long[] right = new long[BINS];

    /** Flows that were called unknown are left out: their confidence is not about a class. */
    Calibration(List<Judged> flows) {
        for (Judged flow : flows) {
            double said = flow.said().confidence();
            if (!Double.isNaN(said) && flow.said().flowClass() != FlowClass.UNKNOWN) {
                int bin = Math.min(BINS - 1, (int) (said * BINS));
                count[bin]++;
                confidence[bin] += said;
                right[bin] += flow.classRight() ? 1 : 0;
            }
        }
    }

    long all() {
        return sum(count);
    }

    /** NaN when the bin is empty. */
    double meanConfidence(int bin) {
        return confidence[bin] / count[bin];
    }

    double shareRight(int bin) {
        return (double) right[bin] / count[bin];
    }

    double meanConfidence() {
        double sum = 0;
        for (double part : confidence) {
            sum += part;
        }
        return sum / all();
    }

    double shareRight() {
        return (double) sum(right) / all();
    }

    double expectedError() {
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (count[bin] > 0) {
                sum += count[bin] * Math.abs(shareRight(bin) - meanConfidence(bin));
            }
        }
        return sum / all();
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }
}
