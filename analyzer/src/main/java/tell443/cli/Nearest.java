package tell443.cli;

/** Finds what somebody may have meant. */
final class Nearest {

    private Nearest() {}

    /** The candidate that the fewest changes of a letter make of {@code typed}; empty when none is near. */
    static String of(String typed, Iterable<String> candidates) {
        String nearest = "";
        int least = Math.max(1, typed.length() / 3) + 1;
        for (String candidate : candidates) {
            int distance = distance(typed, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Levenshtein: letters inserted, deleted or changed. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j < before.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[before.length];
            now[0] = i;
            for (int j = 1; j < now.length; j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                now[j] = Math.min(before[j - 1] + change, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[b.length()];
    }
}
