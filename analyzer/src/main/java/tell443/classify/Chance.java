package tell443.classify;

/** How likely something is by chance. */
final class Chance {

    private Chance() {}

    /** Probability of so many hits or more in so many trials, each with that probability: the upper tail of a binomial distribution. */
    static double atLeast(int hits, int trials, double probability) {
        if (hits <= 0 || probability >= 1) {
            return 1;
        }
        if (hits > trials || probability <= 0) {
            return 0;
        }
        double ratio = probability / (1 - probability);
        double term = trials * Math.log1p(-probability); // logarithm of the probability of i hits, i = 0
        double sum = 0;
        for (int i = 1; i <= trials; i++) {
            term += Math.log(ratio * (trials - i + 1) / i);
            sum += i >= hits ? Math.exp(term) : 0;
        }
        return Math.min(1, sum);
    }

    /** Probability of so many hits or more where so many are expected: the upper tail of a Poisson distribution. */
    static double atLeastOf(int hits, double expected) {
        double sum = 0;
        double term = Math.exp(-expected);
        for (int i = 0; i < hits; i++) {
            sum += term;
            term *= expected / (i + 1);
        }
        return Math.max(0, 1 - sum);
    }
}
