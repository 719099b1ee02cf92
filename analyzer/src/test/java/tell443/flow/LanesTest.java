package tell443.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tell443.net.Headers;

/** The lists of the lanes against lists of the library. */
class LanesTest {

    private static final int FLOWS = 40;

    private final FlowHash hash = new FlowHash(1, 2);
    private final FlowTable table = new FlowTable(hash);
    private final Lanes lanes = new Lanes(table);
    private final FlowRow row = new FlowRow();
    private final List<List<Integer>> model = new ArrayList<>(); // by lane * 2 + list

    @Test
    void eachListKeepsTheOrderOfEntering() {
        for (int i = 0; i < Lanes.COUNT * 2; i++) {
            model.add(new ArrayList<>());
        }
        int[] where = new int[FLOWS];
        Headers headers = new Headers();
        for (int id = 0; id < FLOWS; id++) {
            headers.low0[0] = id;
            assertEquals(id, table.insert(hash.of(headers, 0), headers, 0, row));
            where[id] = -1;
        }
        Random random = new Random(16);
        for (int step = 0; step < 20_000; step++) {
            int id = random.nextInt(FLOWS);
            table.stand(row, id);
            if (where[id] >= 0) {
                lanes.remove(row, where[id] / 2, where[id] % 2);
                model.get(where[id]).remove(Integer.valueOf(id));
            }
            where[id] = random.nextInt(4) == 0 ? -1 : random.nextInt(3) * 2 + random.nextInt(2);
            if (where[id] >= 0) {
                lanes.append(row, where[id] / 2, where[id] % 2, step);
                assertEquals(step, row.get(FlowRow.ARMED));
                model.get(where[id]).add(id);
            }
            assertLists();
        }
    }

    private void assertLists() {
        for (int slot = 0; slot < model.size(); slot++) {
            List<Integer> expected = model.get(slot);
            assertEquals(expected.isEmpty(), lanes.isEmpty(slot / 2, slot % 2));
            List<Integer> ids = new ArrayList<>();
            for (int id = lanes.first(slot / 2, slot % 2); id >= 0; id = row.low(FlowRow.LINKS)) {
                table.stand(row, id);
                assertEquals(ids.isEmpty() ? -1 : ids.get(ids.size() - 1), row.high(FlowRow.LINKS));
                ids.add(id);
            }
            assertEquals(expected, ids);
        }
    }

    @Test
    void eachLaneCountsItsOwn() {
        lanes.countLive(3, 2);
        lanes.countLive(4, 1);
        lanes.countLive(3, -1);
        assertEquals(List.of(1, 1, 0), List.of(lanes.live(3), lanes.live(4), lanes.live(5)));
    }

    /** Whatever the seed, a flow is in the same lane; and of many flows each lane has its share. */
    @Test
    void flowsAreSpreadOverTheLanes() {
        int[] flows = new int[Lanes.COUNT];
        Headers headers = new Headers();
        for (int i = 0; i < 16_000; i++) {
            headers.low0[0] = 0xFFFF_0A00_0000L + i % 250;
            headers.low1[0] = 0xFFFF_C633_6401L;
            headers.ports[0] = (long) (1024 + i / 250) << 48 | 443L << 32 | 6 << 24;
            flows[FlowHash.lane(headers, 0)]++;
        }
        for (int count : flows) {
            assertEquals(1000, count, 250);
        }
    }
}
