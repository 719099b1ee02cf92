package tell443.classify;

import java.util.Arrays;

/**
 * Whether answers are longer than their requests by something that never changes and whole address records, as answers of DNS
 * are whatever carries them: the answer repeats the question (RFC 1035 section 4.1), each address is 16 or 28 bytes (section
 * 4.1.3, RFC 3596), and headers of HTTP before either add the same each time.
 *
 * <pre>
 *   request   headers | message                    or   headers | base64url of it: 4/3 of its length (RFC 8484 section 6)
 *   answer    headers | message | 16 or 28 bytes for each address | aliases and others
 * </pre>
 *
 * <p>How much the headers make is not known; every value is tried, and what is likeliest must be likelier than chance by far more
 * than the number of trials. Likely is how often names have so many addresses; chance is how often answers near by are so much
 * longer. No excess counts more than {@link #SAME} times: what repeats the request with a header of its own is no DNS. Nor is what
 * has entries of one length, whose multiples explain nearly all; aliases and SOA records have names of any length.
 */
final class LongerByAddresses {

    private static final int A = 16;
    private static final int AAAA = 28;
    private static final int MOST = 8;
    private static final int LATTICE = MOST * AAAA;
    private static final int LEAST = -1024; // what an answer may have less than its request
    private static final int RANGE = 4096;
    private static final int NEAR = 20;
    private static final int BESIDE = 3;
    private static final double RAREST = 1 / 400.0;
    /** Half of all answers have aliases or no address. */
    private static final double OTHERWISE = 0.45;
    private static final int SAME = 3;
    private static final int FEWEST = 8;
    private static final int FEWEST_STEPS = 5;
    private static final int FEWEST_KINDS = 4;
    private static final double NAMES = 0.12;
    private static final int SHORTEST_ENTRY = 8;
    private static final int LONGEST_ENTRY = 40;
    private static final double ENTRIES = 0.7;
    private static final double QUARTER = Math.log(4 / 3.0);

    /** Share of the names that have so many bytes of addresses. */
    private static final double[] SHARE = share();

    private final int[] excess = new int[RANGE]; // how many answers have so much more than their requests, less LEAST
    private final int[] values = new int[Exchanges.CAPACITY]; // each excess once
    private final double[] rarity = new double[Exchanges.CAPACITY]; // of each: how often what is near comes
    private int valueCount;
    private int count;
    private double likelihood;
    private int steps;
    private int headers;

    /** Whether answers are so; the best explanation is kept. */
    void read(Exchanges exchanges) {
        likelihood = Double.NEGATIVE_INFINITY;
        steps = 0;
        if (exchanges.count() < FEWEST) {
            return;
        }
        explain(exchanges, false, 0);
        for (int phase = 0; phase < 4; phase++) {
            explain(exchanges, true, phase);
        }
    }

    /** Logarithm of how much likelier than by chance, after as many trials as there were. */
    double likelihood() {
        return likelihood;
    }

    int steps() {
        return steps;
    }

    int count() {
        return count;
    }

    /** What answers have more than requests whatever was asked; less than 0: what requests have more. */
    int headers() {
        return headers;
    }

    private static double[] share() {
        double[] share = new double[LATTICE + 1];
        double[] named = {0.16, 0.08, 0.03, 0.06, 0.01, 0.02, 0.005, 0.03};
        for (int addresses = 1; addresses <= MOST; addresses++) {
            share[addresses * A] += named[addresses - 1];
            share[addresses * AAAA] += named[addresses - 1] / 2;
        }
        return share;
    }

    private void explain(Exchanges exchanges, boolean base64, int phase) {
        Arrays.fill(excess, 0);
        valueCount = 0;
        for (int i = 0; i < exchanges.count(); i++) {
            int question = exchanges.request(i);
            if (base64) {
                question -= phase;
                if ((question & 3) == 1) {
                    return; // no length in base64 without padding
                }
                question = question * 3 >> 2;
            }
            add(exchanges.answer(i) - question - LEAST);
        }
        count = exchanges.count();
        for (int i = 0; i < valueCount; i++) {
            rarity[i] = rarity(values[i]);
        }
        if (entries()) {
            return;
        }
        double before = (base64 ? lengths(exchanges, phase) : 0) - Math.log(4.0 * count);
        for (int i = 0; i < valueCount; i++) {
            tryHeaders(values[i] - A, before);
            tryHeaders(values[i] - AAAA, before);
        }
    }

    /** What it says that no request has a length that base64 has not, where all others come: by chance a quarter had. */
    private static double lengths(Exchanges exchanges, int phase) {
        int remainders = 0;
        int different = 0;
        for (int i = 0; i < exchanges.count(); i++) {
            boolean known = false;
            for (int k = 0; k < i && !known; k++) {
                known = exchanges.request(k) == exchanges.request(i);
            }
            different += known ? 0 : 1;
            remainders |= 1 << (exchanges.request(i) - phase & 3);
        }
        return Integer.bitCount(remainders) == 3 ? different * QUARTER : 0;
    }

    private void add(int more) {
        if (more < LATTICE || more >= RANGE - LATTICE) {
            return;
        }
        if (excess[more]++ == 0) {
            values[valueCount++] = more;
        }
    }

    private double rarity(int more) {
        int near = Math.min(SAME, excess[more]);
        int beside = 0;
        for (int d = 1; d <= NEAR; d++) {
            int both = excess[more - d] + excess[more + d];
            near += both;
            beside += d <= BESIDE ? both : 0;
        }
        return Math.max(RAREST, Math.max(near / (2.0 * NEAR + 1), beside / (2.0 * BESIDE)) / count);
    }

    private void tryHeaders(int headers, double before) {
        double sum = before;
        int found = 0;
        int kinds = 0;
        int off = 0;
        int names = 0;
        int remainders = 0;
        for (int i = 0; i < valueCount; i++) {
            int more = values[i] - headers;
            int times = Math.min(SAME, excess[values[i]]);
            double share = share(more);
            sum += times * Math.log(OTHERWISE + share / rarity[i]);
            if (share > 0) {
                found += times;
                kinds++;
            } else {
                off += share(more - 1) + share(more + 1) > 0 ? times : 0;
                names += (more & 3) != 0 ? times : 0;
                remainders |= 1 << (more & 3);
            }
        }
        boolean named = names >= NAMES * count && Integer.bitCount(remainders & ~1) >= 2;
        if (sum > likelihood && named && found >= FEWEST_STEPS && kinds >= FEWEST_KINDS && 2 * found > 3 * off) {
            likelihood = sum;
            steps = found;
            this.headers = headers + LEAST;
        }
    }

    private static double share(int more) {
        return more > 0 && more <= LATTICE ? SHARE[more] : 0;
    }

    /** Nearly all differ by multiples of one length, but for a digit. */
    private boolean entries() {
        for (int entry = SHORTEST_ENTRY; entry <= LONGEST_ENTRY; entry++) {
            for (int i = 0; i < valueCount; i++) {
                int explained = 0;
                for (int k = 0; k < valueCount; k++) {
                    explained += Math.floorMod(values[k] - values[i], entry) <= 1 ? Math.min(SAME, excess[values[k]]) : 0;
                }
                if (explained >= ENTRIES * capped()) {
                    return true;
                }
            }
        }
        return false;
    }

    private int capped() {
        int sum = 0;
        for (int i = 0; i < valueCount; i++) {
            sum += Math.min(SAME, excess[values[i]]);
        }
        return sum;
    }
}
