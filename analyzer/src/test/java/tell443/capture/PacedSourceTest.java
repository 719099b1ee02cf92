package tell443.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packets one by one: their number, their time, and a byte of their own. */
class PacedSourceTest {

    private static final long MILLI = 1_000_000L;

    /** Hands out packets with these times, as many at once as it is told. */
    private static final class Times implements PacketSource {
        private final long[] nanos;
        private final int together;
        private int next;

        Times(int together, long... nanos) {
            this.nanos = nanos;
            this.together = together;
        }

        @Override
        public boolean read(PacketBatch batch) {
            batch.begin(1 + next);
            while (next < nanos.length && batch.count < together) {
                int i = batch.count++;
                batch.bytes.put(i * 8, new byte[] {0, (byte) next});
                batch.offset[i] = i * 8 + 1;
                batch.captured[i] = 1;
                batch.original[i] = 2;
                batch.linkType[i] = 101;
                batch.source[i] = 3;
                batch.timeNanos[i] = nanos[next++];
            }
            return batch.count > 0;
        }

        @Override
        public String name(int source) {
            return "times";
        }

        @Override
        public double progress() {
            return 1;
        }

        @Override
        public void close() {}
    }

    private static List<String> all(PacketSource source) throws CaptureException {
        List<String> packets = new ArrayList<>();
        PacketBatch batch = new PacketBatch();
        while (source.read(batch)) {
            for (int i = 0; i < batch.count; i++) {
                packets.add(batch.number(i) + " " + batch.timeNanos[i] + ' ' + batch.bytes.get(batch.offset[i]) + ' ' + batch.captured[i]
                        + batch.original[i] + batch.linkType[i] + batch.source[i]);
            }
        }
        assertEquals(0, batch.count);
        assertFalse(source.read(batch));
        return packets;
    }

    @Test
    void thePacketsAreTheSameAndComeInTheirTime() throws Exception {
        long[] times = {0, 40 * MILLI, 40 * MILLI, 30 * MILLI, 200 * MILLI};
        long started = System.nanoTime();
        List<String> paced = all(new PacedSource(new Times(2, times), 1));
        long took = System.nanoTime() - started;
        assertEquals(all(new Times(5, times)), paced);
        assertTrue(took >= 200 * MILLI && took < 5_000 * MILLI, took + " ns");
    }

    @Test
    void fasterIsFasterAndLeapsAreNotWaitedFor() throws Exception {
        long year = 367L * 86_400_000 * MILLI;
        long started = System.nanoTime();
        assertEquals(4, all(new PacedSource(new Times(9, 0, 3_600_000 * MILLI, year * 3, year), 1e5)).size());
        assertTrue(System.nanoTime() - started < 5_000 * MILLI);
    }

    @Test
    void onlyWhatIsDueIsHandedOut() throws Exception {
        PacedSource source = new PacedSource(new Times(9, 0, 0, 60_000 * MILLI), 1);
        PacketBatch batch = new PacketBatch();
        assertTrue(source.read(batch));
        assertEquals(2, batch.count);
    }

    @Test
    void whoWaitsCanBeStopped() throws Exception {
        PacedSource source = new PacedSource(new Times(1, 0, 3_600_000 * MILLI), 1);
        PacketBatch batch = new PacketBatch();
        assertTrue(source.read(batch));
        Thread stopping = new Thread(() -> {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            source.stop();
        });
        stopping.start();
        long started = System.nanoTime();
        assertFalse(source.read(batch));
        assertTrue(System.nanoTime() - started < 10_000 * MILLI);
        stopping.join();
    }

    @ParameterizedTest(name = "{0} packets, {1} ms")
    @CsvSource({"1, -1, 1", "3, -1, 3", "4, -1, 4", "9, -1, 5", "-1, 10, 1", "-1, 11, 2", "-1, 30, 3", "-1, 31, 5", "2, 31, 2", "4, 11, 2"})
    void aLimitIsKept(long packets, long millis, int expected) throws Exception {
        for (int together = 1; together <= 5; together++) {
            PacketSource times = new Times(together, 0, 10 * MILLI, 20 * MILLI, 30 * MILLI, 30 * MILLI);
            PacketSource limited = new LimitedSource(times, packets < 0 ? Long.MAX_VALUE : packets, millis < 0 ? Long.MAX_VALUE : millis * MILLI);
            List<String> whole = all(new Times(5, 0, 10 * MILLI, 20 * MILLI, 30 * MILLI, 30 * MILLI));
            assertArrayEquals(whole.subList(0, expected).toArray(), all(limited).toArray());
        }
    }
}
