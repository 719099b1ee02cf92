import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.X509TrustManager;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.QuicConnection;
import tech.kwik.core.QuicSessionTicket;
import tech.kwik.core.QuicStream;
import tech.kwik.core.impl.QuicClientConnectionImpl;
import tech.kwik.core.log.NullLogger;
import tech.kwik.core.server.ApplicationProtocolConnection;
import tech.kwik.core.server.ApplicationProtocolConnectionFactory;
import tech.kwik.core.server.ServerConnectionConfig;
import tech.kwik.core.server.ServerConnector;
import tech.kwik.flupke.Http3ClientConnection;
import tech.kwik.flupke.impl.Http3ClientConnectionImpl;
import tech.kwik.flupke.server.Http3ApplicationProtocolFactory;
import tech.kwik.flupke.server.HttpServerRequest;
import tech.kwik.flupke.server.HttpServerResponse;

/** QUIC by kwik, HTTP/3 by flupke: "serve PLAN" or "connect PLAN [CONNECTIONS THAT MAY BE LOST]". */
public final class KwikPeer {
    private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool();

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("serve")) {
            for (Plan plan : Plan.read(arguments[1])) {
                serve(plan);
            }
            Thread.sleep(Long.MAX_VALUE);
        }
        int tolerated = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
        System.exit(Plan.run(arguments[1], KwikPeer::connect) > tolerated ? 1 : 0);
    }

    // -- server -----------------------------------------------------------------------------------------------

    private static void serve(Plan plan) throws Exception {
        char[] password = "lab".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(new FileInputStream(plan.get("store")), password);
        ServerConnectionConfig.Builder config = ServerConnectionConfig.builder().maxIdleTimeoutInSeconds(30)
                .maxOpenPeerInitiatedBidirectionalStreams(100).maxOpenPeerInitiatedUnidirectionalStreams(10)
                .retryRequired(plan.has("retry")).connectionIdLength(plan.has("cid") ? plan.number("cid") : 8);
        List<QuicConnection.QuicVersion> versions = new ArrayList<>(List.of(QuicConnection.QuicVersion.V1));
        if (!plan.get("version").equals("1")) {
            versions.add(QuicConnection.QuicVersion.V2);
        }
        ServerConnector connector = ServerConnector.builder().withKeyStore(keys, "lab", password)
                .withSocket(new DatagramSocket(new InetSocketAddress(plan.get("ip"), 443)))
                .withSupportedVersions(versions).withConfiguration(config.build()).withLogger(new NullLogger()).build();
        Path root = Path.of(plan.get("root"));
        for (String protocol : Plan.list(plan.get("alpn"))) {
            connector.registerApplicationProtocol(protocol, protocol.equals("h3")
                    ? new Http3ApplicationProtocolFactory((request, response) -> answer(root, request, response)) : new Streams(root));
        }
        connector.start();
    }

    private static void answer(Path root, HttpServerRequest request, HttpServerResponse response) throws IOException {
        request.body().transferTo(OutputStream.nullOutputStream());
        Path file = root.resolve(request.path().substring(1).split("\\?")[0]);
        boolean found = request.method().equals("GET") && Files.isRegularFile(file);
        response.setStatus(found ? 200 : 204);
        if (found) {
            response.addHeader("content-length", String.valueOf(Files.size(file)));
            response.getOutputStream().write(Files.readAllBytes(file));
        }
        response.getOutputStream().close();
    }

    /** HTTP/0.9, and the protocol of requests and answers of wanted sizes; datagrams are sent back. */
    private record Streams(Path root) implements ApplicationProtocolConnectionFactory {
        @Override
        public ApplicationProtocolConnection createConnection(String protocol, QuicConnection connection) {
            if (connection.isDatagramExtensionEnabled()) {
                connection.setDatagramHandler(connection::sendDatagram);
            }
            return new ApplicationProtocolConnection() {
                @Override
                public void acceptPeerInitiatedStream(QuicStream stream) {
                    EXECUTOR.execute(() -> reply(protocol, stream));
                }
            };
        }

        private void reply(String protocol, QuicStream stream) {
            try (OutputStream out = stream.getOutputStream()) {
                byte[] asked = stream.getInputStream().readAllBytes();
                String text = new String(asked, StandardCharsets.US_ASCII).trim();
                out.write(protocol.equals("hq-interop") ? Files.readAllBytes(root.resolve(text.substring(5)))
                        : new byte[ByteBuffer.wrap(asked).getInt()]);
            } catch (IOException | RuntimeException e) {
                System.out.println(protocol + ": " + e);
            }
        }

        @Override
        public int maxConcurrentPeerInitiatedBidirectionalStreams() {
            return 100;
        }

        @Override
        public int maxConcurrentPeerInitiatedUnidirectionalStreams() {
            return 10;
        }

        @Override
        public boolean enableDatagramExtension() {
            return true;
        }
    }

    // -- client -----------------------------------------------------------------------------------------------

    private static void connect(Plan plan) throws Exception {
        Path keys = Files.createTempFile(Path.of(System.getenv("HOME")), "kwik", ".keys"); // it begins its file anew
        QuicClientConnectionImpl connection = open(plan, keys);
        Path ticket = Path.of(plan.has("ticket") ? plan.get("ticket") : "none");
        connection.setConnectionListener(event -> {
            System.out.println(plan.get("user") + ": " + event.closeReason() + (event.closedByPeer() ? " by peer " : " ")
                    + (event.hasError() ? event.errorDescription() : ""));
        });
        connection.connect(plan.has("early") ? List.of(early(plan)) : List.of());
        if (plan.has("keepalive")) {
            connection.keepAlive(plan.number("keepalive"));
        }
        Http3ClientConnection http = null;
        if (plan.get("alpn").equals("h3")) {
            http = new Http3ClientConnectionImpl(connection, EXECUTOR);
            http.connect();
        }
        for (String[] step : plan.steps) {
            step(plan, connection, http, step);
        }
        if (plan.has("ticket")) {
            for (QuicSessionTicket given : connection.getNewSessionTickets()) {
                Files.write(ticket, given.serialize());
            }
        }
        connection.closeAndWait();
        log(Files.readString(keys));
    }

    static synchronized void log(String lines) throws IOException {
        Files.writeString(Path.of(System.getenv("SSLKEYLOGFILE")), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static QuicClientConnectionImpl open(Plan plan, Path keys) throws Exception {
        QuicClientConnection.Builder builder = QuicClientConnectionImpl.newExtendedBuilder();
        builder.uri(URI.create("https://" + plan.get("host") + ":443")).applicationProtocol(plan.get("alpn")).logger(new NullLogger())
                .connectTimeout(Duration.ofMillis(plan.has("timeout") ? plan.number("timeout") : 10_000))
                .maxIdleTimeout(Duration.ofSeconds(30)).secrets(keys).customTrustManager(authority());
        if (plan.has("version")) {
            List<String> versions = Plan.list(plan.get("version")); // the first one on the wire, then the one wanted
            builder.initialVersion(QuicConnection.QuicVersion.valueOf("V" + versions.get(0)));
            builder.preferredVersion(QuicConnection.QuicVersion.valueOf("V" + versions.get(versions.size() - 1)));
        }
        if (plan.has("cid")) {
            builder.connectionIdLength(plan.number("cid"));
        }
        if (plan.has("large")) {
            builder.quantumReadinessTest(plan.number("large"));
        }
        if (plan.has("datagrams")) {
            builder.enableDatagramExtension();
        }
        Path ticket = Path.of(plan.has("ticket") ? plan.get("ticket") : "none");
        if (Files.exists(ticket)) {
            builder.sessionTicket(Files.readAllBytes(ticket));
        }
        if (plan.get("ip").contains(":")) {
            builder.preferIPv6();
        }
        return (QuicClientConnectionImpl) builder.build();
    }

    private static X509TrustManager authority() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        try (InputStream in = new FileInputStream(System.getenv("NODE_EXTRA_CA_CERTS"))) {
            trusted.setCertificateEntry("lab", java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var factory = javax.net.ssl.TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    /** The first request of a resumed connection, sent before the handshake is done. */
    private static QuicClientConnection.StreamEarlyData early(Plan plan) {
        return new QuicClientConnection.StreamEarlyData(question(plan, plan.get("early")), true);
    }

    private static HttpRequest.Builder request(Plan plan, String path) {
        return HttpRequest.newBuilder(URI.create("https://" + plan.get("host") + path));
    }

    private static byte[] question(Plan plan, String argument) {
        return plan.get("alpn").equals("hq-interop") ? ("GET " + argument + "\r\n").getBytes(StandardCharsets.US_ASCII)
                : ByteBuffer.allocate(64).putInt(Integer.parseInt(argument)).array();
    }

    private static void step(Plan plan, QuicClientConnectionImpl connection, Http3ClientConnection http, String[] step) throws Exception {
        switch (step[0]) {
            case "get" -> {
                List<CompletableFuture<Void>> answers = new ArrayList<>();
                for (String path : Plan.list(step[1])) {
                    answers.add(CompletableFuture.runAsync(() -> get(plan, connection, http, path), EXECUTOR));
                }
                answers.forEach(CompletableFuture::join);
            }
            case "put" -> {
                HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofByteArray(new byte[Integer.parseInt(step[2])]);
                http.send(request(plan, step[1]).POST(body).build(), HttpResponse.BodyHandlers.discarding());
            }
            case "ask" -> {
                byte[] question = new byte[4 + Integer.parseInt(step[1])];
                ByteBuffer.wrap(question).putInt(Integer.parseInt(step[2]));
                exchange(connection, question);
            }
            case "wait" -> Thread.sleep(Integer.parseInt(step[1]));
            case "datagrams" -> {
                for (int i = 0; i < Integer.parseInt(step[1]); i++) {
                    connection.sendDatagram(new byte[Integer.parseInt(step[2])]);
                    Thread.sleep(Integer.parseInt(step[3]));
                }
            }
            case "move" -> connection.changeAddress();
            case "update" -> connection.updateKeys();
            default -> throw new IllegalArgumentException(step[0]);
        }
    }

    private static void get(Plan plan, QuicConnection connection, Http3ClientConnection http, String path) {
        try {
            if (http == null) {
                exchange(connection, question(plan, path));
            } else {
                http.send(request(plan, path).build(), HttpResponse.BodyHandlers.discarding());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void exchange(QuicConnection connection, byte[] request) throws IOException {
        QuicStream stream = connection.createStream(true);
        try (OutputStream out = stream.getOutputStream()) {
            out.write(request);
        }
        stream.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
}
