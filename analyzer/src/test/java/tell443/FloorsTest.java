package tell443;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** Imports run downwards only, as the JDK's own jdeps sees them. */
class FloorsTest {

    /** Floor by room; rooms of one floor do not know each other, but for those named in {@link #NEIGHBOURS}. */
    private static final Map<String, Integer> FLOORS = Map.ofEntries(Map.entry("bytes", 0), Map.entry("counters", 0),
            Map.entry("hash", 1), Map.entry("facts", 1), Map.entry("lists", 2), Map.entry("capture", 3), Map.entry("net", 3), Map.entry("tls", 3),
            Map.entry("quic", 3), Map.entry("dns", 3), Map.entry("classify", 3), Map.entry("flow", 4), Map.entry("report", 4), Map.entry("context", 5), Map.entry("analysis", 6),
            Map.entry("packets", 5), Map.entry("alert", 5), Map.entry("score", 6), Map.entry("screen", 7), Map.entry("metrics", 7),
            Map.entry("cli", 8));

    /** The decoder reads the batches that captures fill; a flag of a flow is explained beside the counter that it moves. */
    private static final Set<String> NEIGHBOURS = Set.of("net -> capture");

    @Test
    void importsRunDownwards() {
        List<String> wrong = new ArrayList<>();
        int edges = 0;
        for (String line : jdeps().split("\n")) {
            String[] words = line.trim().split("\\s+");
            if (words.length < 3 || !words[0].startsWith("tell443.") || !words[2].startsWith("tell443.")) {
                continue;
            }
            String from = words[0].substring("tell443.".length());
            String to = words[2].substring("tell443.".length());
            edges++;
            assertTrue(FLOORS.containsKey(from) && FLOORS.containsKey(to), "a new room needs a floor: " + line.trim());
            if (FLOORS.get(from) <= FLOORS.get(to) && !NEIGHBOURS.contains(from + " -> " + to)) {
                wrong.add(from + " -> " + to);
            }
        }
        assertTrue(edges > 20);
        assertEquals(List.of(), wrong);
    }

    private static String jdeps() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        String classes = tell443.bytes.Bytes.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        int status = ToolProvider.findFirst("jdeps").orElseThrow()
                .run(out, out, "-verbose:package", "--ignore-missing-deps", "--multi-release", "base", classes);
        assertEquals(0, status, text.toString());
        return text.toString();
    }
}
