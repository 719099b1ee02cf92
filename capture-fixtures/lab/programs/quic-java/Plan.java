import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A line of a plan (lab/quic.py says what may be in it): options "key=value", and steps "verb:argument:argument". */
final class Plan {
    final List<String[]> steps = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>();

    interface Connection {
        void run(Plan plan) throws Exception;
    }

    private Plan(String line) {
        for (String word : line.trim().split(" +")) {
            if (word.matches("[a-z]+=.*")) {
                options.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
            } else {
                steps.add(word.split(":"));
            }
        }
    }

    static List<Plan> read(String file) throws IOException {
        List<Plan> plans = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(file))) {
            plans.add(new Plan(line));
        }
        return plans;
    }

    /** Lines of one user one after another, users at the same time; returns how many connections failed that must not. */
    static int run(String file, Connection connection) throws Exception {
        Map<String, List<Plan>> users = new LinkedHashMap<>();
        for (Plan plan : read(file)) {
            users.computeIfAbsent(plan.get("user"), user -> new ArrayList<>()).add(plan);
        }
        int[] failed = {0};
        List<Thread> threads = new ArrayList<>();
        users.values().forEach(plans -> threads.add(new Thread(() -> plans.forEach(plan -> plan.run(connection, failed)))));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return failed[0];
    }

    private void run(Connection connection, int[] failed) {
        try {
            Thread.sleep(number("after"));
            connection.run(this);
        } catch (Exception e) {
            System.out.println(options + ": " + e);
            if (!has("fails")) {
                failed[0]++;
            }
        }
    }

    boolean has(String key) {
        return options.containsKey(key);
    }

    String get(String key) {
        return options.getOrDefault(key, "");
    }

    int number(String key) {
        return has(key) ? Integer.parseInt(get(key)) : 0;
    }

    static List<String> list(String text) {
        return Arrays.asList(text.split(","));
    }
}
