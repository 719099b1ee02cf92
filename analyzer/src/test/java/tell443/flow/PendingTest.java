package tell443.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No flow is handed out while one lives whose last packet was before its own. */
class PendingTest {

    private static final long SECOND = 1_000_000_000L;

    private final FlowRow row = new FlowRow();
    private final long[] memory = new long[FlowRow.LONGS];

    private FlowRow row(int id, long last) {
        row.stand(memory, 0, id);
        row.set(FlowRow.LAST, last);
        return row;
    }

    @Test
    void nothingLivesBeforeTheMomentThatIsComplete() {
        Random random = new Random(5);
        Pending pending = new Pending(300 * SECOND);
        List<long[]> live = new ArrayList<>(); // id, last
        long now = 1_700_000_000L * SECOND;
        long completeBefore = Long.MIN_VALUE;
        for (int step = 0; step < 40_000; step++) {
            now += random.nextInt(500) == 0 ? random.nextInt(2000) * SECOND : random.nextInt(200_000_000);
            long clock = now;
            live.removeIf(flow -> {
                boolean over = clock - flow[1] > 300 * SECOND;
                if (over) {
                    pending.end(row((int) flow[0], flow[1]));
                }
                return over;
            });
            if (live.isEmpty() || random.nextInt(4) == 0) {
                live.add(new long[] {step, now});
                pending.begin(now);
            } else {
                long[] flow = live.get(random.nextInt(live.size()));
                pending.move(flow[1], now);
                flow[1] = now;
            }
            long complete = pending.completeBefore(now);
            assertTrue(complete >= completeBefore && complete <= now);
            completeBefore = complete;
            for (long[] flow : live) {
                assertTrue(flow[1] >= complete);
            }
        }
    }

    @Test
    void whatLiesBeforeAMomentIsTakenOnce() {
        Pending pending = new Pending(300 * SECOND);
        for (int i = 0; i < 1000; i++) {
            pending.begin(i);
            pending.end(row(i, i));
        }
        Pending.Ids ids = new Pending.Ids();
        pending.take(400, ids);
        assertEquals(400, ids.count);
        pending.take(400, ids);
        assertEquals(400, ids.count);
        assertEquals(600, pending.count());
        pending.take(Long.MAX_VALUE, ids);
        assertEquals(1000, ids.count);
        assertEquals(0, pending.count());
    }
}
