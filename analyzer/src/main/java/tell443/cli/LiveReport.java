package tell443.cli;

import java.nio.charset.StandardCharsets;
import tell443.analysis.RunState;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.report.Summary;

/** What a live run says of itself while it goes on: a line now and then, and the summary when somebody asks for it. */
final class LiveReport implements Job.Watch {

    private final Notes notes;
    private final long everyNanos;
    private final long startNanos = System.nanoTime();
    private long lastNanos = startNanos;
    private long lastPackets;
    private long lastDropped;
    private volatile boolean asked;
    private volatile boolean hungUp;

    LiveReport(Notes notes, long everyNanos) {
        this.notes = notes;
        this.everyNanos = everyNanos;
    }

    /** From any thread. */
    void ask() {
        asked = true;
    }

    /** SIGHUP, from any thread: whoever takes files away wants other ones begun. */
    void hangUp() {
        hungUp = true;
    }

    @Override
    public void look(Job job, RunState state) {
        if (hungUp) {
            hungUp = false;
            beginOtherFiles(job);
        }
        long now = System.nanoTime();
        if (asked) {
            asked = false;
            String summary = Summary.text(state.counters(), job.tally(), now - startNanos);
            notes.raw((summary + "  " + state.openFlows() + " flows open\n").getBytes(StandardCharsets.UTF_8));
        }
        if (now - lastNanos >= everyNanos) {
            line(state, now);
        }
    }

    private void beginOtherFiles(Job job) {
        if (job.options().outputs().canBeginOthers()) {
            job.upkeep().beginOtherFiles();
        } else {
            notes.line("SIGHUP: there is no file to begin anew; the run goes on");
        }
    }

    private void line(RunState state, long now) {
        Counters counters = state.counters();
        long dropped = dropped(counters);
        long packets = state.packets();
        double seconds = (now - lastNanos) / 1e9;
        notes.line(Math.round((packets - lastPackets) / seconds) + " packets/s, " + (dropped - lastDropped) + " lost, "
                + state.openFlows() + " flows open; so far " + packets + " packets, " + dropped + " lost, "
                + counters.get(Counter.FLOWS) + " flows");
        lastNanos = now;
        lastPackets = packets;
        lastDropped = dropped;
    }

    static long dropped(Counters counters) {
        return counters.get(Counter.PACKETS_DROPPED) + counters.get(Counter.PACKETS_DROPPED_BY_INTERFACE)
                + counters.get(Counter.PACKETS_LEFT);
    }
}
