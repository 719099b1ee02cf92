package tell443.score;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which capture of the flows is which of the truth: paths are as they were typed, so they may differ in their folders.
 *
 * <p>Two names mean the same capture when each is the other's best: most whole parts of the path alike, counted from the
 * base name, and no second one as good.
 */
final class CaptureNames {

    private CaptureNames() {}

    /** The truth's name by the flows' name. */
    static Map<String, String> pair(Collection<String> truths, Collection<String> flows) throws ScoreException {
        Map<String, List<String>> truthsByBase = byBase(truths);
        Map<String, List<String>> flowsByBase = byBase(flows);
        Map<String, String> pairs = new HashMap<>();
        for (String flow : flows) {
            String truth = best(flow, truthsByBase.getOrDefault(base(flow), List.of()), "the flows", "the truth");
            if (!truth.isEmpty()) {
                pairs.put(flow, truth);
            }
        }
        Map<String, String> back = new HashMap<>();
        for (String truth : truths) {
            back.put(truth, best(truth, flowsByBase.getOrDefault(base(truth), List.of()), "the truth", "the flows"));
        }
        pairs.entrySet().removeIf(pair -> !pair.getKey().equals(back.get(pair.getValue())));
        return pairs;
    }

    /** Empty when there is none. */
    private static String best(String name, List<String> candidates, String here, String there) throws ScoreException {
        String best = "";
        String second = "";
        int most = 0;
        for (String candidate : candidates) {
            int common = common(parts(name), parts(candidate));
            if (common > most) {
                most = common;
                best = candidate;
                second = "";
            } else if (common == most) {
                second = candidate;
            }
        }
        if (second.isEmpty()) {
            return best;
        }
        if (most == parts(name).length) {
            throw new ScoreException("the capture \"" + name + "\" of " + here + " may be \"" + best + "\" or \"" + second + "\" of "
                    + there + "; name it with its folder");
        }
        return "";
    }

    private static int common(String[] a, String[] b) {
        int count = 0;
        while (count < a.length && count < b.length && a[a.length - 1 - count].equals(b[b.length - 1 - count])) {
            count++;
        }
        return count;
    }

    private static String[] parts(String name) {
        String plain = name;
        while (plain.startsWith("./")) {
            plain = plain.substring(2);
        }
        return plain.split("/");
    }

    private static Map<String, List<String>> byBase(Collection<String> names) {
        Map<String, List<String>> byBase = new HashMap<>();
        for (String name : names) {
            byBase.computeIfAbsent(base(name), key -> new ArrayList<>()).add(name);
        }
        return byBase;
    }

    private static String base(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
