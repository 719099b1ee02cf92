package tell443.flow;

import java.util.Arrays;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.EndReason;

/**
 * Ends flows, and hands them out for reporting. The limit of a lane counts its live flows: which of them are pushed out must
 * not depend on when rows are written. A closed connection waits {@link #LINGER_NANOS} for stragglers, so that late
 * acknowledgments open no ghost.
 */
final class Ends {

    static final long LINGER_NANOS = 5_000_000_000L;

    private static final int CANDIDATES = 8;
    /** Flows at the end of a run, of one worker, from which on 0.2 us for each are worth 80 bytes. */
    private static final int MANY = 500_000;

    private final FlowTable table;
    private final Lanes lanes;
    private final Pending pending;
    private final FlowParsers parsers;
    private final SequencePool sequences;
    private final OpenFlows open;
    private final Counters counters;
    private final long idleNanos;
    private final int livePerLane;
    private final boolean prompt;
    private final FlowRow row;
    private final FlowRow waiting = new FlowRow();
    private final Pending.Ids taken = new Pending.Ids();
    private long completeBefore = Long.MIN_VALUE;

    Ends(Parts parts, OpenFlows open) {
        this.open = open;
        table = parts.table;
        lanes = parts.lanes;
        pending = parts.pending;
        parsers = parts.parsers;
        sequences = parts.sequences;
        counters = parts.counters;
        row = parts.row;
        prompt = parts.settings.prompt();
        idleNanos = parts.settings.idleNanos();
        livePerLane = (int) Math.min(Integer.MAX_VALUE / Lanes.COUNT, Math.max(4, parts.settings.limits().flows() / Lanes.COUNT));
    }

    /** Whether the flow of the row was over before that moment. */
    boolean isOver(long clockNanos) {
        long silence = clockNanos - row.get(FlowRow.LAST);
        return silence > (row.is(FlowRow.CLOSED) ? LINGER_NANOS : idleNanos);
    }

    /** Ends the flow of the row, which is live, for the reason it deserves. */
    void end(EndReason otherwise) {
        int lane = FlowHash.lane(row);
        retire(lane, reason(otherwise));
        pending.end(row);
    }

    private EndReason reason(EndReason otherwise) {
        if (row.is(FlowRow.RESET_0 | FlowRow.RESET_1)) {
            return EndReason.RST;
        }
        boolean finished = row.is(FlowRow.FIN_SENT_0) && row.is(FlowRow.FIN_SENT_1);
        return finished && (row.is(FlowRow.CLOSED) || otherwise == EndReason.IDLE) ? EndReason.FIN : otherwise;
    }

    private void retire(int lane, EndReason reason) {
        parsers.finish(lane);
        lanes.countLive(lane, -1);
        sequences.end(row, lane);
        lanes.remove(row, lane, row.is(FlowRow.CLOSED) ? Lanes.CLOSED : Lanes.OPEN);
        table.remove(row);
        row.mark(FlowRow.ENDED | reason.ordinal() << FlowRow.REASON_SHIFT);
    }

    /** Moves the flow of the row between the lists of open and closed flows. */
    void setClosed(boolean closed, long clockNanos) {
        int lane = FlowHash.lane(row);
        lanes.remove(row, lane, closed ? Lanes.OPEN : Lanes.CLOSED);
        lanes.append(row, lane, closed ? Lanes.CLOSED : Lanes.OPEN, clockNanos);
        if (closed) {
            row.mark(FlowRow.CLOSED);
        } else {
            row.unmark(FlowRow.CLOSED);
        }
    }

    /** Reports the first part of a live flow that has lasted too long for one row. */
    void split(long timeNanos) {
        int id = table.newRow(waiting);
        System.arraycopy(row.chunk, row.base, waiting.chunk, waiting.base, FlowRow.LONGS);
        table.setSide(id, table.side(row.id));
        table.setSettled(id, table.settled(row.id));
        waiting.mark(FlowRow.ENDED | EndReason.ACTIVE.ordinal() << FlowRow.REASON_SHIFT);
        sequences.end(row, FlowHash.lane(row));
        open.split(row.id, id, row.get(FlowRow.FLOW_ID) >>> 24);
        pending.hold(waiting);
        startOver(timeNanos);
    }

    private void startOver(long timeNanos) {
        row.mark(FlowRow.CONTINUED);
        row.unmark(FlowRow.SEQUENCE_FULL);
        row.set(FlowRow.START, timeNanos);
        row.set(FlowRow.END, timeNanos);
        row.set(FlowRow.SEQUENCE, 0);
        row.setSmall(FlowRow.PACKETS_KEPT, 0);
        row.setSmall(FlowRow.RECORDS_KEPT, 0);
        for (int side = 0; side < 2; side++) {
            int base = FlowRow.side(side);
            Arrays.fill(row.chunk, row.base + base, row.base + base + FlowRow.NEXT_SEQUENCE, 0);
            row.set(base + FlowRow.DISORDER, row.get(base + FlowRow.DISORDER) & 0xFF);
            row.setHigh(base + FlowRow.LOST, 0);
            Arrays.fill(row.chunk, row.base + base + FlowRow.RECORDS, row.base + base + FlowRow.SIDE_LONGS, 0);
        }
    }

    /** Makes sure that lane may have one live flow more; the row stands on another flow then. */
    void makeRoom(int lane) {
        while (lanes.live(lane) >= livePerLane) {
            table.stand(row, lanes.isEmpty(lane, Lanes.CLOSED) ? victim(lane) : lanes.first(lane, Lanes.CLOSED));
            if (!row.is(FlowRow.CLOSED)) {
                counters.count(Counter.FLOWS_EVICTED);
            }
            end(EndReason.EVICTED);
        }
    }

    /** Of the flows that entered the list first: one that never got an answer, else the one that has been silent longest. */
    private int victim(int lane) {
        int id = lanes.first(lane, Lanes.OPEN);
        int best = id;
        long bestLast = Long.MAX_VALUE;
        for (int i = 0; i < CANDIDATES && id >= 0; i++) {
            table.stand(waiting, id);
            boolean unanswered = waiting.high(FlowRow.SIDES + FlowRow.PACKETS) == 0
                    || waiting.high(FlowRow.SIDES + FlowRow.SIDE_LONGS + FlowRow.PACKETS) == 0;
            long last = waiting.get(FlowRow.LAST) - (unanswered ? Long.MAX_VALUE / 2 : 0);
            if (last < bestLast) {
                bestLast = last;
                best = id;
            }
            id = waiting.low(FlowRow.LINKS);
        }
        return best;
    }

    /** A tick of the run's clock: ends what is over, and notes up to where no earlier row can come. */
    void tick(long clockNanos) {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            sweep(lane, Lanes.CLOSED, LINGER_NANOS, clockNanos);
            sweep(lane, Lanes.OPEN, idleNanos, clockNanos);
        }
        long enough = clockNanos - FlowTracker.HINDSIGHT_NANOS;
        completeBefore = prompt ? enough : Math.min(pending.completeBefore(clockNanos), enough);
    }

    private void sweep(int lane, int list, long patienceNanos, long clockNanos) {
        while (!lanes.isEmpty(lane, list)) {
            table.stand(row, lanes.first(lane, list));
            if (clockNanos - row.get(FlowRow.ARMED) <= patienceNanos) {
                return;
            }
            if (isOver(clockNanos)) {
                end(EndReason.IDLE);
            } else {
                lanes.remove(row, lane, list);
                lanes.append(row, lane, list, clockNanos);
            }
        }
    }

    /** The capture has ended, and so do all flows: adds all rows in the order they lie in memory. */
    void finish(long clockNanos, int worker, Ended into) {
        table.forgetIndex();
        if (table.rowsMade() >= MANY) {
            System.gc(); // the index and what handshakes left: a tenth of the heap, where the order of rows has room then
        }
        into.reserve(table.rowsMade());
        for (int id = 0; id < table.rowsMade(); id++) {
            table.stand(row, id);
            if (row.get(FlowRow.FLOW_ID) != FlowTable.FREE) {
                if (!row.is(FlowRow.ENDED)) {
                    parsers.finish(FlowHash.lane(row));
                    row.mark(reason(isOver(clockNanos) ? EndReason.IDLE : EndReason.EOF).ordinal() << FlowRow.REASON_SHIFT);
                }
                into.add(row.get(FlowRow.LAST), row.get(FlowRow.FLOW_ID) >>> 24, worker, id);
            }
        }
    }

    /** The moment before which, at the last tick, no live flow had its last packet; or none that is waited for. */
    long completeBefore() {
        return completeBefore;
    }

    void take(long beforeNanos, int worker, Ended into) {
        taken.clear();
        pending.take(beforeNanos, taken);
        for (int i = 0; i < taken.count; i++) {
            table.stand(waiting, taken.ids[i]);
            into.add(waiting.get(FlowRow.LAST), waiting.get(FlowRow.FLOW_ID) >>> 24, worker, taken.ids[i]);
        }
    }

    /** The flow has been reported: its row may be used again. */
    void free(int id) {
        table.stand(waiting, id);
        sequences.release(waiting);
        waiting.set(FlowRow.FLOW_ID, FlowTable.FREE);
        table.free(id);
    }
}
