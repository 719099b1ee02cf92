package tell443.analysis;

import tell443.flow.DecodedBatch;
import tell443.flow.FlowTracker;
import tell443.report.OutputException;

/**
 * Some batches that are handed to all workers together: as many as make what one thread waits for another small beside
 * what it does.
 */
final class Round {

    static final int BATCHES = 4;
    static final Round NONE = new Round(0);

    final DecodedBatch[] batches;
    int count;

    Round() {
        this(BATCHES);
    }

    private Round(int size) {
        batches = new DecodedBatch[size];
        for (int i = 0; i < size; i++) {
            batches[i] = new DecodedBatch();
        }
    }

    void read(FlowTracker tracker) {
        for (int i = 0; i < count; i++) {
            tracker.read(batches[i]);
        }
    }

    /** Gives the packets away, once all workers have read them. */
    void hand(PacketTaker taker) throws OutputException {
        for (int i = 0; i < count; i++) {
            taker.take(batches[i].batch, batches[i].flowIds(), batches[i].datagrams());
        }
    }
}
