package tell443.flow;

import java.util.Arrays;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.EndReason;

/**
 * Ends flows and hands them over at once; the order of their rows is made later. A closed connection waits
 * {@link #LINGER_NANOS} for stragglers, so that late acknowledgments open no ghost.
 */
final class Ends {

    static final long LINGER_NANOS = 5_000_000_000L;

    private static final int CANDIDATES = 8;
    private static final int SWEEP_LIMIT = 4096;

    private final FlowTable table;
    private final Lanes lanes;
    private final LiveSlices slices;
    private final FlowParsers parsers;
    private final SequencePool sequences;
    private final FactsReader reader;
    private final FlowConsumer consumer;
    private final Counters counters;
    private final long idleNanos;
    private final int rowsPerLane;
    private final FlowRow row;
    private final FlowRow waiting = new FlowRow();

    Ends(Parts parts, FlowConsumer consumer, FactsReader reader) {
        table = parts.table;
        lanes = parts.lanes;
        slices = parts.slices;
        parsers = parts.parsers;
        sequences = parts.sequences;
        counters = parts.counters;
        row = parts.row;
        idleNanos = parts.settings.idleNanos();
        rowsPerLane = (int) Math.min(Integer.MAX_VALUE / Lanes.COUNT, Math.max(4, parts.settings.limits().flows() / Lanes.COUNT));
        this.consumer = consumer;
        this.reader = reader;
    }

    /** Whether the flow of the row was over before that moment. */
    boolean isOver(long clockNanos) {
        long silence = clockNanos - row.get(FlowRow.LAST);
        return silence > (row.is(FlowRow.CLOSED) ? LINGER_NANOS : idleNanos);
    }

    /** Ends the flow of the row, which is live, for the reason it deserves. */
    void end(EndReason otherwise) {
        int lane = FlowHash.lane(row);
        parsers.finish(table.side(row.id), lane);
        lanes.remove(row, lane, row.is(FlowRow.CLOSED) ? Lanes.CLOSED : Lanes.OPEN);
        lanes.countRow(lane, -1);
        slices.end(row.get(FlowRow.LAST));
        table.remove(row);
        report(reason(otherwise));
        table.free(row.id);
    }

    private void report(EndReason reason) {
        row.mark(reason.ordinal() << FlowRow.REASON_SHIFT);
        consumer.flow(reader.read(row, table.side(row.id)), row.get(FlowRow.LAST));
        sequences.release(row);
    }

    private EndReason reason(EndReason otherwise) {
        if (row.is(FlowRow.RESET_0 | FlowRow.RESET_1)) {
            return EndReason.RST;
        }
        boolean finished = row.is(FlowRow.FIN_SENT_0) && row.is(FlowRow.FIN_SENT_1);
        return finished && (row.is(FlowRow.CLOSED) || otherwise == EndReason.IDLE) ? EndReason.FIN : otherwise;
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
        report(EndReason.ACTIVE);
        reader.goOn(table.side(row.id));
        startOver(timeNanos);
    }

    private void startOver(long timeNanos) {
        row.unmark(7 << FlowRow.REASON_SHIFT);
        row.mark(FlowRow.CONTINUED);
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

    /** Makes sure that lane may have one row more; the flow of the row may end for that. */
    void makeRoom(int lane) {
        while (lanes.rows(lane) >= rowsPerLane) {
            boolean closed = !lanes.isEmpty(lane, Lanes.CLOSED);
            table.stand(row, closed ? lanes.first(lane, Lanes.CLOSED) : victim(lane));
            if (!closed) {
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

    /** Ends what is over; at most so many flows of a lane that their rows fit into memory, the rest with the next tick. */
    void tidy(long clockNanos) {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            sweep(lane, Lanes.CLOSED, LINGER_NANOS, clockNanos);
            sweep(lane, Lanes.OPEN, idleNanos, clockNanos);
        }
        consumer.tick(slices.watermark(clockNanos));
    }

    private void sweep(int lane, int list, long patienceNanos, long clockNanos) {
        for (int ended = 0; ended < SWEEP_LIMIT && !lanes.isEmpty(lane, list);) {
            table.stand(row, lanes.first(lane, list));
            if (clockNanos - row.get(FlowRow.ARMED) <= patienceNanos) {
                return;
            }
            if (isOver(clockNanos)) {
                end(EndReason.IDLE);
                ended++;
            } else {
                lanes.remove(row, lane, list);
                lanes.append(row, lane, list, clockNanos);
            }
        }
    }

    /** Says that all rows before that moment have been handed over. */
    void tick(long watermarkNanos) {
        consumer.tick(watermarkNanos);
    }

    /** The flow ends because the capture has ended. */
    void finish(int id, long clockNanos) {
        table.stand(row, id);
        end(isOver(clockNanos) ? EndReason.IDLE : EndReason.EOF);
    }
}
