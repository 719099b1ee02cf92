package tell443.counters;

/** One worker's counts. Single-threaded; {@link #addAll} joins workers when they have finished. */
public final class Counters {

    private static final Counter[] ALL = Counter.values();

    private final long[] counts = new long[ALL.length];

    public void count(Counter counter) {
        counts[counter.ordinal()]++;
    }

    public void add(Counter counter, long amount) {
        counts[counter.ordinal()] += amount;
    }

    public long get(Counter counter) {
        return counts[counter.ordinal()];
    }

    public void addAll(Counters other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }
}
