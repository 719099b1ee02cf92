package tell443.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is packed here is unpacked by the programs whose formats these are. */
class PackingTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{1} reads {0}")
    @CsvSource({"f.csv.gz, gzip", "f.csv.zst, zstd", "f.csv.lz4, lz4"})
    void theProgramOfThatEndingReadsIt(String name, String program) throws Exception {
        assumeTrue(isInstalled(program), program + " is not installed");
        byte[] rows = new byte[3_000_001];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (byte) (i * 31 >>> 3);
        }
        Path file = folder.resolve(name);
        try (Output output = Output.to(file.toString())) {
            output.write(rows, 0, rows.length);
            output.commit();
        }
        assertTrue(Files.size(file) < rows.length);
        Process unpacking = new ProcessBuilder(program, "-dc", file.toString()).start();
        assertArrayEquals(rows, unpacking.getInputStream().readAllBytes());
        assertEquals(0, unpacking.waitFor());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"f.csv.gz", "f.csv.zst", "f.csv.lz4"})
    void theSameRowsAreTheSameBytesAndNothingIsLeftOfAFailure(String name) throws Exception {
        byte[] first = write(name);
        assertArrayEquals(first, write(name));
        try (Output output = Output.to(folder.resolve("g" + name).toString())) {
            output.failAfter(100);
            output.write(new byte[1000], 0, 1000);
            assertThrows(OutputException.class, output::commit);
        }
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void theEndingIsKnownByItsName() {
        assertEquals("f.csv", Packing.unpackedName("f.csv.gz"));
        assertEquals("f.csv", Packing.unpackedName("f.csv"));
        assertEquals(Packing.PLAIN, Packing.of("fgz"));
    }

    private byte[] write(String name) throws Exception {
        Path file = folder.resolve(name);
        try (Output output = Output.to(file.toString())) {
            output.write(new byte[100_000], 0, 100_000);
            output.commit();
        }
        return Files.readAllBytes(file);
    }

    private static boolean isInstalled(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
