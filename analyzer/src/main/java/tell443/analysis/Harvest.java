package tell443.analysis;

import tell443.flow.Ended;
import tell443.flow.FlowTracker;
import tell443.flow.Starts;
import tell443.flow.Ticks;

/** What was taken from the workers while they rested: flows that began, flows that have ended, and the ticks since the last time. */
final class Harvest {

    final Ended ended = new Ended();
    final Ticks ticks = new Ticks();
    /** The moment before which all rows are complete now. */
    long complete = Long.MIN_VALUE;
    private final Starts[] starts;

    Harvest(int workers) {
        starts = new Starts[workers];
        for (int i = 0; i < workers; i++) {
            starts[i] = new Starts();
        }
    }

    /** Takes over what began and the ticks; what was here is forgotten. */
    void begin(FlowTracker[] workers) {
        for (int i = 0; i < workers.length; i++) {
            starts[i].clear();
            starts[i] = workers[i].exchangeStarts(starts[i]);
        }
        ticks.merge(workers);
    }

    /** By worker. */
    Starts[] starts() {
        return starts;
    }
}
