import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Follows the plan of visits.py with OkHttp: OkVisitor.java h2|http/1.1 PLAN. */
class OkVisitor {
    public static void main(String[] arguments) throws Exception {
        List<Protocol> protocols = arguments[0].equals("h2") ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1);
        OkHttpClient client = new OkHttpClient.Builder().protocols(protocols)
                .connectionSpecs(List.of(ConnectionSpec.COMPATIBLE_TLS)).build();
        List<CompletableFuture<?>> together = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(arguments[1]))) {
            String[] cells = line.split("\t");
            if (cells[0].equals("WAIT")) {
                together.forEach(CompletableFuture::join);
                together.clear();
                Thread.sleep((long) (1000 * Double.parseDouble(cells[1])));
                continue;
            }
            RequestBody body = cells[0].equals("GET") ? null : RequestBody.create(new byte[Integer.parseInt(cells[2])]);
            Request.Builder request = new Request.Builder().url(cells[1]).method(cells[0], body);
            if (!cells[3].equals("-")) {
                String[] header = cells[3].split(": ", 2);
                request.header(header[0], header[1]);
            }
            together.add(CompletableFuture.runAsync(() -> ask(client, request.build())));
        }
        together.forEach(CompletableFuture::join);
        System.exit(0);
    }

    static void ask(OkHttpClient client, Request request) {
        try (Response response = client.newCall(request).execute()) {
            response.body().bytes();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
