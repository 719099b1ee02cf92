package tell443.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.net.Headers;

/** The table against a {@link HashMap}. */
class FlowTableTest {

    private final FlowHash hash = new FlowHash(0x5DEE_CE66_D1CE_4E5BL, 0x2545_F491_4F6C_DD1DL);
    private final FlowTable table = new FlowTable(hash);
    private final FlowRow row = new FlowRow();
    private final Headers headers = new Headers();

    private void key(long number) {
        headers.high0[0] = 0;
        headers.low0[0] = 0xFFFF_0A00_0000L | number >>> 8;
        headers.high1[0] = 0;
        headers.low1[0] = 0xFFFF_C633_6401L;
        headers.ports[0] = (number & 0xFF) << 48 | 443L << 32 | 6 << 24;
    }

    @ParameterizedTest(name = "{0} keys")
    @ValueSource(ints = {10, 3000, 40_000})
    void findsWhatIsThereAndNothingElse(int keys) {
        Random random = new Random(keys);
        Map<Long, Integer> model = new HashMap<>();
        for (int i = 0; i < keys * 5; i++) {
            long number = random.nextInt(keys);
            key(number);
            long hashCode = hash.of(headers, 0);
            int id = table.find(hashCode, headers, 0);
            assertEquals(model.getOrDefault(number, FlowTable.NOT_FOUND), id);
            if (id < 0) {
                model.put(number, table.insert(hashCode, headers, 0, row));
                assertEquals(0, row.get(FlowRow.STATE));
                row.set(FlowRow.STATE, -1);
            } else if (random.nextInt(3) > 0) {
                table.stand(row, id);
                table.remove(row);
                table.free(id);
                model.remove(number);
            }
        }
        for (long number = 0; number < keys; number++) {
            key(number);
            assertEquals(model.getOrDefault(number, FlowTable.NOT_FOUND), table.find(hash.of(headers, 0), headers, 0));
        }
    }

    /** Ids, and so all that depends on them, follow from the packets alone. */
    @Test
    void idsDoNotDependOnTheSeed() {
        assertEquals(ids(1, 2), ids(987_654_321, -5));
    }

    private List<Integer> ids(long seed1, long seed2) {
        FlowHash seeded = new FlowHash(seed1, seed2);
        FlowTable fresh = new FlowTable(seeded);
        List<Integer> ids = new ArrayList<>();
        Random random = new Random(9);
        for (int i = 0; i < 2000; i++) {
            key(random.nextInt(300));
            int id = fresh.find(seeded.of(headers, 0), headers, 0);
            if (id < 0) {
                ids.add(fresh.insert(seeded.of(headers, 0), headers, 0, row));
            } else {
                fresh.stand(row, id);
                fresh.remove(row);
                fresh.free(id);
            }
        }
        return ids;
    }

    /** A product's lower half keeps upper bits where they are; addresses made for that must not collide. */
    @Test
    void chosenAddressesDoNotCollide() {
        Map<Long, Integer> hashes = new HashMap<>();
        int most = 0;
        for (long i = 0; i < 64; i++) {
            for (long j = 0; j < 64; j++) {
                headers.high0[0] = 1;
                headers.high1[0] = 2;
                headers.low0[0] = i << 58;
                headers.low1[0] = j << 58 ^ j << 26;
                most = Math.max(most, hashes.merge(hash.of(headers, 0) >>> 32, 1, Integer::sum));
            }
        }
        assertTrue(most <= 2, "flows of one hash: " + most);
    }

    /** IPv6 addresses whose upper half is zero are not IPv4: all of their lower half counts. */
    @Test
    void addressesThatOnlyBeginLikeMappedOnesDoNotCollide() {
        headers.high0[0] = 0;
        headers.high1[0] = 0;
        headers.low1[0] = 0xFFFF_C633_6401L;
        headers.ports[0] = 443;
        Map<Long, Integer> hashes = new HashMap<>();
        int most = 0;
        for (long i = 0; i < 4096; i++) {
            headers.low0[0] = i << 32 | 1;
            most = Math.max(most, hashes.merge(hash.of(headers, 0) >>> 32, 1, Integer::sum));
        }
        assertTrue(most <= 2, "flows of one hash: " + most);
    }
}
