import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DohResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Asks by dnsjava what lines "MILLISECONDS NAME KIND" say: DnsJava URL FILE FIRST. Where FIRST is true the time of all other questions
 * begins with the answer to the first, whose connection is there by then. Prints how many answers came and how many were due.
 */
public final class DnsJava {
    private DnsJava() {
    }

    public static void main(String[] arguments) throws Exception {
        var resolver = new DohResolver(arguments[0], 20, Duration.ofSeconds(30));
        resolver.setUsePost(true);
        resolver.setTimeout(Duration.ofSeconds(8));
        List<String> lines = Files.readAllLines(Path.of(arguments[1]));
        var answers = new AtomicInteger();
        List<CompletionStage<?>> asked = new ArrayList<>();
        long started = System.nanoTime();
        for (String line : lines) {
            String[] words = line.split(" ");
            long due = started + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words[0]));
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            Record question = Record.newRecord(Name.fromString(words[1] + "."), Type.value(words[2]), DClass.IN);
            asked.add(resolver.sendAsync(Message.newQuery(question)).handle((answer, error) -> {
                if (error == null) {
                    answers.incrementAndGet();
                } else {
                    System.out.println(words[1] + " " + error.getMessage() + " " + error.getCause());
                }
                return null;
            }));
            if (asked.size() == 1 && Boolean.parseBoolean(arguments[2])) {
                asked.get(0).toCompletableFuture().get(20, TimeUnit.SECONDS);
                started = System.nanoTime();
            }
        }
        for (CompletionStage<?> one : asked) {
            one.toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        System.out.println(answers + " " + lines.size());
        System.exit(0);
    }
}
