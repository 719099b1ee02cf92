package tell443.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Prometheus' text format as its page describes it, and is as strict as it may be. */
public final class Page {

    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[a-zA-Z_]\\w*=\"((?:[^\"\\\\\n]|\\\\[\\\\n\"])*)\"\\})? (\\S+)");

    private static final Map<String, Set<String>> SUFFIXES = Map.of("counter", Set.of(""), "gauge", Set.of(""),
            "histogram", Set.of("_bucket", "_sum", "_count"), "summary", Set.of("", "_sum", "_count"));

    private Page() {}

    /** Values by name with labels. */
    public static Map<String, Double> parse(String text) {
        assertTrue(text.endsWith("\n"));
        Map<String, Double> samples = new LinkedHashMap<>();
        Set<String> families = new HashSet<>();
        String family = "";
        String type = "";
        for (String line : text.split("\n")) {
            if (line.startsWith("# HELP ")) {
                family = line.split(" ", 4)[2];
                assertTrue(families.add(family), "each family comes once: " + family);
                type = "";
            } else if (line.startsWith("# TYPE ")) {
                assertEquals(family, line.split(" ")[2]);
                type = line.split(" ")[3];
                assertTrue(SUFFIXES.containsKey(type), line);
                assertTrue(!type.equals("counter") || family.endsWith("_total"), line);
            } else {
                Matcher sample = SAMPLE.matcher(line);
                assertTrue(sample.matches(), line);
                assertFalse(type.isEmpty(), line);
                String suffix = sample.group(1).substring(family.length());
                assertTrue(sample.group(1).startsWith(family), line);
                assertTrue(SUFFIXES.get(type).contains(suffix), line);
                String name = sample.group(1) + (sample.group(2) == null ? "" : sample.group(2));
                assertEquals(null, samples.put(name, Double.parseDouble(sample.group(4))), line);
            }
        }
        checkHistograms(samples);
        return samples;
    }

    /** Buckets hold what is below their border, so they never get smaller; the last one is the count. */
    private static void checkHistograms(Map<String, Double> samples) {
        Map<String, TreeMap<Double, Double>> buckets = new LinkedHashMap<>();
        samples.forEach((name, value) -> {
            int at = name.indexOf("_bucket{le=\"");
            if (at > 0) {
                String border = name.substring(at + 12, name.length() - 2);
                buckets.computeIfAbsent(name.substring(0, at), key -> new TreeMap<>())
                        .put(border.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(border), value);
            }
        });
        buckets.forEach((name, counts) -> {
            double before = 0;
            for (double count : counts.values()) {
                assertTrue(count >= before, name);
                before = count;
            }
            assertEquals(samples.get(name + "_count"), counts.get(Double.POSITIVE_INFINITY), name);
        });
    }
}
