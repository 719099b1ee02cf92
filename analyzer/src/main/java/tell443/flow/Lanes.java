package tell443.flow;

/**
 * Sixteen lanes, each with its own share of every limit, so that who is evicted does not depend on how many workers share
 * the lanes. Each lane keeps two lists of its flows, linked through their rows: the open ones and the closed ones that
 * wait for stragglers, each in the order of entering.
 */
final class Lanes {

    static final int COUNT = 16;
    static final int OPEN = 0;
    static final int CLOSED = 1;

    private static final int NOBODY = -1;

    private final FlowTable table;
    private final FlowRow neighbour = new FlowRow();
    private final int[] first = new int[COUNT * 2];
    private final int[] last = new int[COUNT * 2];
    private final int[] live = new int[COUNT];

    Lanes(FlowTable table) {
        this.table = table;
        java.util.Arrays.fill(first, NOBODY);
        java.util.Arrays.fill(last, NOBODY);
    }

    int live(int lane) {
        return live[lane];
    }

    int live() {
        int sum = 0;
        for (int each : live) {
            sum += each;
        }
        return sum;
    }

    void countLive(int lane, int change) {
        live[lane] += change;
    }

    boolean isEmpty(int lane, int list) {
        return first[lane * 2 + list] == NOBODY;
    }

    /** Id of the flow that entered that list first. */
    int first(int lane, int list) {
        return first[lane * 2 + list];
    }

    void append(FlowRow row, int lane, int list, long clockNanos) {
        int slot = lane * 2 + list;
        int before = last[slot];
        row.set(FlowRow.LINKS, before, NOBODY);
        row.set(FlowRow.ARMED, clockNanos);
        last[slot] = row.id;
        if (before == NOBODY) {
            first[slot] = row.id;
        } else {
            table.stand(neighbour, before);
            neighbour.setLow(FlowRow.LINKS, row.id);
        }
    }

    void remove(FlowRow row, int lane, int list) {
        int slot = lane * 2 + list;
        int before = row.high(FlowRow.LINKS);
        int after = row.low(FlowRow.LINKS);
        if (before == NOBODY) {
            first[slot] = after;
        } else {
            table.stand(neighbour, before);
            neighbour.setLow(FlowRow.LINKS, after);
        }
        if (after == NOBODY) {
            last[slot] = before;
        } else {
            table.stand(neighbour, after);
            neighbour.setHigh(FlowRow.LINKS, before);
        }
    }
}
