package tell443.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Rows kept until all are there, then sorted by their flows' start, ties by flow_id. */
final class HeldRows {

    private final List<Held> rows = new ArrayList<>();

    void add(long startNanos, long flowId, byte[] bytes, int at, int length) {
        rows.add(new Held(startNanos, flowId, Arrays.copyOfRange(bytes, at, at + length)));
    }

    List<Held> sorted() {
        Collections.sort(rows);
        return rows;
    }

    record Held(long startNanos, long flowId, byte[] bytes) implements Comparable<Held> {

        @Override
        public int compareTo(Held other) {
            int order = Long.compare(startNanos, other.startNanos);
            return order == 0 ? Long.compare(flowId, other.flowId) : order;
        }
    }
}
