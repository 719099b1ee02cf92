package tell443.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tell443.counters.Counter;
import tell443.counters.Counters;

/** Datagrams in any order of their fragments; the first copy of a byte holds, and no hole is ever filled with zeros. */
class FragmentsTest {

    private final Counters counters = new Counters();
    private final Fragments fragments = new Fragments(counters, 1 << 20);
    private final ByteBuffer source = ByteBuffer.allocate(1 << 16);
    private long now = 1;

    private boolean add(int id, boolean ipv6, int offset, int length, boolean more, int fill) {
        for (int i = 0; i < length; i++) {
            source.put(i, (byte) (offset + i + fill));
        }
        fragments.key(0, 1, 0, 2, id, 17, ipv6);
        return fragments.add(source, 0, length, length, offset, more, now);
    }

    @Test
    void anyOrderGivesTheDatagram() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            int length = 9 + random.nextInt(3000);
            int step = 8 * (1 + random.nextInt(40));
            List<Integer> offsets = new ArrayList<>();
            for (int at = 0; at < length; at += step) {
                offsets.add(at);
            }
            Collections.shuffle(offsets, random);
            for (int i = 0; i < offsets.size(); i++) {
                int at = offsets.get(i);
                boolean whole = add(round, round % 2 == 0, at, Math.min(step, length - at), at + step < length, 0);
                assertEquals(i == offsets.size() - 1, whole);
            }
            assertEquals(length, fragments.length());
            for (int i = 0; i < length; i++) {
                assertEquals((byte) i, fragments.datagram().get(i));
            }
        }
        assertEquals(500, counters.get(Counter.FRAGMENTS_REASSEMBLED));
    }

    @Test
    void contentBehindTheEndFillsNoHole() {
        assertFalse(add(1, false, 8, 8, false, 0)); // the last of two units
        assertFalse(add(1, false, 40, 8, true, 0));
        assertFalse(add(1, false, 0, 8, true, 0), "the lengths contradict each other");
        assertFalse(add(2, false, 40, 8, true, 0));
        assertFalse(add(2, false, 8, 8, false, 0));
        assertFalse(add(2, false, 0, 8, true, 0));
    }

    @Test
    void ofOverlapsTheFirstHoldsInVersion4() {
        assertFalse(add(1, false, 0, 16, true, 0));
        assertFalse(add(1, false, 8, 16, true, 99));
        assertTrue(add(1, false, 24, 8, false, 0));
        assertTrue(fragments.overlapped());
        assertEquals(15, fragments.datagram().get(15));
        assertEquals((byte) (16 + 99), fragments.datagram().get(16));
        assertEquals(1, counters.get(Counter.FRAGMENT_OVERLAP));
    }

    @Test
    void overlapsSpoilADatagramOfVersion6() {
        assertFalse(add(1, true, 0, 16, true, 0));
        assertFalse(add(1, true, 8, 16, true, 0));
        assertFalse(add(1, true, 24, 8, false, 0), "RFC 5722");
        assertFalse(add(2, true, 0, 16, true, 0));
        assertFalse(add(2, true, 0, 16, true, 0));
        assertTrue(add(2, true, 16, 8, false, 0), "a fragment may come twice");
    }

    @Test
    void impossiblePlacesAreCounted() {
        assertFalse(add(1, false, 65_528, 100, false, 0));
        assertFalse(add(1, false, 0, 0, true, 0));
        assertEquals(2, counters.get(Counter.FRAGMENT_MALFORMED));
        assertFalse(add(1, false, 0, 13, true, 0));
        assertTrue(add(1, false, 8, 5, false, 0), "what goes beyond whole units is left out");
        assertEquals(3, counters.get(Counter.FRAGMENT_MALFORMED));
    }

    @Test
    void theOldestGoWhenMemoryOrTimeIsUp() {
        for (int i = 0; i < 3000; i++) {
            add(i, false, 0, 1400, true, 0);
        }
        long dropped = counters.get(Counter.FRAGMENT_DROPPED);
        assertTrue(dropped > 2000 && dropped < 3000, "dropped " + dropped);
        now += Fragments.TIMEOUT_NANOS;
        add(5000, false, 0, 8, true, 0);
        assertEquals(3000, counters.get(Counter.FRAGMENT_DROPPED));
    }

    @Test
    void aCutFragmentNeverMakesADatagram() {
        fragments.key(0, 1, 0, 2, 7, 17, false);
        assertFalse(fragments.add(source, 0, 5, 8, 0, true, 1));
        assertFalse(add(7, false, 8, 8, false, 0));
        assertEquals(1, counters.get(Counter.FRAGMENT_DROPPED));
    }
}
