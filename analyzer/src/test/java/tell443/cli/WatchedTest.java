package tell443.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.metrics.Page;

/** A run that goes on, as people and programs watch it from outside. */
class WatchedTest {

    private static final Path SAMPLE = Path.of("..", "capture-fixtures", "captures", "sample", "capture.pcapng");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource({"--metrics x, '--metrics: \"x\" is no place to listen on; write it like 9443, 192.0.2.1:9443 or [::1]:9443'",
        "--metrics 1:2:3, '--metrics: \"1:2:3\" is no place to listen on; write it like 9443, 192.0.2.1:9443 or [::1]:9443'",
        "--metrics example.com:1, '--metrics: \"example.com:1\" is no place to listen on; write it like 9443, 192.0.2.1:9443 or [::1]:9443'",
        "--metrics 127.0.0.1:65536, '--metrics: \"127.0.0.1:65536\" is no place to listen on; write it like 9443, 192.0.2.1:9443 or [::1]:9443'",
        "--screen, '--screen needs a terminal; without it rows are written as flows end'",
        "--screen --no-screen, 'give either --screen or --no-screen'",
        "--updates --format table, '--updates: a table has no room for rows that change; add --format csv or jsonl'",
        "--updates --sort, 'give either --sort or --updates: sorted rows are all written at the end'"})
    void wrongOptionsAreSaidInOneLine(String options, String said) {
        java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
        String[] arguments = ("read x " + options).split(" ");
        int status = new Tell443(OutputStream.nullOutputStream(), err, java.io.InputStream.nullInputStream(), TestEnvironment.PIPE).run(arguments);
        assertEquals("tell443: " + said + "\n", err.toString(UTF_8));
        assertEquals(Tell443.USAGE_WRONG, status);
    }

    @Test
    void theNumbersOfARunAreThereWhileItLasts() throws Exception {
        PipedInputStream in = new PipedInputStream(1 << 16);
        PipedOutputStream packets = new PipedOutputStream(in);
        StringBuffer said = new StringBuffer();
        OutputStream err = new OutputStream() {
            @Override
            public void write(int b) {
                said.append((char) b);
            }
        };
        Tell443 program = new Tell443(OutputStream.nullOutputStream(), err, in, TestEnvironment.PIPE);
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> program.run("read", "-", "--metrics", "0"));
        String where = where(said);
        assertEquals(0, Page.parse(get(where)).get("tell443_packets_total"));
        slowly(packets);
        Map<String, Double> page = Page.parse(get(where));
        packets.close();
        assertEquals(Tell443.DONE, status.get(60, TimeUnit.SECONDS));
        assertTrue(page.get("tell443_packets_total") > 50, page.toString());
        assertTrue(page.get("tell443_flows_open{class=\"https\"}") + page.get("tell443_flows_ended_total{class=\"https\"}") == 3, page.toString());
        assertTrue(page.get("tell443_verdict_delay_seconds_count") > 2, page.toString());
    }

    /** The ten seconds of the capture, in some three: looks happen meanwhile. */
    private static void slowly(OutputStream packets) throws IOException, InterruptedException {
        byte[] all = Files.readAllBytes(SAMPLE);
        for (int at = 0; at < all.length; at += 2000) {
            packets.write(all, at, Math.min(2000, all.length - at));
            packets.flush();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static String where(StringBuffer said) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            Matcher line = Pattern.compile("tell443: metrics are at (http://127.0.0.1:\\d+/metrics)\n").matcher(said);
            if (line.find()) {
                return line.group(1);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError(said.toString());
    }

    private static String get(String where) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(where)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        return answer.body();
    }

    /** The program "script" gives it a terminal; what the terminal's settings were before and are afterwards is printed around it. */
    @ParameterizedTest(name = "ended by {0}")
    @CsvSource({"q, 0", "the end, 0", "INT, 130", "TERM, 143"})
    void theScreenLeavesTheTerminalAsItWas(String way, int status) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script (bsdutils) is not installed");
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Path ids = folder.resolve("pid");
        String java = Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m -cp "
                + System.getProperty("java.class.path") + " tell443.cli.Main read " + pipe + " --screen -q";
        Path run = folder.resolve("run.sh");
        Files.writeString(run, "stty rows 24 cols 100; stty -g; sh -c 'echo $$ >" + ids + "; exec " + java + "'; echo status $?; stty -g\n");
        Path shown = folder.resolve("shown");
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/script", "-qfec", "sh " + run, "/dev/null");
        builder.environment().put("TERM", "xterm");
        Process process = builder.redirectErrorStream(true).redirectOutput(shown.toFile()).start();
        try (OutputStream packets = Files.newOutputStream(pipe)) {
            slowly(packets);
            await(shown, "vpn/wireguard");
            end(way, process, Files.readString(ids).strip());
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        String[] lines = Files.readString(shown).split("\r?\n");
        String before = lines[0];
        assertEquals(before, lines[lines.length - 1], "what stty -g says");
        assertTrue(lines[lines.length - 2].endsWith("status " + status), lines[lines.length - 2]);
        assertTrue(Files.readString(shown).contains("\033[?1049h") && Files.readString(shown).contains("\033[?1049l"));
    }

    private static void end(String way, Process process, String pid) throws IOException, InterruptedException {
        if (way.equals("q")) {
            process.getOutputStream().write('q');
            process.getOutputStream().flush();
            TimeUnit.SECONDS.sleep(1);
        } else if (!way.equals("the end")) {
            assertEquals(0, new ProcessBuilder("kill", "-" + way, pid).start().waitFor());
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static void await(Path shown, String text) throws IOException, InterruptedException {
        for (int i = 0; i < 600 && !Files.readString(shown).contains(text); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertTrue(Files.readString(shown).contains(text), Files.readString(shown));
    }
}
