package tell443.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Answers {@code GET /metrics}, and nothing else. */
public final class MetricsServer implements AutoCloseable {

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final int THREADS = 16; // at most: a request that does not come to its end keeps one for seconds
    private static final int WAITING = 16;

    static { // the server reads these when its classes are loaded
        System.setProperty("sun.net.httpserver.maxReqTime", "5");
        System.setProperty("sun.net.httpserver.maxRspTime", "5");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "8");
        System.setProperty("sun.net.httpserver.idleInterval", "10");
        System.setProperty("sun.net.httpserver.maxReqHeaders", "64");
        System.setProperty("jdk.httpserver.maxConnections", "32");
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Supplier<byte[]> page;

    private MetricsServer(HttpServer server, Supplier<byte[]> page) {
        this.server = server;
        this.page = page;
        threads = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), task -> {
            Thread thread = new Thread(task, "metrics");
            thread.setDaemon(true);
            return thread;
        }, new ThreadPoolExecutor.AbortPolicy());
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    /** @throws IOException when the address cannot be listened on */
    public static MetricsServer start(InetSocketAddress address, Supplier<byte[]> page) throws IOException {
        MetricsServer server = new MetricsServer(HttpServer.create(address, WAITING), page);
        server.server.start();
        return server;
    }

    /** Where it listens: of port 0 the one that was given. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean get = exchange.getRequestMethod().equals("GET");
            if (!get && !exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, "only GET and HEAD\n".getBytes(StandardCharsets.US_ASCII), true);
            } else if (exchange.getRequestURI().getPath().equals("/metrics")) {
                exchange.getResponseHeaders().set("Content-Type", TYPE);
                send(exchange, 200, page.get(), get);
            } else {
                send(exchange, 404, "see /metrics\n".getBytes(StandardCharsets.US_ASCII), get);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body, boolean withBody) throws IOException {
        if (withBody) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } else {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
