package tell443.classify;

import java.util.Arrays;

/** By how many bytes answers are longer than requests: each number once, how often it comes, and how often those near it do. */
final class LongerAnswers {

    private static final int LEAST = -1280; // what an answer may have less than its request
    private static final int RANGE = 4096;
    /** Room for what is looked for beside a value. */
    private static final int MARGIN = 256;
    private static final int NEAR = 20;
    private static final int BESIDE = 3;
    private static final double RAREST = 1 / 400.0;
    private static final int SHORTEST_ENTRY = 8;
    private static final int LONGEST_ENTRY = 40;
    /** More of DNS answers than of lists are longer by something else, but for what chance explains. */
    private static final double OTHERS = 0.3;

    private final int most; // times that a number counts
    private final int[] times = new int[RANGE];
    private final double[] rarity = new double[RANGE];
    private final int[] values = new int[Exchanges.CAPACITY];
    private int valueCount;
    private final int[] beyond = new int[LONGEST_ENTRY]; // how many are so many bytes beyond a multiple of an entry's length
    private int remainders; // of requests in base64 divided by 4, a bit each

    LongerAnswers(int most) {
        this.most = most;
    }

    /** Requests hold the question as it is. */
    void read(Exchanges exchanges) {
        clear();
        for (int i = 0; i < exchanges.count(); i++) {
            add(exchanges.answer(i) - exchanges.request(i));
        }
        weigh(exchanges.count());
    }

    /** Requests hold the question in base64 behind {@code phase} bytes more than a multiple of four; false where that cannot be. */
    boolean readBase64(Exchanges exchanges, int phase) {
        clear();
        remainders = 0;
        for (int i = 0; i < exchanges.count(); i++) {
            int base64 = exchanges.request(i) - phase;
            if ((base64 & 3) == 1) {
                return false; // no length without padding (RFC 4648 section 4)
            }
            remainders |= 1 << (base64 & 3);
            add(exchanges.answer(i) - (base64 * 3 >> 2));
        }
        weigh(exchanges.count());
        return true;
    }

    int values() {
        return valueCount;
    }

    int value(int i) {
        return values[i] + LEAST;
    }

    int times(int more) {
        return Math.min(most, times[more - LEAST]);
    }

    /** How often numbers near it come, of all, each. */
    double rarity(int more) {
        return rarity[more - LEAST];
    }

    /** How many remainders the requests' lengths in base64 have. */
    int remainders() {
        return Integer.bitCount(remainders);
    }

    /** All, as often as they count. */
    int capped() {
        int sum = 0;
        for (int i = 0; i < valueCount; i++) {
            sum += Math.min(most, times[values[i]]);
        }
        return sum;
    }

    /** Nearly all differ by multiples of one length, but for that and a digit. */
    boolean entries(int[] more) {
        int all = capped();
        for (int entry = SHORTEST_ENTRY; entry <= LONGEST_ENTRY; entry++) {
            double nearly = (1 - OTHERS * (1 - different(more) / (double) entry)) * all;
            if (ofEntries(entry, more) >= nearly) {
                return true;
            }
        }
        return false;
    }

    /** The most that differ by multiples of that length and by those numbers or one more. */
    private int ofEntries(int entry, int[] more) {
        Arrays.fill(beyond, 0, entry, 0);
        for (int i = 0; i < valueCount; i++) {
            beyond[values[i] % entry] += Math.min(most, times[values[i]]);
        }
        int best = 0;
        for (int first = 0; first < entry; first++) {
            int explained = 0;
            int counted = -1; // what was counted last, in rising order
            for (int each : more) {
                explained += each != counted ? beyond[Math.floorMod(first + each, entry)] : 0;
                explained += beyond[Math.floorMod(first + each + 1, entry)];
                counted = each + 1;
            }
            best = Math.max(best, explained);
        }
        return best;
    }

    /** How many numbers there are among those and one more. */
    private static int different(int[] more) {
        int count = 0;
        int counted = -1;
        for (int each : more) {
            count += each != counted ? 2 : 1;
            counted = each + 1;
        }
        return count;
    }

    private void clear() {
        for (int i = 0; i < valueCount; i++) {
            times[values[i]] = 0;
        }
        valueCount = 0;
    }

    private void add(int more) {
        int value = more - LEAST;
        if (value >= MARGIN && value < RANGE - MARGIN && times[value]++ == 0) {
            values[valueCount++] = value;
        }
    }

    private void weigh(int count) {
        for (int i = 0; i < valueCount; i++) {
            int value = values[i];
            int near = Math.min(most, times[value]);
            int beside = 0;
            for (int d = 1; d <= NEAR; d++) {
                int both = times[value - d] + times[value + d];
                near += both;
                beside += d <= BESIDE ? both : 0;
            }
            rarity[value] = Math.max(RAREST, Math.max(near / (2.0 * NEAR + 1), beside / (2.0 * BESIDE)) / count);
        }
    }
}
