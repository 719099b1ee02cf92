import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Follows the plan of visits.py with Apache's HttpClient: ApacheVisitor.java PLAN. */
class ApacheVisitor {
    public static void main(String[] arguments) throws Exception {
        CloseableHttpClient client = HttpClients.custom().useSystemProperties().setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create().useSystemProperties().setMaxConnPerRoute(4).build()).build();
        List<CompletableFuture<?>> together = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            String[] cells = line.split("\t");
            if (cells[0].equals("WAIT")) {
                together.forEach(CompletableFuture::join);
                together.clear();
                Thread.sleep((long) (1000 * Double.parseDouble(cells[1])));
                continue;
            }
            HttpUriRequestBase request = new HttpUriRequestBase(cells[0], java.net.URI.create(cells[1]));
            if (!cells[0].equals("GET")) {
                request.setEntity(new ByteArrayEntity(new byte[Integer.parseInt(cells[2])], ContentType.APPLICATION_OCTET_STREAM));
            }
            if (!cells[3].equals("-")) {
                String[] header = cells[3].split(": ", 2);
                request.setHeader(header[0], header[1]);
            }
            together.add(CompletableFuture.runAsync(() -> ask(client, request)));
        }
        together.forEach(CompletableFuture::join);
        System.exit(0);
    }

    static void ask(CloseableHttpClient client, HttpUriRequestBase request) {
        try {
            client.execute(request, response -> {
                EntityUtils.consume(response.getEntity());
                return null;
            });
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
