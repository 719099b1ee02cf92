package tell443.capture;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tell443.capture.Captures.Packet;
import tell443.capture.Captures.Pcap;
import tell443.capture.Captures.Pcapng;
import tell443.capture.Captures.Run;
import tell443.counters.Counters;

class MergedSourceTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    private String write(String name, List<Packet> packets) throws Exception {
        return Files.write(folder.resolve(name), Pcap.NANOS.file(packets)).toString();
    }

    private static PacketSource open(List<String> names) throws CaptureException {
        return CaptureFiles.open(names, InputStream.nullInputStream(), new Counters());
    }

    private static Packet packet(long nanos, int what) {
        return Packet.of(nanos, new byte[] {(byte) what});
    }

    @Test
    void equallyOldPacketsComeInTheOrderOfTheFirstPackets() throws Exception {
        String later = write("a-later", List.of(packet(5, 3), packet(6, 5), packet(6, 6)));
        String earlier = write("b-earlier", List.of(packet(1, 1), packet(5, 2), packet(6, 4)));
        Run run = Captures.run(open(List.of(later, earlier)));
        assertEquals(List.of(packet(1, 1), packet(5, 2), packet(5, 3), packet(6, 4), packet(6, 5), packet(6, 6)), run.packets());
        assertEquals(List.of(earlier, earlier, later, earlier, later, later), run.names());
    }

    @Test
    void everyMergeIsTheMergeOfItsDefinition() throws Exception {
        Random random = new Random(3);
        for (int round = 0; round < 60; round++) {
            List<List<Packet>> files = new ArrayList<>();
            List<String> names = new ArrayList<>();
            int count = 2 + random.nextInt(6);
            for (int i = 0; i < count; i++) {
                files.add(disordered(random, random.nextInt(200)));
                names.add(write(round + "-" + i, files.get(i)));
            }
            assertEquals(defined(files), Captures.run(open(names)).packets(), "round " + round);
        }
    }

    /** Times that repeat, and that step backwards now and then. */
    private static List<Packet> disordered(Random random, int count) {
        List<Packet> packets = new ArrayList<>();
        long nanos = random.nextInt(300);
        for (int i = 0; i < count; i++) {
            nanos = Math.max(0, nanos + random.nextInt(8) - 1);
            byte[] bytes = new byte[random.nextInt(3000)];
            random.nextBytes(bytes);
            packets.add(Packet.of(nanos, bytes));
        }
        return packets;
    }

    private static List<Packet> defined(List<List<Packet>> files) {
        List<List<Packet>> rest = new ArrayList<>();
        for (List<Packet> file : files) {
            if (!file.isEmpty()) {
                rest.add(new ArrayList<>(file));
            }
        }
        rest.sort(Comparator.comparingLong(file -> file.get(0).nanos()));
        List<Packet> merged = new ArrayList<>();
        while (true) {
            List<Packet> oldest = List.of();
            for (List<Packet> file : rest) {
                if (!file.isEmpty() && (oldest.isEmpty() || file.get(0).nanos() < oldest.get(0).nanos())) {
                    oldest = file;
                }
            }
            if (oldest.isEmpty()) {
                return merged;
            }
            merged.add(oldest.remove(0));
        }
    }

    @Test
    void moreFilesThanMayBeOpen() throws Exception {
        List<Packet> packets = Captures.some(3 * OpenFiles.LIMIT * 40, 900, 5);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3 * OpenFiles.LIMIT; i++) {
            List<Packet> own = new ArrayList<>();
            for (int k = i; k < packets.size(); k += 3 * OpenFiles.LIMIT) {
                own.add(packets.get(k));
            }
            names.add(write("file" + i, own));
        }
        Collections.shuffle(names, new Random(1));
        assertEquals(packets, Captures.run(open(names)).packets());
    }

    @Test
    void progressGoesFromZeroToOne() throws Exception {
        String name = write("large", Captures.some(4000, 1400, 9));
        PacketBatch batch = new PacketBatch();
        try (PacketSource source = open(List.of(name, name))) {
            assertEquals(0, source.progress());
            double last = 0;
            while (source.read(batch)) {
                assertTrue(last <= source.progress() && source.progress() <= 1);
                last = source.progress();
            }
            assertEquals(1, source.progress());
            assertFalse(source.read(batch), "the end stays the end");
            assertEquals(0, batch.count);
        }
    }

    @Test
    void readingAllocatesNothing() throws Exception {
        String pcap = write("pcap", Captures.some(60_000, 700, 2));
        List<Packet> packets = Captures.some(60_000, 700, 3);
        String pcapng = Files.write(folder.resolve("pcapng"), Pcapng.file(LITTLE_ENDIAN, packets)).toString();
        String gzip = Files.write(folder.resolve("gzip"), CaptureFormatsTest.gzip(Pcap.MICROS.file(packets))).toString();
        for (List<String> names : List.of(List.of(pcap), List.of(pcapng), List.of(gzip), List.of(pcap, pcapng, gzip))) {
            long least = Long.MAX_VALUE; // the JVM may link or compile something of its own in one round, never in all
            for (int round = 0; round < 5 && least > 0; round++) {
                least = Math.min(least, allocatedAfterTheFirstBatches(names));
            }
            assertEquals(0, least, names + " bytes");
        }
    }

    private static long allocatedAfterTheFirstBatches(List<String> names) throws CaptureException {
        PacketBatch batch = new PacketBatch();
        try (PacketSource source = open(names)) {
            for (int i = 0; i < 10; i++) { // windows grow to what they need
                source.read(batch);
            }
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 8; i++) {
                source.read(batch);
            }
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertTrue(batch.count > 0);
            return allocated;
        }
    }
}
