package tell443.classify;

import java.util.Arrays;

/**
 * Whether requests come as a resolver's client asks for names: for each by two types or by three at once (A, AAAA, HTTPS: RFC 8305
 * section 3, RFC 9460 section 3), so that of one length there are exactly two or exactly three, and next to them those of other names.
 *
 * <p>Pages ask for several things at once, too, but their lengths are alike by chance only: once, twice or more often, as it comes.
 */
final class NamesTogether {

    private static final int FEWEST_REQUESTS = 20;
    private static final int FEWEST_LENGTHS = 10;
    private static final int FEWEST_GROUPS = 5;
    private static final double MOST = 0.7;
    private static final int PAUSE_MICROS = 20_000;
    private static final int ANSWER = 40;
    /** Of one group and one length more are counted as that many. */
    private static final int MANY = 7;
    private static final int LONGEST = 1024;

    private final int[] group = new int[96]; // lengths
    private final int[] requests = new int[MANY + 1]; // by how many of one length there are in their group
    private final long[] lengths = new long[LONGEST / Long.SIZE]; // a bit each
    private int grouped;
    private int groups;

    /** @param messages without headers and control frames */
    boolean seen(ApplicationData messages) {
        clear();
        boolean answered = true;
        long last = 0;
        for (int i = 0; i < messages.count(); i++) {
            if (messages.fromClient(i)) {
                if (answered || messages.micros(i) - last > PAUSE_MICROS || grouped == group.length) {
                    end();
                }
                group[grouped++] = messages.size(i);
                last = messages.micros(i);
                answered = false;
            } else {
                answered |= messages.size(i) > ANSWER;
            }
        }
        end();
        return asked();
    }

    /** How many requests are one of so many of a length. */
    int of(int several) {
        return requests[several];
    }

    int requests() {
        int sum = 0;
        for (int count : requests) {
            sum += count;
        }
        return sum;
    }

    private boolean asked() {
        int different = 0;
        for (long bits : lengths) {
            different += Long.bitCount(bits);
        }
        int all = requests();
        return all >= FEWEST_REQUESTS && different >= FEWEST_LENGTHS && groups >= FEWEST_GROUPS
                && Math.max(requests[2] + requests[4], requests[3] + requests[6]) >= MOST * all;
    }

    private void clear() {
        Arrays.fill(requests, 0);
        Arrays.fill(lengths, 0);
        grouped = 0;
        groups = 0;
    }

    private void end() {
        for (int i = 0; i < grouped; i++) {
            int alike = 0;
            for (int k = 0; k < grouped; k++) {
                alike += group[k] == group[i] ? 1 : 0;
            }
            requests[Math.min(alike, MANY)]++;
            int length = Math.min(group[i], LONGEST - 1);
            lengths[length / Long.SIZE] |= 1L << length % Long.SIZE;
        }
        groups += grouped > 0 ? 1 : 0;
        grouped = 0;
    }
}
