import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * Files of a folder, and uploads that are thrown away, by the JDK's HttpsServer: FileServer.java ADDRESS FOLDER [PROTOCOL...].
 * Its key is in the default key store.
 */
class FileServer {
    public static void main(String[] arguments) throws Exception {
        String[] protocols = java.util.Arrays.copyOfRange(arguments, 2, arguments.length);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(arguments[0], 443), 50);
        server.setHttpsConfigurator(new HttpsConfigurator(SSLContext.getDefault()) {
            @Override
            public void configure(HttpsParameters parameters) {
                if (protocols.length > 0) {
                    parameters.setProtocols(protocols);
                }
            }
        });
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> answer(exchange, Path.of(arguments[1])));
        server.start();
    }

    static void answer(HttpExchange exchange, Path folder) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String name = exchange.getRequestURI().getPath().substring(1);
        Path file = folder.resolve(name.isEmpty() ? "index.html" : name);
        if (!exchange.getRequestMethod().equals("GET")) {
            exchange.sendResponseHeaders(201, -1);
        } else if (!Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
        } else if (exchange.getRequestHeaders().containsKey("If-modified-since")) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            byte[] content = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }
}
