package tell443.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.capture.PacketBatch;
import tell443.counters.Counter;
import tell443.counters.Counters;

/** What the clock says of packets whose times do what they like. */
class PacketClockTest {

    private static final long SECOND = 1L << 30;
    private static final long YEAR = 366L * 86_400 * 1_000_000_000L;

    private final PacketBatch batch = new PacketBatch();
    private final PacketClock clock = new PacketClock();
    private final PacketClock.State state = new PacketClock.State();
    private final Counters counters = new Counters();

    /** Times and clock in years; a packet is given as time@capture. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            forwards,                     30@0 30.5@0 31@0,            30 30.5 31,         0, 0
            backwards within a year,      30@0 29.5@0 30.25@0,         30 30 30.25,        1, 0
            a leap forwards,              30@0 40@0 40.5@0,            30 30 30.5,         0, 1
            a leap back,                  30@0 10@0 10.5@0,            30 30 30.5,         1, 1
            a leap there and back,        30@0 99@0 30.25@0 31@0,      30 30 30 30.75,        1, 2
            another capture leaps not,    30@0 40@1 41@1,              30 40 41,           0, 0
            an older capture,             30@0 20@1 20.5@1 31@0,       30 30 30 31,        1, 0
            a year and no more,           30@0 31@0,                   30 31,              0, 0
            from the beginning,           0@0 0@0,                     0 0,                0, 0
            before the beginning,         -1@0 -0.5@0,                 -1 -0.5,            0, 0""")
    void neverRunsBackwardsAndLeavesLeapsOut(String what, String packets, String expected, long backwards, long jumps) {
        String[] times = packets.split(" ");
        batch.count = times.length;
        for (int i = 0; i < times.length; i++) {
            String[] parts = times[i].split("@");
            batch.timeNanos[i] = years(parts[0]);
            batch.source[i] = Integer.parseInt(parts[1]);
        }
        clock.read(batch, state, counters);
        String[] nanos = expected.split(" ");
        for (int i = 0; i < times.length; i++) {
            assertEquals(years(nanos[i]), clock.nanos[i], what + " " + i);
        }
        assertEquals(backwards, counters.get(Counter.TIME_BACKWARDS));
        assertEquals(jumps, counters.get(Counter.TIME_JUMP));
    }

    /** Seconds: the packet, then what the source says without any; the clock and whether it ticked. */
    @ParameterizedTest(name = "packet at {0}, source at {1}")
    @CsvSource({"100, 103, 103, true", "100, 100, 100, false", "100, 50, 100, false", "100, 0, 100, false", "100, 100000, 100000, true"})
    void aSourceWithoutPacketsTellsTheTime(long packet, long source, long expected, boolean ticks) {
        batch.count = 1;
        batch.timeNanos[0] = packet * SECOND;
        clock.read(batch, state, counters);
        batch.begin(2);
        batch.clockNanos = source * SECOND;
        clock.read(batch, state, counters);
        assertEquals(expected * SECOND, clock.endNanos);
        assertEquals(ticks ? 1 : 0, clock.ticks);
        if (ticks) {
            assertEquals(0, clock.tickAt[0]);
            assertEquals(expected * SECOND, clock.nanos[0]);
        }
    }

    @Test
    void aSourceTellsNoTimeBeforeItsFirstPacket() {
        batch.clockNanos = 5 * SECOND;
        clock.read(batch, state, counters);
        assertEquals(0, clock.ticks);
        assertEquals(Long.MIN_VALUE, clock.endNanos);
    }

    private static long years(String number) {
        return (long) (Double.parseDouble(number) * YEAR);
    }

    /** A tick before the first packet of each 2^30 nanoseconds and before each 16,384th packet, however they are batched. */
    @Test
    void ticksDependOnThePacketsAlone() {
        Random random = new Random(30);
        long[] times = new long[70_000];
        long time = 1_700_000_000_000_000_000L;
        for (int i = 0; i < times.length; i++) {
            time += random.nextInt(i < 40_000 ? 100 : 3_000_000) - (i % 7 == 0 ? 50 : 0);
            times[i] = time;
        }
        List<Long> expected = new ArrayList<>();
        long second = Long.MIN_VALUE;
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < times.length; i++) {
            latest = Math.max(latest, times[i]);
            if (i % 16_384 == 0 || Math.floorDiv(latest, 1L << 30) != second) {
                expected.add((long) i);
            }
            second = Math.floorDiv(latest, 1L << 30);
        }
        for (int size : new int[] {PacketBatch.PACKETS, 1000, 4097, 3}) {
            assertEquals(expected, ticks(times, size), "batches of " + size);
        }
    }

    private List<Long> ticks(long[] times, int size) {
        PacketClock.State fresh = new PacketClock.State();
        List<Long> ticks = new ArrayList<>();
        for (int from = 0; from < times.length; from += size) {
            batch.count = Math.min(size, times.length - from);
            java.util.Arrays.fill(batch.source, 0);
            System.arraycopy(times, from, batch.timeNanos, 0, batch.count);
            clock.read(batch, fresh, counters);
            long start = from;
            LongStream.range(0, clock.ticks).forEach(tick -> ticks.add(start + clock.tickAt[(int) tick]));
        }
        return ticks;
    }
}
