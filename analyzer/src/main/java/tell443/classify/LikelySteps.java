package tell443.classify;

import java.util.Arrays;

/**
 * How much likelier it is that answers differ by the addresses of one name than by chance. Most names have few addresses, and as
 * many of one kind as of the other: 12 bytes for each (28 - 16), so that few differences make up most. Chance is how often answers
 * of this connection differ by about as much.
 */
final class LikelySteps {

    private static final int LARGEST = 112;
    private static final int NEAR = 8;
    private static final double RAREST = 1 / 200.0;
    /** Half of all names have no address of one kind. */
    private static final double OTHERWISE = 0.5;
    /** What always adds the same to another answer is no DNS. */
    private static final int SAME = 6;
    private static final int FEWEST_KINDS = 2;
    private static final double[] SHARE = share();
    /** Where headers tell a time to live, of two digits or of three (max-age, RFC 8484 section 5.1). */
    private static final double[] SHARE_OF_DIGITS = ofDigits();
    private static final double TRIALS = Math.log(2);

    private final int[] times = new int[LARGEST + 1];

    /** Logarithm; below 0 it is likelier by chance. */
    double likelihood(AddressSteps steps) {
        Arrays.fill(times, 0);
        for (int i = 0; i < steps.pairs(); i++) {
            times[steps.difference(i)]++;
        }
        return steps.anyLength() ? Math.max(likelihood(steps.pairs(), SHARE), likelihood(steps.pairs(), SHARE_OF_DIGITS)) - TRIALS
                : Double.NEGATIVE_INFINITY;
    }

    private double likelihood(int pairs, double[] shares) {
        double sum = 0;
        int kinds = 0;
        for (int difference = 1; difference <= LARGEST; difference++) {
            if (times[difference] > 0) {
                double share = shares[difference];
                kinds += SHARE[difference] > 0 ? 1 : 0;
                int counted = share > 0 ? Math.min(SAME, times[difference]) : times[difference];
                sum += counted * Math.log(OTHERWISE + share / rarity(difference, pairs));
            }
        }
        return kinds >= FEWEST_KINDS ? sum : Double.NEGATIVE_INFINITY;
    }

    private double rarity(int difference, int pairs) {
        int near = Math.min(SAME, times[difference]);
        for (int d = 1; d <= NEAR; d++) {
            near += difference > d ? times[difference - d] : 0;
            near += difference + d <= LARGEST ? times[difference + d] : 0;
        }
        return Math.max(RAREST, near / (2.0 * NEAR + 1) / pairs);
    }

    /** By so many addresses more of the longer kind, and by so many more of one kind. */
    private static double[] share() {
        double[] share = new double[LARGEST + 1];
        double[] named = {0.20, 0.10, 0.03, 0.06, 0.01, 0.01, 0.005, 0.03};
        for (int addresses = 1; addresses <= named.length; addresses++) {
            share[addresses * 12] += named[addresses - 1];
        }
        for (int addresses = 1; addresses <= 4; addresses++) {
            share[addresses * 16] += 0.04 / addresses;
            share[addresses * 28] += 0.03 / addresses;
        }
        return share;
    }

    private static double[] ofDigits() {
        double[] share = new double[LARGEST + 1];
        for (int difference = 1; difference <= LARGEST; difference++) {
            double longer = difference < LARGEST ? SHARE[difference + 1] : 0;
            share[difference] = SHARE[difference] / 2 + (SHARE[difference - 1] + longer) / 4;
        }
        return share;
    }
}
