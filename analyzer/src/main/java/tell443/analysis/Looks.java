package tell443.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.context.Context;
import tell443.facts.FlowFacts;
import tell443.flow.FlowTracker;
import tell443.flow.OpenFlow;
import tell443.flow.OpenFlows;
import tell443.flow.Pause;
import tell443.report.OutputException;

/**
 * Looks at the flows that are still open, while the workers pause: judges those that changed, and tells onlookers of them.
 *
 * <p>A look visits every open flow, but judges at most {@link #JUDGED}: those that have waited for it longest; and those
 * that an onlooker chooses. What it does follows from the packets alone, for any number of workers.
 */
final class Looks implements Pause {

    /** The least between two looks; the run's clock ticks as often. */
    static final long LOOK_NANOS = 1L << 30;
    /** Judging costs some 2 us, so a look some 20 ms at most; there is one a second. */
    private static final int JUDGED = 8192;
    /** With more open flows than this, looks are rarer in proportion. */
    private static final int EVERY_SECOND = 100_000;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int[] WORTH = {1, 4, 5, 2, 0, 3}; // by class, as people look at them
    private static final int MOST_BYTES = 48; // bits

    private final FlowTracker[] workers;
    private final Context context;
    private final Reporter reporter;
    private final RunState state;
    private final List<Onlooker> onlookers = new ArrayList<>();
    private final List<Onlooker> looking = new ArrayList<>();
    private final List<Choice> choices = new ArrayList<>(); // of each of them; another thread may change its mind
    private final List<Best> chosen = new ArrayList<>();
    private final Best due = new Best();
    private final Overview overview = new Overview();
    private final OpenFlows.Visitor visitor = this::visit;
    private Judge judge = facts -> new Verdict();
    private long before = Long.MIN_VALUE;
    private long clockNanos;
    private boolean rowsFirst = true;
    private Optional<OutputException> failed = Optional.empty();

    /** @param limit of open flows */
    Looks(FlowTracker[] workers, Context context, Reporter reporter, RunState state, long limit) {
        this.workers = workers;
        this.context = context;
        this.reporter = reporter;
        this.state = state;
        overview.limit = limit;
    }

    /** @param rowsFirst rows that are complete are written before; else the packets are wanted before their flows are judged */
    void begin(Judge judge, List<Onlooker> onlookers, boolean rowsFirst) {
        this.rowsFirst = rowsFirst;
        this.judge = judge;
        this.onlookers.addAll(onlookers);
        onlookers.forEach(onlooker -> chosen.add(new Best()));
    }

    /** If anybody looks, workers are to do that about once a second. */
    void pauseAt(Pause pause) {
        if (!onlookers.isEmpty()) {
            for (FlowTracker worker : workers) {
                worker.pauseEvery(LOOK_NANOS, pause);
            }
        }
    }

    /** All workers pause here. Rows that are complete come before what is told of open flows. */
    @Override
    public void at(long clockNanos, long packetNumber) {
        if (failed.isPresent() || clockNanos / LOOK_NANOS % (1 + state.openFlows() / EVERY_SECOND) != 0) {
            return;
        }
        looking.clear();
        choices.clear();
        for (Onlooker onlooker : onlookers) {
            if (onlooker.wants()) {
                looking.add(onlooker);
                choices.add(onlooker.choice());
            }
        }
        if (looking.isEmpty()) {
            return;
        }
        try {
            if (rowsFirst) {
                reporter.report(reporter.takeBetween());
                context.advance(packetNumber);
            }
            look(clockNanos);
        } catch (OutputException e) {
            failed = Optional.of(e);
        }
    }

    /** Throws what could not be thrown in the middle of a batch. */
    void check() throws OutputException {
        if (failed.isPresent()) {
            throw failed.get();
        }
    }

    private void look(long clockNanos) throws OutputException {
        this.clockNanos = clockNanos;
        overview.clear();
        overview.clockNanos = clockNanos;
        overview.sinceNanos = before == Long.MIN_VALUE ? 0 : clockNanos - before;
        before = clockNanos;
        overview.counters = state.counters();
        overview.waiting = reporter.waiting();
        due.clear(JUDGED);
        for (int i = 0; i < looking.size(); i++) {
            chosen.get(i).clear(choices.get(i).limit());
        }
        for (FlowTracker worker : workers) {
            worker.openFlows().look(clockNanos, visitor);
        }
        judgeDue();
        for (int i = 0; i < looking.size(); i++) {
            tellChosen(looking.get(i), chosen.get(i));
        }
        for (Onlooker onlooker : looking) {
            onlooker.end(overview);
        }
    }

    private void visit(OpenFlow flow) {
        if (flow.note == 0) {
            overview.notJudged++;
        } else {
            overview.count(Note.flowClass(flow.note), 1);
        }
        if (flow.due) {
            due.offer(clockNanos - flow.judgedNanos, flow.flowId, flow.worker, flow.id, flow.note);
        }
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            if (choice.classes().contains(Note.flowClass(flow.note))) {
                chosen.get(i).offer(key(choice.order(), flow), flow.flowId, flow.worker, flow.id, flow.bytesSince);
            }
        }
    }

    private static long key(Choice.Order order, OpenFlow flow) {
        long bytes = Math.min(flow.bytesSince, (1L << MOST_BYTES) - 1);
        return switch (order) {
            case RATE -> bytes;
            case BYTES -> flow.bytes;
            case AGE -> -flow.startNanos;
            case CLASS -> (long) WORTH[Note.flowClass(flow.note).ordinal()] << MOST_BYTES | bytes;
            case CONFIDENCE -> (long) Note.percent(flow.note) << MOST_BYTES | bytes;
        };
    }

    private void judgeDue() throws OutputException {
        due.sort();
        for (int i = 0; i < due.count(); i++) {
            OpenFlows open = workers[due.worker(i)].openFlows();
            int id = due.id(i);
            FlowFacts facts = facts(open, id);
            Verdict verdict = judge.judge(facts);
            int old = (int) due.value(i);
            int note = Note.of(verdict);
            open.note(id, note, clockNanos);
            recount(old, note);
            if (!Note.isSame(old, note) && (old != 0 || verdict.flowClass() != FlowClass.UNKNOWN)) {
                tellChange(open, id, facts, verdict, Note.flowClass(old) == FlowClass.UNKNOWN);
            }
        }
    }

    private void recount(int old, int note) {
        if (old == 0) {
            overview.notJudged--;
        } else {
            overview.count(Note.flowClass(old), -1);
        }
        overview.count(Note.flowClass(note), 1);
    }

    private void tellChange(OpenFlows open, int id, FlowFacts facts, Verdict verdict, boolean first) throws OutputException {
        for (Onlooker onlooker : looking) {
            if (onlooker.changed(facts, verdict, first, clockNanos)) {
                open.tell(id);
            }
        }
    }

    private void tellChosen(Onlooker onlooker, Best best) {
        best.sort();
        long sinceNanos = overview.sinceNanos;
        for (int i = 0; i < best.count(); i++) {
            FlowFacts facts = facts(workers[best.worker(i)].openFlows(), best.id(i));
            long perSecond = sinceNanos <= 0 ? 0 : (long) (best.value(i) * (double) SECOND_NANOS / sinceNanos);
            onlooker.chosen(facts, judge.judge(facts), perSecond);
        }
    }

    private FlowFacts facts(OpenFlows open, int id) {
        FlowFacts facts = open.facts(id);
        context.describe(facts, open.clockNanos(id), false);
        return facts;
    }
}
