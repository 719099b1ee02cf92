package tell443.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.fixtures.CaptureFile;
import tell443.fixtures.Fill;
import tell443.fixtures.Fragments;
import tell443.fixtures.Ip;
import tell443.fixtures.Link;
import tell443.fixtures.LinkType;
import tell443.fixtures.Packet;
import tell443.fixtures.TcpDialogue;

/** Faults on demand: each limit, a full disk and an end of memory are met in milliseconds. */
class SimulationTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int writeAndRead(Path folder, String fault) {
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            packets.addAll(new TcpDialogue("10.0.0." + (1 + i), 1024 + i, "198.51.100.1", 443).open().clientSkips(1)
                    .client(Fill.bytes(i, 9000)).packets());
        }
        Path capture = folder.resolve("capture.pcap");
        new CaptureFile().add(packets).pcap().to(capture);
        return read(capture, fault);
    }

    private int read(Path capture, String fault) {
        return new Tell443(out, err, InputStream.nullInputStream(), TestEnvironment.PIPE)
                .run("read", "--threads", "1", "--simulate", fault, "--format", "csv", capture.toString());
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"flow-limit@64, flows ended early", "reasm-limit@65536, a reassembly limit was reached"})
    void aLimitIsCountedAndNoFault(String fault, String said, @TempDir Path folder) {
        assertEquals(Tell443.DONE, writeAndRead(folder, fault), errors());
        assertTrue(errors().contains(said), errors());
        assertEquals(101, out.toString(StandardCharsets.UTF_8).split("\n").length);
    }

    /** Of each pair of fragments the second one comes when all first ones have; they find room for a few. */
    @Test
    void fragmentsGivenUpAtTheLimitAreCounted(@TempDir Path folder) {
        Ip ip = Ip.from("192.0.2.10").to("198.51.100.1");
        List<Packet> packets = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            for (int i = 0; i < 100; i++) {
                byte[] datagram = ip.identification(i + 1).udp(1024 + i, 443, Fill.bytes(i, 2000));
                byte[] frame = Link.ethernet(Fragments.of(datagram, 1400).get(half));
                packets.add(Packet.of(1_000_000_000L + packets.size(), LinkType.ETHERNET, frame));
            }
        }
        Path capture = folder.resolve("capture.pcap");
        new CaptureFile().add(packets).pcap().to(capture);
        assertEquals(Tell443.DONE, read(capture, "frag-limit@32000000"));
        assertTrue(errors().contains("100 flows") && !errors().contains("given up"), errors());
        err.reset();
        assertEquals(Tell443.DONE, read(capture, "frag-limit@65536"));
        assertTrue(errors().contains("IP fragments given up for lack of their siblings or of memory"), errors());
        assertFalse(errors().contains("100 flows"), errors());
    }

    @Test
    void aFullDiskEndsTheRun(@TempDir Path folder) {
        assertEquals(Tell443.WORLD_WRONG, writeAndRead(folder, "write-error@100"));
    }

    @Test
    void anEndOfMemoryEndsTheRunInOneLine(@TempDir Path folder) {
        assertEquals(Tell443.WORLD_WRONG, writeAndRead(folder, "oom@1"));
        assertTrue(errors().startsWith("tell443: out of memory"), errors());
        assertEquals(1, errors().split("\n").length);
    }
}
