package tell443.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.capture.Captures.Packet;
import tell443.counters.Counter;
import tell443.counters.Counters;

/** Live capture without an interface and without rights: libpcap reads files through the same doors, and at their end is idle. */
class LiveSourceTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long FOR_EVER = Long.MAX_VALUE - 1;

    private final Counters lost = new Counters();

    @TempDir
    private Path folder;

    /** The door that live capture does not need. */
    private static final class LibPcapFiles {

        static {
            Native.register(LibPcapFiles.class, LibPcap.library());
        }

        static native Pointer pcap_open_offline_with_tstamp_precision(String file, int precision, Pointer error);
    }

    @BeforeAll
    static void libpcapIsInstalled() {
        boolean installed = true;
        try {
            LibPcap.library();
        } catch (LinkageError e) {
            installed = false;
        }
        assumeTrue(installed, "libpcap is not installed");
    }

    private LiveTrack track(int source, boolean portable, List<Packet> packets) throws Exception {
        Path file = folder.resolve("capture" + source);
        Files.write(file, Captures.Pcap.MICROS.file(packets));
        LiveTrack.Opening opening = name -> {
            try (Memory error = new Memory(LibPcapLive.ERROR_TEXT_BYTES)) {
                Pointer handle = LibPcapFiles.pcap_open_offline_with_tstamp_precision(file.toString(), LibPcapLive.PRECISION_NANOS, error);
                return new LiveHandle(name, handle, -1);
            }
        };
        return new LiveTrack("any" + source, source, portable, opening, lost);
    }

    private static LiveSource source(long packets, LiveTrack... tracks) {
        return source(packets, 60_000_000_000L, tracks);
    }

    private static LiveSource source(long packets, long readingNanos, LiveTrack... tracks) {
        LiveSettings settings = new LiveSettings(List.of(), List.of(), 65_535, 1 << 20, false, packets, Long.MAX_VALUE, linkType -> true, false);
        return new LiveSource(tracks, settings, note -> {}, new LiveEnd(Long.MAX_VALUE, readingNanos));
    }

    /** Reads until nothing has come for a while. */
    private static List<Packet> readAll(LiveSource source) throws CaptureException {
        List<Packet> packets = new ArrayList<>();
        PacketBatch batch = new PacketBatch();
        long number = 1;
        for (int idle = 0; idle < 6 && source.read(batch); ) {
            idle = batch.count == 0 ? idle + 1 : 0;
            assertEquals(number, batch.firstNumber);
            number += batch.count;
            for (int i = 0; i < batch.count; i++) {
                byte[] bytes = new byte[batch.captured[i]];
                batch.bytes.get(batch.offset[i], bytes);
                packets.add(Packet.of(batch.timeNanos[i], batch.original[i], batch.linkType[i], bytes));
            }
        }
        return packets;
    }

    @ParameterizedTest(name = "one by one: {0}, packets of up to {1} bytes")
    @CsvSource({"false, 1500", "true, 1500", "false, 65000", "true, 65000", "false, 0", "true, 0"})
    void whatLibpcapGivesComesOut(boolean portable, int longest) throws Exception {
        List<Packet> packets = Captures.some(longest > 1500 ? 300 : longest == 0 ? 70_000 : 4_000, longest, 1);
        try (LiveSource source = source(FOR_EVER, track(0, portable, packets))) {
            assertEquals(packets, readAll(source));
        }
    }

    @Test
    void severalInterfacesAreOneStreamInTheOrderOfTime() throws Exception {
        List<Packet> first = Captures.some(5_000, 300, 1);
        List<Packet> second = Captures.some(9_000, 300, 2);
        List<Packet> third = Captures.some(100, 300, 3);
        List<Packet> expected = new ArrayList<>(first);
        expected.addAll(second);
        expected.addAll(third);
        expected.sort(Comparator.comparingLong(Packet::nanos));
        try (LiveSource source = source(FOR_EVER, track(0, false, first), track(1, false, second), track(2, true, third))) {
            List<Packet> got = readAll(source);
            assertEquals(expected.size(), got.size());
            assertEquals(expected.stream().map(Packet::nanos).toList(), got.stream().map(Packet::nanos).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 99, 16_384, 16_385, 20_000})
    void theCountIsExact(int count) throws Exception {
        try (LiveSource source = source(count, track(0, false, Captures.some(20_000, 60, 1)))) {
            assertEquals(count, readAll(source).size());
            assertFalse(source.read(new PacketBatch()));
        }
    }

    @Test
    void anIdleInterfaceTellsTheTimeAndStops() throws Exception {
        List<Packet> packets = Captures.some(3, 60, 1);
        try (LiveSource source = source(FOR_EVER, track(0, false, packets))) {
            PacketBatch batch = new PacketBatch();
            assertTrue(source.read(batch));
            assertEquals(3, batch.count);
            long last = batch.timeNanos[2];
            long began = System.nanoTime();
            long before = last;
            while (System.nanoTime() - began < 1_000_000_000L) {
                assertTrue(source.read(batch));
                assertEquals(0, batch.count);
                assertTrue(batch.clockNanos >= before && batch.clockNanos <= last + System.nanoTime() - began, "it runs, and never too fast");
                before = batch.clockNanos;
            }
            assertTrue(before > last + 500_000_000L, "it runs");
            source.stop();
            assertEquals(List.of(), readRest(source), "nothing had come");
        }
    }

    /** What had come when the end was asked for is read; libpcap still has it, or we do. */
    @ParameterizedTest(name = "{0} batches are read before")
    @ValueSource(ints = {0, 1, 2})
    void theEndWaitsForWhatHasCome(int batches) throws Exception {
        List<Packet> first = Captures.some(30_000, 300, 1);
        List<Packet> second = Captures.some(20_000, 300, 2);
        try (LiveSource source = source(FOR_EVER, track(0, false, first), track(1, false, second))) {
            PacketBatch batch = new PacketBatch();
            int read = 0;
            for (int i = 0; i < batches; i++) {
                assertTrue(source.read(batch));
                read += batch.count;
            }
            source.stop();
            assertEquals(50_000, read + readRest(source).size());
            assertEquals(List.of(30_000L, 20_000L), delivered(source));
            assertEquals(0, lost.get(Counter.PACKETS_LEFT));
        }
    }

    @Test
    void whatThereIsNoTimeForAtTheEndIsCounted() throws Exception {
        LiveTrack[] tracks = {track(0, false, Captures.some(40_000, 300, 1)), track(1, true, Captures.some(5_000, 60, 2))};
        try (LiveSource source = source(FOR_EVER, 1, tracks)) {
            PacketBatch batch = new PacketBatch();
            assertTrue(source.read(batch));
            long read = batch.count;
            source.stop();
            Thread.sleep(2);
            assertFalse(source.read(batch));
            assertEquals(0, batch.count);
            assertTrue(read > 0 && read < 45_000, "some were read, and some not");
            assertEquals(45_000 - read, lost.get(Counter.PACKETS_LEFT));
            assertEquals(read, delivered(source).stream().mapToLong(Long::longValue).sum());
        }
    }

    /** Packets that come after the end was asked for belong to nobody: the last one here is of the future. */
    @Test
    void theEndDoesNotWaitForWhatCameLater() throws Exception {
        long later = (System.currentTimeMillis() + 3_600_000) * 1_000_000L;
        List<Packet> packets = new ArrayList<>(Captures.some(5, 60, 1));
        packets.add(Packet.of(later, 60, 1, new byte[60]));
        try (LiveSource source = source(FOR_EVER, track(0, false, packets))) {
            source.stop();
            assertEquals(5, readRest(source).size());
            assertEquals(0, lost.get(Counter.PACKETS_LEFT));
        }
    }

    private static List<Long> delivered(LiveSource source) {
        return source.statistics().stream().map(InterfaceStatistics::delivered).toList();
    }

    /** To the end, which must come soon. */
    private static List<Long> readRest(LiveSource source) throws CaptureException {
        List<Long> times = new ArrayList<>();
        PacketBatch batch = new PacketBatch();
        long began = System.nanoTime();
        while (source.read(batch)) {
            for (int i = 0; i < batch.count; i++) {
                times.add(batch.timeNanos[i]);
            }
            assertTrue(System.nanoTime() - began < 30_000_000_000L, "it ends");
        }
        return times;
    }

    /** Of the thread that reads; where packets are fetched one by one that is not promised. */
    @Test
    void packetsThatComeInBatchesAllocateNothing() throws Exception {
        LiveTrack track = track(0, false, Captures.some(200_000, 60, 1));
        PacketBatch batch = new PacketBatch();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            batch.begin(1);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            track.fill(0);
            track.append(batch, 0, Long.MAX_VALUE);
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            least = batch.count == PacketBatch.PACKETS ? Math.min(least, bytes) : least; // else it was the rest of what had come
        }
        assertEquals(0, least);
        track.close();
    }
}
