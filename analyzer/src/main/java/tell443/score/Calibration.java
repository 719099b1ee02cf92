package tell443.score;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tell443.classify.FlowClass;

/**
 * Whether confidence means what it says: ten bins of equal width, [0.0, 0.1) to [0.9, 1.0]. The expected calibration error is
 * the mean distance between a bin's mean confidence and its share of right classes, weighed as the bin is.
 */
final class Calibration {

    static final int BINS = 10;

    private final double[] weight = new double[BINS];
    private final double[] confidence = new double[BINS];
    private final double[] right = new double[BINS];

    private Calibration(List<Judged> flows, ToDoubleFunction<Judged> weighing) {
        for (Judged flow : flows) {
            if (counts(flow)) {
                double part = weighing.applyAsDouble(flow);
                int bin = bin(flow);
                weight[bin] += part;
                confidence[bin] += part * flow.said().confidence();
                right[bin] += flow.classRight() ? part : 0;
            }
        }
    }

    /** Every flow weighs the same. */
    static Calibration pooled(List<Judged> flows) {
        return new Calibration(flows, flow -> 1);
    }

    /**
     * Every capture or source weighs the same, and its flows share that.
     *
     * @param all flows that share
     * @param flows those of them that are counted here
     */
    static Calibration even(List<Judged> all, List<Judged> flows) {
        Map<String, Double> sizes = new HashMap<>();
        all.stream().filter(Calibration::counts).forEach(flow -> sizes.merge(flow.group(), 1.0, Double::sum));
        return new Calibration(flows, flow -> 1 / sizes.get(flow.group()));
    }

    /** Flows that were called unknown are left out: their confidence is not about a class. */
    static boolean counts(Judged flow) {
        return !Double.isNaN(flow.said().confidence()) && flow.said().flowClass() != FlowClass.UNKNOWN;
    }

    static int bin(Judged flow) {
        return Math.min(BINS - 1, (int) (flow.said().confidence() * BINS));
    }

    /** NaN when nothing was counted, as all shares below. */
    double meanConfidence() {
        return sum(confidence) / sum(weight);
    }

    double shareRight() {
        return sum(right) / sum(weight);
    }

    double expectedError() {
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(right[bin] - confidence[bin]);
        }
        return sum / sum(weight);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
