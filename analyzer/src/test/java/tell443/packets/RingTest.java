package tell443.packets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tell443.capture.PacketBatch;

/** The ring and the table of flows, beside what the JDK has for that. */
class RingTest {

    private record Packet(long flowId, long timeNanos, byte[] bytes) {}

    @Test
    void packetsComeOutAsTheyWentIn() {
        Random random = new Random(443);
        PacketBatch batch = new PacketBatch();
        Ring ring = new Ring(5_000);
        ArrayDeque<Packet> model = new ArrayDeque<>();
        int full = 0;
        for (int step = 0; step < 200_000; step++) {
            Packet packet = new Packet(1 + random.nextInt(9), random.nextLong(), new byte[random.nextInt(10) == 0 ? 1_500 : random.nextInt(99)]);
            random.nextBytes(packet.bytes());
            if (random.nextInt(100) < 55 && ring.hasRoom(packet.bytes().length)) {
                fill(batch, packet);
                ring.add(batch, 0, packet.flowId());
                model.add(packet);
            } else if (!model.isEmpty()) {
                full++;
                compare(model.remove(), ring);
            }
            assertEquals(model.isEmpty(), ring.isEmpty());
        }
        assertTrue(full > 10_000);
    }

    @Test
    void whatJustFitsFitsAndNoMore() {
        Ring ring = new Ring(64);
        assertTrue(ring.canHold(32) && ring.hasRoom(32));
        assertFalse(ring.canHold(33));
        PacketBatch batch = new PacketBatch();
        fill(batch, new Packet(7, 1, new byte[32]));
        ring.add(batch, 0, 7);
        assertFalse(ring.hasRoom(0));
        ring.remove();
        assertTrue(ring.isEmpty() && ring.hasRoom(32));
    }

    @Test
    void flowsAreFoundUntilTheyAreRemoved() {
        Random random = new Random(8443);
        FlowNumbers numbers = new FlowNumbers();
        Map<Long, Integer> model = new HashMap<>();
        for (int step = 0; step < 300_000; step++) {
            long id = 1 + random.nextInt(5_000) * (step % 3 == 0 ? 1L << 20 : 1);
            if (random.nextInt(10) < 6) {
                numbers.put(id, step);
                model.put(id, step);
            } else {
                numbers.remove(id);
                model.remove(id);
            }
            long asked = 1 + random.nextInt(5_000);
            assertEquals(model.getOrDefault(asked, FlowNumbers.NONE), numbers.get(asked));
        }
        assertEquals(model.size(), numbers.count());
        model.forEach((id, number) -> assertEquals(number, numbers.get(id)));
    }

    private static void fill(PacketBatch batch, Packet packet) {
        batch.count = 1;
        batch.offset[0] = 16;
        batch.bytes.put(16, packet.bytes());
        batch.captured[0] = packet.bytes().length;
        batch.original[0] = packet.bytes().length + 1;
        batch.timeNanos[0] = packet.timeNanos();
        batch.linkType[0] = 113;
        batch.source[0] = 2;
    }

    private static void compare(Packet expected, Ring ring) {
        assertEquals(expected.flowId(), ring.flowId());
        assertEquals(expected.timeNanos(), ring.timeNanos());
        assertEquals(expected.bytes().length, ring.captured());
        assertEquals(expected.bytes().length + 1, ring.original());
        assertEquals(113, ring.linkType());
        assertEquals(2, ring.source());
        assertArrayEquals(expected.bytes(), Arrays.copyOfRange(ring.bytes(), ring.bytesAt(), ring.bytesAt() + ring.captured()));
        ring.remove();
    }
}
