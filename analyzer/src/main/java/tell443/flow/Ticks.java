package tell443.flow;

import java.util.Arrays;

/** Ticks of the run's clock, in order: where they lie among the packets, and up to where all rows were complete then. */
public final class Ticks {

    private long[] numbers = new long[16];
    private long[] before = new long[16];
    private int count;

    void add(long packetNumber, long completeBefore) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, count * 2);
            before = Arrays.copyOf(before, count * 2);
        }
        numbers[count] = packetNumber;
        before[count++] = completeBefore;
    }

    /** Takes over the ticks of all workers: a row is complete when it is for all of them. */
    public void merge(FlowTracker[] workers) {
        count = 0;
        Ticks first = workers[0].ticks();
        for (int i = 0; i < first.count; i++) {
            long complete = first.before[i];
            for (FlowTracker worker : workers) {
                complete = Math.min(complete, worker.ticks().before[i]);
            }
            add(first.numbers[i], complete);
        }
        for (FlowTracker worker : workers) {
            worker.ticks().count = 0;
        }
    }

    public int count() {
        return count;
    }

    /** Number of the packet before which the tick lies. */
    public long packetNumber(int i) {
        return numbers[i];
    }

    /** The moment before which no live flow had its last packet. */
    public long completeBefore(int i) {
        return before[i];
    }
}
