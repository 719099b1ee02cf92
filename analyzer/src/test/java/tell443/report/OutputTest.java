package tell443.report;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {

    private static final byte[] ROWS = "a,b\n1,2\n".getBytes(US_ASCII);

    @TempDir
    private Path folder;

    @Test
    void theFileAppearsWhole() throws Exception {
        Path file = folder.resolve("flows.csv");
        try (Output output = Output.to(file.toString())) {
            output.write(ROWS, 0, ROWS.length);
            output.flush();
            assertFalse(Files.exists(file));
            assertEquals(List.of("flows.csv.part"), names());
            output.commit();
        }
        assertEquals("a,b\n1,2\n", Files.readString(file));
        assertEquals(List.of("flows.csv"), names());
    }

    @Test
    void withoutCommitNothingIsLeftAndTheOldFileStays() throws Exception {
        Path file = Files.writeString(folder.resolve("flows.csv"), "old");
        try (Output output = Output.to(file.toString())) {
            output.write(ROWS, 0, ROWS.length);
            output.flush();
        }
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("flows.csv"), names());
    }

    @Test
    void aStalePartIsLeftAlone() throws Exception {
        Files.writeString(folder.resolve("flows.csv.part"), "stale");
        Path file = folder.resolve("flows.csv");
        try (Output output = Output.to(file.toString())) {
            output.write(ROWS, 0, ROWS.length);
            output.commit();
        }
        assertEquals("stale", Files.readString(folder.resolve("flows.csv.part")));
        assertEquals(8, Files.size(file));
    }

    @Test
    void linksFoldersAndNowhereAreRefused() throws Exception {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), target);
        assertTrue(refusal(link.toString()).contains("symbolic link"));
        assertTrue(refusal(folder.toString()).contains("is a folder"));
        assertTrue(refusal(folder.resolve("no/such.csv").toString()).contains("does not exist"));
        assertEquals("old", Files.readString(target));
        assertEquals(List.of("link.csv", "target"), names());
    }

    @Test
    void aStalePartThatIsALinkIsNotFollowed() throws Exception {
        Path target = Files.writeString(folder.resolve("target"), "old");
        Files.createSymbolicLink(folder.resolve("flows.csv.part"), target);
        try (Output output = Output.to(folder.resolve("flows.csv").toString())) {
            output.write(ROWS, 0, ROWS.length);
            output.commit();
        }
        assertEquals("old", Files.readString(target));
    }

    @Test
    void aFullDiskIsSaidAndLeavesNothing() throws Exception {
        Path file = folder.resolve("flows.csv");
        try (Output output = Output.to(file.toString())) {
            output.failAfter(4);
            output.write(ROWS, 0, ROWS.length);
            OutputException e = assertThrows(OutputException.class, output::commit);
            assertTrue(e.getMessage().startsWith("cannot write " + file + ": No space left"), e.getMessage());
            assertFalse(e.readerGone());
        }
        assertEquals(List.of(), names());
    }

    @Test
    void aRealFullDeviceIsSaid() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        try (Output output = Output.to("/dev/full")) {
            output.write(ROWS, 0, ROWS.length);
            OutputException e = assertThrows(OutputException.class, output::commit);
            assertTrue(e.getMessage().startsWith("cannot write /dev/full: "), e.getMessage());
        }
        assertTrue(Files.exists(Path.of("/dev/full")));
    }

    /** Renaming would put a file in the place of a device for good; where that was to be the null device the whole system suffers. */
    @Test
    void whatIsNoFileIsNotReplaced() throws Exception {
        Path fifo = folder.resolve("flows.csv");
        try (Output output = Output.to(fifo.toString())) {
            output.write(ROWS, 0, ROWS.length);
            assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0);
            OutputException e = assertThrows(OutputException.class, output::commit);
            assertEquals("cannot write " + fifo + ": it is no file any more; what was written before is in " + fifo + ".part",
                    e.getMessage());
        }
        assertTrue(Files.readAttributes(fifo, BasicFileAttributes.class).isOther());
        assertArrayEquals(ROWS, Files.readAllBytes(folder.resolve("flows.csv.part")));
    }

    @Test
    void aClosedPipeIsToldApart() throws Exception {
        Output output = Output.to(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        output.write(ROWS, 0, ROWS.length);
        assertTrue(assertThrows(OutputException.class, output::flush).readerGone());
    }

    @Test
    void moreThanTheBufferHoldsArrivesInOrder() throws Exception {
        Path file = folder.resolve("big.csv");
        byte[] big = new byte[1_000_003];
        for (int i = 0; i < big.length; i++) {
            big[i] = (byte) (i * 31);
        }
        try (Output output = Output.to(file.toString())) {
            for (int at = 0; at < big.length; ) {
                int step = Math.min(7_919, big.length - at);
                output.write(big, at, step);
                at += step;
            }
            output.commit();
        }
        assertArrayEquals(big, Files.readAllBytes(file));
    }

    private static String refusal(String name) {
        return assertThrows(OutputException.class, () -> Output.to(name)).getMessage();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
