package tell443.report;

import java.util.Arrays;
import tell443.facts.Sequence;

/** Numbers about the records of type 23 among a flow's first 64 records: quantiles, bursts, alternation. Reused. */
final class RecordStatistics {

    static final int APPLICATION_DATA = 23; // RFC 8446 section 5.1
    private static final int READ = 64;

    private final int[][] sorted = new int[2][READ]; // by direction, 1 = client
    /** Upper bounds of the histogram; a last one has none. */
    private static final int[] BOUNDS = {32, 64, 128, 256, 512, 1024, 4096};

    private final int[] histogram = new int[BOUNDS.length + 1];
    private final int[] counts = new int[2];
    private final int[] bursts = new int[2];
    private final int[] largestBurst = new int[2];
    private int turns;

    void read(Sequence records) {
        Arrays.fill(counts, 0);
        Arrays.fill(bursts, 0);
        Arrays.fill(largestBurst, 0);
        turns = 0;
        int before = -1;
        int burst = 0;
        for (int i = 0; i < Math.min(READ, records.count()); i++) {
            if (records.kind(i) == APPLICATION_DATA) {
                int side = records.fromClient(i) ? 1 : 0;
                boolean turned = side != before;
                burst = (turned ? 0 : burst) + records.size(i);
                bursts[side] += turned ? 1 : 0;
                turns += turned && before >= 0 ? 1 : 0;
                largestBurst[side] = Math.max(largestBurst[side], burst);
                sorted[side][counts[side]++] = records.size(i);
                before = side;
            }
        }
        Arrays.sort(sorted[0], 0, counts[0]);
        Arrays.sort(sorted[1], 0, counts[1]);
    }

    int count(boolean client) {
        return counts[client ? 1 : 0];
    }

    /** The nearest-rank quantile: the smallest size that at least that share of the records do not exceed. */
    int quantile(boolean client, int percent) {
        int count = count(client);
        return sorted[client ? 1 : 0][(percent * count + 99) / 100 - 1];
    }

    /** How many records are not longer than each bound and longer than the one before; valid until the next call. */
    int[] histogram(boolean client) {
        Arrays.fill(histogram, 0);
        for (int i = 0, bin = 0; i < count(client); i++) {
            while (bin < BOUNDS.length && sorted[client ? 1 : 0][i] > BOUNDS[bin]) {
                bin++;
            }
            histogram[bin]++;
        }
        return histogram;
    }

    int bursts(boolean client) {
        return bursts[client ? 1 : 0];
    }

    int largestBurst(boolean client) {
        return largestBurst[client ? 1 : 0];
    }

    /** Pairs of neighbours. */
    int neighbours() {
        return Math.max(0, counts[0] + counts[1] - 1);
    }

    /** Pairs of neighbours of different directions. */
    int turns() {
        return turns;
    }
}
