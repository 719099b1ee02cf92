package tell443.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import tell443.fixtures.Packet;
import tell443.fixtures.TcpDialogue;

/** Faults on demand: each limit, a full disk and an end of memory are met in milliseconds. */
class SimulationTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int read(Path folder, String fault) {
        List<Packet> packets = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            packets.addAll(new TcpDialogue("10.0.0." + (1 + i), 1024 + i, "198.51.100.1", 443).open().clientSkips(1)
                    .client(Fill.bytes(i, 9000)).packets());
        }
        Path capture = folder.resolve("capture.pcap");
        new CaptureFile().add(packets).pcap().to(capture);
        return new Tell443(out, err, InputStream.nullInputStream(), TestEnvironment.PIPE)
                .run("read", "--threads", "1", "--simulate", fault, "--format", "csv", capture.toString());
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"flow-limit@64, flows ended early", "reasm-limit@65536, a reassembly limit was reached"})
    void aLimitIsCountedAndNoFault(String fault, String said, @TempDir Path folder) {
        assertEquals(Tell443.DONE, read(folder, fault), errors());
        assertTrue(errors().contains(said), errors());
        assertEquals(101, out.toString(StandardCharsets.UTF_8).split("\n").length);
    }

    @Test
    void aFullDiskEndsTheRun(@TempDir Path folder) {
        assertEquals(Tell443.WORLD_WRONG, read(folder, "write-error@100"));
    }

    @Test
    void anEndOfMemoryEndsTheRunInOneLine(@TempDir Path folder) {
        assertEquals(Tell443.WORLD_WRONG, read(folder, "oom@1"));
        assertTrue(errors().startsWith("tell443: out of memory"), errors());
        assertEquals(1, errors().split("\n").length);
    }
}
