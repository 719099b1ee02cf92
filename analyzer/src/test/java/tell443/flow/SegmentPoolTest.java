package tell443.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The pool against a map from place to byte. */
class SegmentPoolTest {

    private static final int LANE = 3;

    private final SegmentPool pool = new SegmentPool(64 << 20);
    private final ByteBuffer source = ByteBuffer.allocate(1 << 16);

    private int add(int first, int start, int held, int length, byte value) {
        for (int i = 0; i < held; i++) {
            source.put(i, value);
        }
        return pool.add(first, LANE, start, source, 0, held, length, 1);
    }

    @Test
    void theFirstCopyOfEachByteIsKept() {
        Random random = new Random(1);
        for (int round = 0; round < 400; round++) {
            int base = round % 2 == 0 ? 1000 : -500; // the numbers may wrap
            Map<Integer, Byte> model = new TreeMap<>();
            int first = SegmentPool.NONE;
            for (int i = 0; i < 30; i++) {
                int start = random.nextInt(6000);
                int length = 1 + random.nextInt(i % 3 == 0 ? 5000 : 40);
                byte value = (byte) random.nextInt();
                boolean conflict = false;
                int head = add(first, base + start, length, length, value);
                assertTrue(head > 0);
                first = head;
                for (int at = start; at < start + length; at++) {
                    Byte before = model.putIfAbsent(at, value);
                    conflict |= before != null && before != value;
                }
                assertEquals(conflict, pool.sawConflict());
            }
            assertHolds(model, first, base);
            pool.releaseAll(first, LANE);
        }
        assertEquals(0, pool.count(SegmentPool.NONE));
    }

    private void assertHolds(Map<Integer, Byte> model, int first, int base) {
        int seen = 0;
        int end = Integer.MIN_VALUE;
        for (int node = first; node != SegmentPool.NONE; node = pool.next(node)) {
            int start = pool.sequence(node) - base;
            assertTrue(start >= end, "in order, without overlaps");
            end = start + pool.length(node);
            for (int i = 0; i < pool.length(node); i++) {
                assertEquals(model.get(start + i), pool.bytes(node).get(pool.at(node) + i));
                seen++;
            }
        }
        assertEquals(model.size(), seen);
    }

    @Test
    void whatWasNotCapturedTakesItsPlaceToo() {
        int first = add(SegmentPool.NONE, 10, 3, 100, (byte) 7);
        assertEquals(100, pool.length(first));
        assertEquals(3, pool.held(first));
        first = add(first, 10, 100, 100, (byte) 8);
        assertTrue(pool.sawConflict());
        assertEquals(100, pool.length(first));
        assertEquals(SegmentPool.NONE, pool.next(first));
    }

    @Test
    void aSideHoldsSoManySegmentsAndBytes() {
        int first = SegmentPool.NONE;
        int added = 0;
        for (int head = 0; head >= 0; added++) {
            head = add(first, added * 2, 1, 1, (byte) 1);
            first = head < 0 ? first : head;
        }
        assertEquals(SegmentPool.SIDE_NODES, added - 1);
        pool.releaseAll(first, LANE);
        first = add(SegmentPool.NONE, 0, 60_000, 60_000, (byte) 1);
        assertTrue(first > 0);
        assertEquals(-1, add(first, 70_000, 6000, 6000, (byte) 1));
        assertTrue(add(first, 70_000, 5000, 5000, (byte) 1) > 0);
    }

    /** One byte takes as much memory as a block, and is charged for it. */
    @Test
    void aLaneHoldsSoManyBlocks() {
        SegmentPool small = new SegmentPool(16 * 10 * 2048);
        source.put(0, (byte) 1);
        int[] lists = new int[11];
        for (int i = 0; i < 10; i++) {
            lists[i] = small.add(SegmentPool.NONE, LANE, 5, source, 0, 1, 1, 1);
            assertTrue(lists[i] > 0);
        }
        assertEquals(-1, small.add(SegmentPool.NONE, LANE, 5, source, 0, 1, 1, 1));
        assertTrue(small.add(SegmentPool.NONE, LANE + 1, 5, source, 0, 1, 1, 1) > 0);
        small.releaseAll(lists[0], LANE);
        assertTrue(small.add(SegmentPool.NONE, LANE, 5, source, 0, 1, 1, 1) > 0);
    }
}
