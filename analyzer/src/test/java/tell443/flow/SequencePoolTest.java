package tell443.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.facts.Sequence;
import tell443.net.Headers;

/** The pool against two lists per flow. */
class SequencePoolTest {

    private static final int FLOWS = 30;
    private static final int BLOCK = 8 * Long.BYTES + Integer.BYTES;
    private static final long START = 1_700_000_000_000_000_000L;

    private final Counters counters = new Counters();
    private final FlowRow row = new FlowRow();
    private final long[] memory = new long[FLOWS * FlowRow.LONGS];
    private final Sequence packets = new Sequence();
    private final Sequence records = new Sequence();

    private FlowRow stand(int id) {
        row.stand(memory, id * FlowRow.LONGS, id);
        return row;
    }

    private void begin(int id) {
        java.util.Arrays.fill(memory, id * FlowRow.LONGS, (id + 1) * FlowRow.LONGS, 0);
        stand(id).set(FlowRow.START, START);
    }

    private void begin(int id, boolean tcp) {
        begin(id);
        row.set(FlowRow.PORTS, (long) (tcp ? Headers.TCP : Headers.UDP) << 24);
    }

    private static boolean isTcp(int id) {
        return id % 3 > 0;
    }

    private static List<String> text(Sequence sequence) {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < sequence.count(); i++) {
            items.add(sequence.signedSize(i) + " " + sequence.kind(i) + " " + sequence.micros(i));
        }
        return items;
    }

    @Test
    void whatWasAddedFirstIsRead() {
        SequencePool pool = new SequencePool(64 << 20, counters);
        List<List<String>> model = new ArrayList<>();
        for (int id = 0; id < FLOWS; id++) {
            begin(id, isTcp(id));
            model.add(new ArrayList<>());
            model.add(new ArrayList<>());
        }
        Random random = new Random(38);
        for (int step = 0; step < 60_000; step++) {
            int id = random.nextInt(FLOWS);
            int client = id & 1;
            boolean record = random.nextInt(3) > 0;
            int side = random.nextInt(2);
            int kind = record ? 20 + random.nextInt(7) : 0;
            int size = random.nextInt(step % 100 == 0 ? 2_000_000 : 17_000);
            long micros = random.nextInt(9) == 0 ? random.nextLong() >>> 26 : random.nextInt(1 << 20);
            pool.add(stand(id), record, side, kind, size, START + Math.min(micros * 1000 + 999, Long.MAX_VALUE - START));
            List<String> items = model.get(id * 2 + (record ? 1 : 0));
            if (items.size() < (record || !isTcp(id) ? Sequence.LIMIT : SequencePool.SEGMENTS_LIMIT)) {
                items.add((side == client ? size : -size) + " " + kind + " " + micros);
            }
            if (random.nextInt(400) == 0) {
                pool.read(stand(id), client, packets, records);
                assertEquals(model.get(id * 2), text(packets));
                assertEquals(model.get(id * 2 + 1), text(records));
                pool.end(row, FlowHash.lane(row));
                pool.release(row);
                begin(id, isTcp(id));
                model.get(id * 2).clear();
                model.get(id * 2 + 1).clear();
            }
        }
        assertEquals(0, counters.get(Counter.SEQUENCE_LIMIT));
    }

    @Test
    void whatIsTooLargeIsTheLargest() {
        SequencePool pool = new SequencePool(64 << 20, counters);
        begin(0);
        pool.add(row, true, 0, 23, 1 << 21, START - 1);
        pool.add(row, false, 0, 0, 5, START + (1L << 38) * 1000);
        pool.read(row, 0, packets, records);
        assertEquals(List.of("2097151 23 0"), text(records));
        assertEquals(List.of("5 0 274877906943"), text(packets));
    }

    /** Room for two blocks in the lane: a flow keeps its first items, without holes, until others end; and counts once. */
    @Test
    void aLaneHoldsSoManyBlocks() {
        SequencePool pool = new SequencePool((long) Lanes.COUNT * 2 * BLOCK, counters);
        begin(0);
        begin(1);
        pool.add(stand(1), false, 0, 0, 1, START);
        for (int i = 0; i < 20; i++) {
            pool.add(stand(0), true, 0, 23, i, START);
        }
        pool.read(row, 0, packets, records);
        assertEquals(8, records.count());
        assertEquals(7, records.size(7));
        assertEquals(1, counters.get(Counter.SEQUENCE_LIMIT));
        assertTrue(Quality.LIMIT.in(row.quality()));
        pool.end(stand(1), FlowHash.lane(row));
        pool.add(stand(0), true, 0, 23, 99, START);
        pool.read(row, 0, packets, records);
        assertEquals(8, records.count(), "what came between is missing, so nothing follows");
        begin(2);
        for (int i = 0; i < 20; i++) {
            pool.add(stand(2), true, 0, 23, i, START);
        }
        pool.read(row, 0, packets, records);
        assertEquals(8, records.count(), "the block of the flow that ended is free again, one and no more");
    }
}
