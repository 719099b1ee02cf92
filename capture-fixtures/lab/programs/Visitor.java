import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Follows the plan of visits.py with the JDK's HttpClient: Visitor.java HTTP_2|HTTP_1_1 PLAN. */
class Visitor {
    public static void main(String[] arguments) throws Exception {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.valueOf(arguments[0])).build();
        List<CompletableFuture<?>> together = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(arguments[1]))) {
            String[] cells = line.split("\t");
            if (cells[0].equals("WAIT")) {
                together.forEach(CompletableFuture::join);
                together.clear();
                Thread.sleep((long) (1000 * Double.parseDouble(cells[1])));
                continue;
            }
            int size = Integer.parseInt(cells[2]);
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cells[1])).method(cells[0], size == 0
                    ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(new byte[size]));
            if (!cells[3].equals("-")) {
                String[] header = cells[3].split(": ", 2);
                request.header(header[0], header[1]);
            }
            together.add(client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding()));
        }
        together.forEach(CompletableFuture::join);
        System.exit(0);
    }
}
