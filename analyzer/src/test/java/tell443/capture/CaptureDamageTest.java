package tell443.capture;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static tell443.capture.CaptureFormatsTest.concat;
import static tell443.capture.CaptureFormatsTest.gzip;
import static tell443.capture.CaptureFormatsTest.lz4;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tell443.capture.Captures.Packet;
import tell443.capture.Captures.Pcap;
import tell443.capture.Captures.Pcapng;
import tell443.capture.Captures.Run;
import tell443.counters.Counter;
import tell443.counters.Counters;

/** Everything before the damage is handed out; then it is named with its place; then the next file is read. */
class CaptureDamageTest {

    private static final List<Packet> PACKETS = Captures.some(12, 60, 7);
    private static final byte[] PCAP = Pcap.MICROS.file(PACKETS);
    private static final byte[] PCAPNG = Pcapng.file(LITTLE_ENDIAN, PACKETS);
    private static final int FIFTH = 24 + 16 * 4 + PACKETS.subList(0, 4).stream().mapToInt(packet -> packet.bytes().size()).sum();

    @TempDir
    private Path folder;

    static Run read(byte[] file, Counters counters) throws CaptureException {
        return Captures.run(CaptureFiles.open(List.of("-"), new ByteArrayInputStream(file), counters));
    }

    static Run read(byte[] file) throws CaptureException {
        return read(file, new Counters());
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> noCaptures() {
        return Stream.of(
                arguments("nothing", "", "offset 0: the file is empty"),
                arguments("one byte", "\u00D4", "but something else"),
                arguments("text", "hello world\n", "but text"),
                arguments("a web page", "<!DOCTYPE html><html>", "but a web page"),
                arguments("a picture", "\u0089PNG\r\n\u001A\n", "but a PNG picture"),
                arguments("zeros", "\0".repeat(1000), "but zeros"),
                arguments("magic number only", "\u00D4\u00C3\u00B2\u00A1", "cut short inside the pcap file header"),
                arguments("pcap 9.4", "\u00D4\u00C3\u00B2\u00A1\u0009\0\4\0" + "\0".repeat(16), "offset 4: pcap version 9.4"),
                arguments("xz", "\u00FD7zXZ\0", "unpack it first"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noCaptures")
    void whatIsNoCaptureIsNamed(String what, String bytes, String expected) throws Exception {
        Run run = read(bytes.getBytes(ISO_8859_1));
        assertEquals(0, run.packets().size());
        assertEquals(1, run.faults().size());
        assertTrue(run.faults().get(0).startsWith("-: offset ") && run.faults().get(0).contains(expected), run.faults().get(0));
    }

    @Test
    void headerOnlyFilesHoldNoPackets() throws Exception {
        for (byte[] file : List.of(Pcap.MICROS.file(List.of()), Pcapng.file(BIG_ENDIAN, List.of()), gzip(Pcap.NANOS.file(List.of())))) {
            assertEquals(new Run(List.of(), List.of(), List.of()), read(file));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            captured 4 GiB,            8, ffffffff, 4,  a packet record that claims to hold 4294967295 bytes
            captured 2 GiB,            8, 80000000, 4,  a packet record that claims to hold 2147483648 bytes
            captured 64 MiB,           8, 04000000, 4,  a packet record that claims to hold 67108864 bytes
            captured 300 kB of 60,     8, 00049000, 4,  a packet record that claims to hold 299008 bytes
            captured beyond the end,   8, 00004000, 4,  the capture is cut short inside the record
            original 0,               12, 00000000, 12, ''
            original 4 GiB,           12, ffffffff, 12, ''
            """)
    void theFifthRecordLies(String what, int at, String value, int packets, String fault) throws Exception {
        byte[] file = PCAP.clone();
        ByteBuffer.wrap(file).order(LITTLE_ENDIAN).putInt(FIFTH + at, Integer.parseUnsignedInt(value, 16));
        Counters counters = new Counters();
        Run run = read(file, counters);
        assertEquals(packets, run.packets().size());
        if (fault.isEmpty()) {
            assertEquals(List.of(), run.faults());
            assertEquals(1, counters.get(Counter.LENGTH_MALFORMED));
            assertEquals(PACKETS.get(4).bytes().size(), run.packets().get(4).original());
        } else {
            assertTrue(run.faults().get(0).startsWith("-: offset " + FIFTH + ": " + fault), run.faults().get(0));
        }
    }

    @Test
    void aSecondFileHeaderIsNamed() throws Exception {
        for (Pcap kind : List.of(Pcap.MICROS, Pcap.NANOS, new Pcap(0xA1B2C3D4, BIG_ENDIAN, 4))) {
            byte[] once = kind.file(PACKETS);
            Run run = read(concat(once, once));
            assertEquals(PACKETS, run.packets());
            assertTrue(run.faults().get(0).startsWith("-: offset " + once.length + ": a second pcap file header"), run.faults().get(0));
        }
    }

    @Test
    void aCutPcapGivesEveryWholePacket() throws Exception {
        for (int length = 24; length <= PCAP.length; length++) {
            List<Packet> whole = new ArrayList<>();
            int end = 24;
            int start = end;
            for (Packet packet : PACKETS) {
                end += 16 + packet.bytes().size();
                if (end <= length) {
                    whole.add(packet);
                    start = end;
                }
            }
            Run run = read(Arrays.copyOf(PCAP, length));
            assertEquals(whole, run.packets());
            assertCutAt(length == start ? -1 : start, run);
        }
    }

    @Test
    void aCutPcapngGivesEveryWholePacket() throws Exception {
        List<Integer> ends = blockEnds(PCAPNG);
        for (int length = 4; length <= PCAPNG.length; length++) {
            int whole = 0;
            int start = 0;
            for (int end : ends) {
                if (end <= length) {
                    whole++;
                    start = end;
                }
            }
            Run run = read(Arrays.copyOf(PCAPNG, length));
            assertEquals(PACKETS.subList(0, Math.max(0, whole - 2)), run.packets());
            assertCutAt(length == start ? -1 : start, run);
        }
    }

    private static void assertCutAt(int start, Run run) {
        if (start < 0) {
            assertEquals(List.of(), run.faults());
        } else {
            assertTrue(run.faults().get(0).startsWith("-: offset " + start + ": the capture is cut short"), run.faults().get(0));
        }
    }

    private static List<Integer> blockEnds(byte[] file) {
        List<Integer> ends = new ArrayList<>();
        for (int at = 0; at < file.length; ) {
            at += ByteBuffer.wrap(file).order(LITTLE_ENDIAN).getInt(at + 4);
            ends.add(at);
        }
        return ends;
    }

    @Test
    void cutOrDamagedPackingGivesWhatWasUnpacked() throws Exception {
        byte[] pcap = Pcap.MICROS.file(Captures.some(600, 600, 3));
        int last = 0;
        for (byte[] packed : List.of(gzip(pcap), Zstd.compress(pcap), lz4(pcap))) {
            for (int length = 8; length < packed.length; length += 4999) {
                Run run = read(Arrays.copyOf(packed, length));
                assertEquals(1, run.faults().size());
                last = run.packets().size();
            }
            assertTrue(last > 100, "packets before the cut: " + last);
            assertFault("bytes follow|cannot be unpacked", read(concat(packed, "garbage".repeat(10).getBytes(ISO_8859_1))), 600);
        }
        byte[] gzip = gzip(pcap);
        gzip[gzip.length - 5] ^= 1;
        assertFault("checksum does not fit", read(gzip), 600);
    }

    /** The most that can be had of damaged deflate data, byte by byte. */
    private static int unpackable(byte[] gzip) {
        Inflater inflater = new Inflater(true);
        inflater.setInput(gzip, 10, gzip.length - 10);
        int length = 0;
        try {
            while (inflater.inflate(new byte[1]) == 1) {
                length++;
            }
        } catch (DataFormatException e) {
            return length;
        }
        return length;
    }

    @Test
    void whatWasUnpackedBeforeDamageInsideIsNotLost() throws Exception {
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            packets.add(Packet.of(1_000_000L * i, new byte[100]));
        }
        byte[] good = gzip(Pcap.MICROS.file(packets));
        int damaged = 0;
        for (int at = 200; at < good.length - 8; at += 5) {
            byte[] file = good.clone();
            file[at] ^= 0x55;
            int unpackable = unpackable(file);
            if (unpackable < 24 + 300 * 116) {
                Run run = read(file);
                assertTrue(run.faults().size() == 1 && run.packets().size() <= unpackable / 16, run.faults().toString());
                String fault = run.faults().get(0);
                if (fault.contains("gzip")) {
                    assertTrue(fault.startsWith("-: offset " + unpackable + ": the gzip data"), fault + " of " + unpackable);
                    damaged++;
                }
            }
        }
        assertTrue(damaged > 3, "damaged " + damaged);
    }

    private static void assertFault(String pattern, Run run, int packets) {
        assertEquals(packets, run.packets().size());
        assertEquals(1, run.faults().size());
        assertTrue(run.faults().get(0).matches("-: offset \\d+: .*(" + pattern + ").*"), run.faults().get(0));
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> blocks() {
        Packet packet = PACKETS.get(0);
        return Stream.of(
                arguments("length 0", patched(4, 0), 0, "a block of 0 bytes", Counter.PACKETS),
                arguments("length 4", patched(4, 4), 0, "a block of 4 bytes", Counter.PACKETS),
                arguments("length 33", patched(4, 33), 0, "a block of 33 bytes", Counter.PACKETS),
                arguments("length 4 GiB", patched(4, -1), 0, "a block of 4294967295 bytes", Counter.PACKETS),
                arguments("length 1 GiB", patched(4, 1 << 30), 0, "a block of 1073741824 bytes", Counter.PACKETS),
                arguments("its two lengths differ", patched(blockEnds(PCAPNG).get(2) - blockEnds(PCAPNG).get(1) - 4, 99), 0,
                        "lengths differ", Counter.PACKETS),
                arguments("unknown interface", patched(8, 7), 11, "", Counter.BLOCK_WITHOUT_INTERFACE),
                arguments("captured beyond its block", patched(20, 100_000), 11, "", Counter.BLOCK_SKIPPED),
                arguments("captured 4 GiB", patched(20, -1), 11, "", Counter.BLOCK_SKIPPED),
                arguments("a time of the year 586524", patched(12, -1), 12, "", Counter.TIME_MALFORMED),
                arguments("no interface", new Pcapng(LITTLE_ENDIAN).section().enhanced(0, 0, packet).out.array(), 0,
                        "offset 28: a packet before any interface", Counter.PACKETS),
                arguments("version 9", bytes(PCAPNG, 12, 9), 0, "offset 0: pcapng version 9", Counter.PACKETS),
                arguments("no byte order", bytes(PCAPNG, 8, 9), 0, "offset 0: a section header whose byte order", Counter.PACKETS));
    }

    /** The first packet's block with four bytes replaced. */
    private static byte[] patched(int at, int value) {
        byte[] file = PCAPNG.clone();
        ByteBuffer.wrap(file).order(LITTLE_ENDIAN).putInt(blockEnds(PCAPNG).get(1) + at, value);
        return file;
    }

    private static byte[] bytes(byte[] original, int at, int value) {
        byte[] file = original.clone();
        file[at] = (byte) value;
        return file;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void oddBlocks(String what, byte[] file, int packets, String fault, Counter counter) throws Exception {
        Counters counters = new Counters();
        Run run = read(file, counters);
        assertEquals(packets, run.packets().size());
        assertEquals(packets == 0 ? 1 : 0, run.faults().size());
        assertTrue(packets > 0 || run.faults().get(0).contains(fault), () -> run.faults().get(0));
        assertEquals(packets == 0 ? 0 : 1, counters.get(counter));
    }

    @Test
    void readingGoesOnWithTheNextFile() throws Exception {
        String good = Files.write(folder.resolve("good"), PCAP).toString();
        String cut = Files.write(folder.resolve("cut"), Arrays.copyOf(PCAP, PCAP.length - 1)).toString();
        String text = Files.writeString(folder.resolve("text"), "hello").toString();
        Run run = Captures.run(CaptureFiles.open(List.of(text, cut, good), InputStream.nullInputStream(), new Counters()));
        assertEquals(2, run.faults().size());
        assertTrue(run.faults().get(0).startsWith(text + ": offset 0: not a pcap"), run.faults().get(0));
        assertTrue(run.faults().get(1).startsWith(cut + ": offset "), run.faults().get(1));
        assertEquals(23, run.packets().size());
        for (int i = 0; i < 22; i++) { // equally old: in the order of the arguments
            assertEquals(PACKETS.get(i / 2), run.packets().get(i));
            assertEquals(i % 2 == 0 ? cut : good, run.names().get(i));
        }
    }

    @Test
    void fractionsOfMoreThanASecondAreCarriedAndCounted() throws Exception {
        byte[] file = PCAP.clone();
        ByteBuffer.wrap(file).order(LITTLE_ENDIAN).putInt(24, -1).putInt(28, 3_000_001);
        Counters counters = new Counters();
        Run run = read(file, counters);
        assertEquals((0xFFFF_FFFFL + 3) * 1_000_000_000L + 1_000, run.packets().get(0).nanos());
        assertEquals(1, counters.get(Counter.TIME_MALFORMED));
    }

    @Test
    void millionsOfEmptyPacketsAreRead() throws Exception {
        byte[] file = Arrays.copyOf(Pcap.MICROS.file(List.of()), 24 + 16 * 2_000_000);
        PacketBatch batch = new PacketBatch();
        long packets = 0;
        try (PacketSource source = CaptureFiles.open(
                List.of(Files.write(folder.resolve("empty"), file).toString()), InputStream.nullInputStream(), new Counters())) {
            while (source.read(batch)) {
                packets += batch.count;
            }
        }
        assertEquals(2_000_000, packets);
    }
}
