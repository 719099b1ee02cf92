import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Asks a DoH server with the JDK's own client: DohClient URL FILE 1.1|2 get|post. The file has a line "milliseconds message"
 * per question, the message in base64url. The first is answered before the others are asked; over HTTP/1.1 no more than three
 * wait at a time. Prints how many answers came of how many.
 */
public class DohClient {
    public static void main(String[] arguments) throws Exception {
        var version = arguments[2].equals("2") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
        var client = HttpClient.newBuilder().version(version).build();
        List<CompletableFuture<?>> asked = new ArrayList<>();
        var places = new Semaphore(arguments[2].equals("2") ? 1000 : 3);
        long start = System.nanoTime();
        for (String line : Files.readAllLines(Path.of(arguments[1]))) {
            String[] parts = line.split(" ");
            long due = start + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(parts[0])) - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(due);
            var request = HttpRequest.newBuilder().header("Accept", "application/dns-message");
            if (arguments[3].equals("get")) {
                request.uri(URI.create(arguments[0] + "?dns=" + parts[1]));
            } else {
                request.uri(URI.create(arguments[0])).header("Content-Type", "application/dns-message")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Base64.getUrlDecoder().decode(parts[1])));
            }
            places.acquire();
            asked.add(client.sendAsync(request.build(), BodyHandlers.ofByteArray()).orTimeout(6, TimeUnit.SECONDS)
                    .whenComplete((answer, failure) -> places.release()));
            if (asked.size() == 1) {
                asked.get(0).join();
            }
        }
        int answers = 0;
        for (var one : asked) {
            try {
                one.join();
                answers++;
            } catch (CompletionException e) {
                System.out.println(e.getCause());
            }
        }
        System.out.println(answers + " " + asked.size());
    }
}
