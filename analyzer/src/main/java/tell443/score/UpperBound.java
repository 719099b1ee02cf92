package tell443.score;

/**
 * The one-sided upper 95 % confidence bound of a share, after Clopper and Pearson (Biometrika 26, 1934): the share under
 * which so few hits, or fewer, come up with a probability of 5 %. It is the 95 % quantile of Beta(hits + 1, trials - hits).
 * Without a hit it is 1 - 0.05^(1/trials), about 3/trials: the rule of three.
 */
final class UpperBound {

    private static final double LEFT_OVER = 0.05;
    private static final int HALVINGS = 100; // more than a double has bits

    private UpperBound() {}

    /** NaN without trials. */
    static double of(long hits, long trials) {
        if (trials == 0 || hits == trials) {
            return trials == 0 ? Double.NaN : 1;
        }
        if (hits == 0) {
            return -Math.expm1(Math.log(LEFT_OVER) / trials);
        }
        double logChoose = logChoose(hits, trials);
        double low = (double) hits / trials;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (atMost(hits, trials, middle, logChoose) > LEFT_OVER) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** Probability of at most so many hits when the share is {@code p}, from the most likely term downwards: p is above hits/trials. */
    private static double atMost(long hits, long trials, double p, double logChoose) {
        double term = 1;
        double sum = 1;
        for (long i = hits; i > 0 && term > sum * 1e-17; i--) {
            term *= i / (trials - i + 1.0) * ((1 - p) / p);
            sum += term;
        }
        return sum * Math.exp(logChoose + hits * Math.log(p) + (trials - hits) * Math.log1p(-p));
    }

    private static double logChoose(long hits, long trials) {
        double sum = 0;
        for (long i = 1; i <= hits; i++) {
            sum += Math.log((trials - hits + i) / (double) i);
        }
        return sum;
    }
}
