package tell443.capture;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.capture.Captures.Packet;
import tell443.capture.Captures.Pcap;
import tell443.capture.Captures.Pcapng;
import tell443.capture.Captures.Run;
import tell443.counters.Counters;

/** The same packets come out of every container. */
class CaptureFormatsTest {

    private static final List<Packet> PACKETS = Captures.some(3000, 1600, 443); // more than two batches
    private static final InputStream NOTHING = InputStream.nullInputStream();

    @TempDir
    private Path folder;

    static Stream<org.junit.jupiter.params.provider.Arguments> containers() throws IOException {
        byte[] pcap = Pcap.MICROS.file(PACKETS);
        int middle = pcap.length / 2;
        return Stream.of(
                arguments("pcap, microseconds, little-endian", pcap),
                arguments("pcap, microseconds, big-endian", new Pcap(0xA1B2C3D4, BIG_ENDIAN, 4).file(PACKETS)),
                arguments("pcap, nanoseconds, little-endian", Pcap.NANOS.file(PACKETS)),
                arguments("pcap, nanoseconds, big-endian", new Pcap(0xA1B23C4D, BIG_ENDIAN, 4).file(PACKETS)),
                arguments("pcap, Kuznetzov's records", new Pcap(0xA1B2CD34, LITTLE_ENDIAN, 4).file(PACKETS)),
                arguments("pcap 2.2, lengths the other way round", new Pcap(0xA1B2C3D4, LITTLE_ENDIAN, 2).file(PACKETS)),
                arguments("pcapng, little-endian", Pcapng.file(LITTLE_ENDIAN, PACKETS)),
                arguments("pcapng, big-endian", Pcapng.file(BIG_ENDIAN, PACKETS)),
                arguments("gzip", gzip(pcap)),
                arguments("gzip of two members", concat(gzip(Arrays.copyOf(pcap, middle)), gzip(rest(pcap, middle)))),
                arguments("gzip with zeros behind it", concat(gzip(pcap), new byte[1000])),
                arguments("zstd", Zstd.compress(pcap)),
                arguments("zstd of two frames", concat(Zstd.compress(Arrays.copyOf(pcap, middle)), Zstd.compress(rest(pcap, middle)))),
                arguments("zstd behind a skippable frame",
                        concat(new byte[] {0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 9, 9}, Zstd.compress(pcap))),
                arguments("lz4", lz4(pcap)),
                arguments("gzip of pcapng", gzip(Pcapng.file(LITTLE_ENDIAN, PACKETS))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("containers")
    void samePacketsFromAFile(String what, byte[] file) throws Exception {
        Path path = Files.write(folder.resolve("some.name"), file);
        Run run = Captures.run(CaptureFiles.open(List.of(path.toString()), NOTHING, new Counters()));
        assertEquals(List.of(), run.faults());
        assertEquals(PACKETS, run.packets());
        assertEquals(path.toString(), run.names().get(0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("containers")
    void samePacketsFromStandardInput(String what, byte[] file) throws Exception {
        Run run = Captures.run(CaptureFiles.open(List.of("-"), new ByteArrayInputStream(file), new Counters()));
        assertEquals(List.of(), run.faults());
        assertEquals(PACKETS, run.packets());
    }

    @ParameterizedTest(name = "{0} bytes at a time")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void samePacketsFromASlowPipe(int piece) throws Exception {
        List<Packet> few = PACKETS.subList(0, 50);
        for (byte[] file : List.of(Pcap.NANOS.file(few), Pcapng.file(BIG_ENDIAN, few), gzip(Pcap.NANOS.file(few)))) {
            InputStream slow = new FilterInputStream(new ByteArrayInputStream(file)) {
                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    return super.read(target, offset, Math.min(length, piece));
                }
            };
            assertEquals(few, Captures.run(CaptureFiles.open(List.of("-"), slow, new Counters())).packets());
        }
    }

    @Test
    void packetsBeforeAPipeStallsAreHandedOut() throws Exception {
        byte[] file = Pcap.MICROS.file(PACKETS.subList(0, 5));
        InputStream stalling = new FilterInputStream(new ByteArrayInputStream(file)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int got = super.read(target, offset, length);
                if (got < 0) {
                    throw new AssertionError("asked for more with packets in hand");
                }
                return got;
            }
        };
        PacketBatch batch = new PacketBatch();
        try (PacketSource source = CaptureFiles.open(List.of("-"), stalling, new Counters())) {
            assertEquals(true, source.read(batch));
            assertEquals(5, batch.count);
            assertEquals(-1, source.progress());
        }
    }

    @ParameterizedTest(name = "{0} files")
    @ValueSource(ints = {2, 3, 100})
    void samePacketsFromARotatedSetInAnyOrder(int files) throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            byte[] part = Pcap.MICROS.file(PACKETS.subList(PACKETS.size() * i / files, PACKETS.size() * (i + 1) / files));
            names.add(0, Files.write(folder.resolve("part" + i), i % 2 == 0 ? part : gzip(part)).toString());
        }
        assertEquals(PACKETS, Captures.run(CaptureFiles.open(names, NOTHING, new Counters())).packets());
    }

    @ParameterizedTest(name = "{0} files")
    @ValueSource(ints = {2, 3, 100})
    void samePacketsFromInterleavedFiles(int files) throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            List<Packet> own = new ArrayList<>();
            for (int k = i; k < PACKETS.size(); k += files) {
                own.add(PACKETS.get(k));
            }
            byte[] file = i % 2 == 0 ? Pcap.MICROS.file(own) : Pcapng.file(LITTLE_ENDIAN, own);
            names.add(Files.write(folder.resolve("part" + i), file).toString());
        }
        PacketSource source = CaptureFiles.open(names, NOTHING, new Counters());
        assertEquals(PACKETS, Captures.run(source).packets());
        assertEquals(1, source.progress());
    }

    @Test
    void standardInputTakesPartInTheMerge() throws Exception {
        List<Packet> even = new ArrayList<>();
        List<Packet> odd = new ArrayList<>();
        for (int i = 0; i < PACKETS.size(); i++) {
            (i / 10 % 2 == 0 ? even : odd).add(PACKETS.get(i));
        }
        Path path = Files.write(folder.resolve("odd"), Pcap.MICROS.file(odd));
        InputStream stdin = new ByteArrayInputStream(gzip(Pcap.MICROS.file(even)));
        Run run = Captures.run(CaptureFiles.open(List.of(path.toString(), "-"), stdin, new Counters()));
        assertEquals(PACKETS, run.packets());
        assertEquals("-", run.names().get(0));
    }

    @Test
    void whatIsPackedTwiceIsRefused() throws Exception {
        InputStream twice = new ByteArrayInputStream(gzip(gzip(Pcap.MICROS.file(PACKETS))));
        Run run = Captures.run(CaptureFiles.open(List.of("-"), twice, new Counters()));
        assertEquals(List.of("-: offset 0: packed more than once; unpack it once"), run.faults());
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    static byte[] lz4(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream lz4 = new LZ4FrameOutputStream(out, LZ4FrameOutputStream.BLOCKSIZE.SIZE_64KB)) {
            lz4.write(bytes);
        }
        return out.toByteArray();
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    static byte[] rest(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }
}
