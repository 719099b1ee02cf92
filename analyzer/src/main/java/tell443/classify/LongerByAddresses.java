package tell443.classify;

import java.util.stream.IntStream;

/**
 * Whether answers are longer than their requests by something that never changes and whole address records, as answers of DNS
 * are whatever carries them: the answer repeats the question (RFC 1035 section 4.1), each address is 16 or 28 bytes (section
 * 4.1.3, RFC 3596), and headers of HTTP before either add the same each time, but for a digit of the time to live.
 *
 * <pre>
 *   request   headers | message                    or   headers | base64url of it: 4/3 of its length (RFC 8484 section 6)
 *   answer    headers | message | 16 or 28 bytes for each address | aliases and others
 * </pre>
 *
 * <p>How much the headers make is not known; every value is tried, and what is likeliest must be likelier than chance by far more
 * than the number of trials. Likely is how often names have so many addresses; chance is how often answers near by are so much
 * longer. No excess counts more than {@link #SAME} times: what repeats the request with a header of its own is no DNS. Nor is what
 * has entries of one length, whose multiples explain nearly all ({@link LongerAnswers}); aliases and SOA records have names of any length.
 */
final class LongerByAddresses {

    private static final int A = 16;
    private static final int AAAA = 28;
    private static final int MOST = 8;
    /** Half of all answers have aliases or no address. */
    private static final double OTHERWISE = 0.45;
    private static final double LOG_OTHERWISE = Math.log(OTHERWISE);
    private static final int SAME = 3;
    private static final int FEWEST = 8;
    private static final int FEWEST_LENGTHS = 5;
    private static final int FEWEST_STEPS = 5;
    private static final int FEWEST_KINDS = 4;
    private static final double NAMES = 0.12;
    private static final double QUARTER = Math.log(4 / 3.0);
    /** Below it nobody asks. */
    private static final double LEAST = 1;

    /**
     * What headers may have more from one time to another: nothing; a digit; digits of a date and of an age, which HPACK's Huffman
     * code makes longer by up to two bytes; a length of the request's body that HPACK's table does not know yet, three bytes.
     */
    private static final int[][] MORE = {{0}, {0, 1}, {0, 1, 2}, {0, -3}};
    /** Share of the names that have so many bytes of addresses, and what headers have more. */
    private static final double[][] SHARE = new double[MORE.length][];
    /** Where they are not 0. */
    private static final int[][] LENGTHS = new int[MORE.length][];

    static {
        for (int kind = 0; kind < MORE.length; kind++) {
            double[] share = spread(share(), MORE[kind]);
            SHARE[kind] = share;
            LENGTHS[kind] = IntStream.range(0, share.length).filter(more -> share[more] > 0).toArray();
        }
    }

    private final LongerAnswers answers = new LongerAnswers(SAME);
    private double likelihood;
    private int steps;
    private int headers;
    private int count;

    /** The best explanation is kept. */
    void read(Exchanges exchanges) {
        likelihood = Double.NEGATIVE_INFINITY;
        steps = 0;
        headers = 0;
        count = exchanges.count();
        if (count < FEWEST || exchanges.lengths() < FEWEST_LENGTHS) {
            return;
        }
        answers.read(exchanges);
        explain(0);
        for (int phase = 0; phase < 4; phase++) {
            if (answers.readBase64(exchanges, phase)) {
                explain(answers.remainders() == 3 ? exchanges.lengths() * QUARTER : 0);
            }
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

    private static double[] spread(double[] share, int[] more) {
        double[] spread = new double[share.length + 2];
        for (int i = A; i < share.length; i++) {
            for (int each : more) {
                spread[i + each] += share[i] / more.length;
            }
        }
        return spread;
    }

    private static double[] share() {
        double[] share = new double[MOST * AAAA + 2];
        double[] named = {0.16, 0.08, 0.03, 0.06, 0.01, 0.02, 0.005, 0.03};
        for (int addresses = 1; addresses <= MOST; addresses++) {
            share[addresses * A] += named[addresses - 1];
            share[addresses * AAAA] += named[addresses - 1] / 2;
        }
        return share;
    }

    /** @param before what else speaks for it: no request has a length that base64 has not, though all others come */
    private void explain(double before) {
        double sum = before - Math.log(8.0 * count) + answers.capped() * LOG_OTHERWISE;
        for (int digits = 0; digits < MORE.length; digits++) {
            for (int i = 0; i < answers.values(); i++) {
                tryHeaders(answers.value(i) - A, digits, sum);
                tryHeaders(answers.value(i) - AAAA, digits, sum);
            }
        }
    }

    private void tryHeaders(int headers, int digits, double before) {
        double sum = before;
        int found = 0;
        int kinds = 0;
        for (int more : LENGTHS[digits]) {
            int times = answers.times(headers + more);
            if (times > 0) {
                sum += times * (Math.log(OTHERWISE + SHARE[digits][more] / answers.rarity(headers + more)) - LOG_OTHERWISE);
                found += times;
                kinds++;
            }
        }
        if (sum > Math.max(likelihood, LEAST) && found >= FEWEST_STEPS && kinds >= FEWEST_KINDS
                && named(headers, digits, found) && !answers.entries(MORE[digits])) {
            likelihood = sum;
            steps = found;
            this.headers = headers;
        }
    }

    /** Of the others enough have names, whose lengths are any, and few are a byte beside addresses. */
    private boolean named(int headers, int digits, int found) {
        int off = 0;
        int names = 0;
        int remainders = 0;
        for (int i = 0; i < answers.values(); i++) {
            int more = answers.value(i) - headers;
            if (share(more, digits) == 0) {
                int times = answers.times(answers.value(i));
                off += share(more - 1, digits) + share(more + 1, digits) > 0 ? times : 0;
                names += (more & 3) != 0 ? times : 0;
                remainders |= 1 << (more & 3);
            }
        }
        return names >= NAMES * count && Integer.bitCount(remainders & ~1) >= 2 && 2 * found > 3 * off;
    }

    private static double share(int more, int digits) {
        return more > 0 && more < SHARE[digits].length ? SHARE[digits][more] : 0;
    }
}
