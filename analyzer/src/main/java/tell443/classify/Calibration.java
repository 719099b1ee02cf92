package tell443.classify;

/**
 * Turns a score into a confidence: of all verdicts with confidence c, a share of c should be right.
 *
 * <p>Why the identity: the scores come from published start values, and a curve may only be fitted on traffic that no rule was
 * made from. When it has been measured, its points go here, one row per class.
 */
final class Calibration {

    private static final double[] SCORES = {0, 1};
    private static final double[] CONFIDENCES = {0, 1};

    private Calibration() {}

    static double confidence(double score) {
        int i = 1;
        while (i < SCORES.length - 1 && score > SCORES[i]) {
            i++;
        }
        double along = (score - SCORES[i - 1]) / (SCORES[i] - SCORES[i - 1]);
        return CONFIDENCES[i - 1] + along * (CONFIDENCES[i] - CONFIDENCES[i - 1]);
    }
}
