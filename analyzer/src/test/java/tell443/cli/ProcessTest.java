package tell443.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real process: signals, pipes, full devices, dead threads. */
class ProcessTest {

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "SIG{0}")
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsTheRunWithWhatItHas(String signal, int status) throws Exception {
        Path file = folder.resolve("flows.csv");
        Process process = start("read", "endless.pcap", "-o", file.toString()).start();
        Path part = folder.resolve("flows.csv.part");
        for (int i = 0; i < 600 && (!Files.exists(part) || Files.size(part) == 0); i++) {
            Thread.sleep(50);
        }
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor());
        assertEquals(status, exit(process));
        assertFalse(Files.exists(part));
        String rows = Files.readString(file);
        assertTrue(rows.startsWith("flow_id,") && rows.endsWith(",\n"));
        assertTrue(said().contains(" flows: "));
    }

    /** The first one asks, the second one tells. */
    @ParameterizedTest(name = "SIG{0}")
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSecondSignalEndsARunThatCannotFinish(String signal, int status) throws Exception {
        Process process = start("live", "-i", "stubborn", "-o", folder.resolve("flows.csv").toString()).start();
        for (int i = 0; i < 600 && !said().contains("begun"); i++) {
            Thread.sleep(50);
        }
        String pid = Long.toString(process.pid());
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).start().waitFor());
        assertFalse(process.waitFor(1500, TimeUnit.MILLISECONDS), "it tries to finish");
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).start().waitFor());
        assertTrue(process.waitFor(5, TimeUnit.SECONDS), "it ends at once");
        assertEquals(status, process.exitValue());
        assertFalse(Files.exists(folder.resolve("flows.csv")));
    }

    /** Usually Java ends then. */
    @Test
    void aSignalForTheSummaryLetsALiveRunGoOn() throws Exception {
        Process process = start("live", "-i", "endless", "-o", folder.resolve("flows.csv").toString()).start();
        for (int i = 0; i < 600 && !said().contains("begun"); i++) {
            Thread.sleep(50);
        }
        assertEquals(0, new ProcessBuilder("kill", "-USR1", Long.toString(process.pid())).start().waitFor());
        for (int i = 0; i < 600 && !said().contains("flows open"); i++) {
            Thread.sleep(50);
        }
        assertTrue(said().contains("7 flows open"), said());
        assertEquals(0, new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor());
        assertEquals(143, exit(process));
    }

    @Test
    void aSignalEndsARunThatWaitsForStandardInput() throws Exception {
        Path sample = Path.of("..", "capture-fixtures", "captures", "sample", "capture.pcapng");
        Path file = folder.resolve("flows.csv");
        Process process = start(Main.class, "read", "-", "-o", file.toString()).start();
        process.getOutputStream().write(Files.readAllBytes(sample));
        process.getOutputStream().flush();
        for (int i = 0; i < 600 && !Files.exists(folder.resolve("flows.csv.part")); i++) {
            Thread.sleep(50);
        }
        Thread.sleep(500); // now it has read what there is, or soon will have
        assertEquals(0, new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor());
        assertEquals(130, exit(process));
        assertTrue(Files.readString(file).startsWith("flow_id,"));
    }

    @ParameterizedTest(name = "somebody has it open for writing: {0}")
    @CsvSource({"false", "true"})
    void aSignalEndsARunThatWaitsForANamedPipe(boolean written) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Path file = folder.resolve("flows.csv");
        Process process = start(Main.class, "read", pipe.toString(), "-o", file.toString()).start();
        try (OutputStream writer = written ? Files.newOutputStream(pipe) : OutputStream.nullOutputStream()) {
            writer.write(Files.readAllBytes(Path.of("..", "capture-fixtures", "captures", "scan", "capture.pcap")));
            for (int i = 0; i < 600 && !Files.exists(folder.resolve("flows.csv.part")); i++) {
                Thread.sleep(50);
            }
            Thread.sleep(500); // now it waits, or soon will
            long signalled = System.nanoTime();
            assertEquals(0, new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor());
            assertEquals(130, exit(process));
            assertTrue(System.nanoTime() - signalled < 5_000_000_000L);
        }
        assertEquals(written, Files.readString(file).lines().count() > 1);
    }

    @Test
    void aReaderThatLeavesEndsTheRunQuietly() throws Exception {
        Process process = start("read", "endless.pcap").start();
        try (BufferedReader reader = process.inputReader()) {
            assertTrue(reader.readLine().startsWith("flow_id,"));
        }
        assertEquals(0, exit(process));
        assertEquals("", said());
    }

    @Test
    void aFullDeviceIsSaid() throws Exception {
        Process process = start("read", "endless.pcap").redirectOutput(Path.of("/dev/full").toFile()).start();
        assertEquals(1, exit(process));
        String said = said();
        assertTrue(said.startsWith("tell443: cannot write standard output: ") && said.indexOf('\n') == said.length() - 1, said);
    }

    @Test
    void aDeadThreadFailsTheRun() throws Exception {
        Path file = folder.resolve("flows.csv");
        Process process = start("read", "fault", "-o", file.toString()).start();
        assertEquals(1, exit(process));
        assertFalse(Files.exists(file));
        String said = said();
        assertEquals("tell443: internal error: java.lang.IllegalStateException: boom; please report it, with what TELL443_DEBUG=1 adds\n",
                said);
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    private ProcessBuilder start(String... args) {
        return start(EndlessMain.class, args);
    }

    private ProcessBuilder start(Class<?> main, String... args) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp", System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
    }

    private static int exit(Process process) throws InterruptedException {
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(ended, "the process must end");
        return process.exitValue();
    }
}
