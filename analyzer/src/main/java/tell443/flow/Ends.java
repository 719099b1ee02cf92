package tell443.flow;

import java.util.Arrays;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.EndReason;

/**
 * Ends flows and reports them: in the order of their last packets, as soon as no earlier row can come, or at once when a
 * lane is full. A closed connection waits {@link #LINGER_NANOS} for stragglers, so that late acknowledgments open no ghost.
 */
final class Ends {

    static final long LINGER_NANOS = 5_000_000_000L;

    private static final int CANDIDATES = 8;

    private final FlowTable table;
    private final Lanes lanes;
    private final Pending pending;
    private final FlowParsers parsers;
    private final SequencePool sequences;
    private final FactsReader reader;
    private final FlowConsumer consumer;
    private final Counters counters;
    private final long idleNanos;
    private final int rowsPerLane;
    private final FlowRow row;
    private final FlowRow waiting = new FlowRow();
    private final Pending.Ids ids = new Pending.Ids();
    private long[] order = new long[1024];

    Ends(Parts parts, FlowConsumer consumer, FactsReader reader) {
        table = parts.table;
        lanes = parts.lanes;
        pending = parts.pending;
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
        retire(lane, reason(otherwise));
        pending.end(row, lane);
    }

    private EndReason reason(EndReason otherwise) {
        if (row.is(FlowRow.RESET_0 | FlowRow.RESET_1)) {
            return EndReason.RST;
        }
        boolean finished = row.is(FlowRow.FIN_SENT_0) && row.is(FlowRow.FIN_SENT_1);
        return finished && (row.is(FlowRow.CLOSED) || otherwise == EndReason.IDLE) ? EndReason.FIN : otherwise;
    }

    private void retire(int lane, EndReason reason) {
        parsers.finish(table.side(row.id), lane);
        lanes.remove(row, lane, row.is(FlowRow.CLOSED) ? Lanes.CLOSED : Lanes.OPEN);
        table.remove(row);
        row.mark(reason.ordinal() << FlowRow.REASON_SHIFT);
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
        int lane = FlowHash.lane(row);
        makeRoom(lane);
        int id = table.newRow(waiting);
        lanes.countRow(lane, 1);
        System.arraycopy(row.chunk, row.base, waiting.chunk, waiting.base, FlowRow.LONGS);
        table.setSide(id, table.side(row.id));
        waiting.mark(EndReason.ACTIVE.ordinal() << FlowRow.REASON_SHIFT);
        pending.hold(waiting, lane);
        startOver(timeNanos);
    }

    private void startOver(long timeNanos) {
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

    /** Makes sure that lane may have one row more. */
    void makeRoom(int lane) {
        while (lanes.rows(lane) >= rowsPerLane) {
            if (pending.hasEnded(lane)) {
                pending.takeEarly(lane, ids);
                counters.add(Counter.ROWS_OUT_OF_ORDER, ids.count);
                reportAll();
            } else {
                int id = lanes.isEmpty(lane, Lanes.CLOSED) ? victim(lane) : lanes.first(lane, Lanes.CLOSED);
                table.stand(row, id);
                boolean closed = row.is(FlowRow.CLOSED);
                counters.count(closed ? Counter.ROWS_OUT_OF_ORDER : Counter.FLOWS_EVICTED);
                end(EndReason.EVICTED);
                pending.takeEarly(lane, ids);
                reportAll();
            }
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

    /** Ends what is over and reports what no earlier row can precede any more. */
    void tidy(long clockNanos, long tick) {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            sweep(lane, Lanes.CLOSED, LINGER_NANOS, clockNanos);
            sweep(lane, Lanes.OPEN, idleNanos, clockNanos);
        }
        while (pending.next(clockNanos)) {
            pending.takeOldest(ids);
            reportAll();
        }
        consumer.tick(tick);
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

    /** The capture has ended. */
    void finish(long clockNanos, long tick) {
        for (int lane = 0; lane < Lanes.COUNT; lane++) {
            for (int list = Lanes.OPEN; list <= Lanes.CLOSED; list++) {
                while (!lanes.isEmpty(lane, list)) {
                    table.stand(row, lanes.first(lane, list));
                    end(isOver(clockNanos) ? EndReason.IDLE : EndReason.EOF);
                }
            }
        }
        while (pending.nextOfAll(clockNanos)) {
            pending.takeOldest(ids);
            reportAll();
        }
        consumer.tick(tick);
    }

    private void reportAll() {
        if (order.length < ids.count) {
            order = new long[ids.count * 2];
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ids.count; i++) {
            table.stand(waiting, ids.ids[i]);
            order[i] = waiting.get(FlowRow.LAST);
            least = Math.min(least, order[i]);
        }
        if (ids.count > 1) {
            sort(least);
        }
        for (int i = 0; i < ids.count; i++) {
            report(ids.ids[i]);
        }
    }

    /** Sorts the ids by the flow's last packet, then by its number; a slice of the clock fits into 38 bits. */
    private void sort(long least) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(ids.count);
        int[] sorted = Arrays.copyOf(ids.ids, ids.count);
        for (int i = 0; i < ids.count; i++) {
            order[i] = order[i] - least << bits | i;
        }
        permute(sorted, 0, ids.count, bits);
        for (int from = 0, to; from < ids.count; from = to) {
            for (to = from + 1; to < ids.count && order[to] >>> bits == order[from] >>> bits;) {
                to++;
            }
            if (to - from > 1) {
                sortTies(from, to, bits);
            }
        }
    }

    /** Flows whose last packets have one time. */
    private void sortTies(int from, int to, int bits) {
        int[] tied = Arrays.copyOfRange(ids.ids, from, to);
        for (int i = 0; i < tied.length; i++) {
            order[from + i] = number(tied[i]) << bits | i; // flow numbers stay below 2^40, ties below 2^24 or come in file order
        }
        permute(tied, from, to, bits);
    }

    private void permute(int[] unsorted, int from, int to, int bits) {
        Arrays.sort(order, from, to);
        for (int i = from; i < to; i++) {
            ids.ids[i] = unsorted[(int) order[i] & (1 << bits) - 1];
        }
    }

    private long number(int id) {
        table.stand(waiting, id);
        return waiting.get(FlowRow.FLOW_ID) >>> 24;
    }

    private void report(int id) {
        table.stand(waiting, id);
        consumer.flow(reader.read(waiting, table.side(id)), waiting.get(FlowRow.LAST));
        sequences.release(waiting);
        lanes.countRow(FlowHash.lane(waiting), -1);
        table.free(id);
    }
}
