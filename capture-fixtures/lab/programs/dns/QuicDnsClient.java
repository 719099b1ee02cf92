import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.log.NullLogger;
import tech.kwik.flupke.Http3ClientBuilder;

/**
 * DNS over QUIC by kwik, or over HTTP/3 by flupke: QuicDnsClient doq|h3 HOST FILE 4|6. A line of the file is "milliseconds
 * message", the message in base64url. All in one connection. Prints how many answers came of how many.
 */
public class QuicDnsClient {
    private interface Asker {
        byte[] ask(byte[] question) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Path keys = Files.createTempFile(Path.of(System.getenv("HOME")), "kwik", ".keys"); // kwik begins its file anew
        Asker asker = arguments[0].equals("doq") ? overQuic(arguments, keys) : overHttp(arguments);
        var threads = Executors.newCachedThreadPool();
        List<Future<byte[]>> due = new ArrayList<>();
        long start = System.nanoTime();
        for (String line : Files.readAllLines(Path.of(arguments[2]))) {
            String[] parts = line.split(" ");
            TimeUnit.NANOSECONDS.sleep(start + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(parts[0])) - System.nanoTime());
            due.add(threads.submit(() -> asker.ask(Base64.getUrlDecoder().decode(parts[1]))));
            if (due.size() == 1) {
                due.get(0).get();
            }
        }
        int answers = 0;
        for (var one : due) {
            try {
                answers += one.get(8, TimeUnit.SECONDS).length > 12 ? 1 : 0;
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                System.out.println(e);
            }
        }
        Path log = Path.of(System.getenv("SSLKEYLOGFILE"));
        Files.writeString(log, Files.readString(keys), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println(answers + " " + due.size());
        System.exit(0);
    }

    private static Asker overQuic(String[] arguments, Path keys) throws Exception {
        var builder = QuicClientConnection.newBuilder().uri(URI.create("https://" + arguments[1] + ":443")).applicationProtocol("doq")
                .logger(new NullLogger()).connectTimeout(Duration.ofSeconds(8)).maxIdleTimeout(Duration.ofSeconds(30)).secrets(keys)
                .customTrustManager(authority());
        var connection = (arguments[3].equals("6") ? builder.preferIPv6() : builder).build();
        connection.connect();
        return question -> {
            var stream = connection.createStream(true);
            try (var out = stream.getOutputStream()) {
                out.write(ByteBuffer.allocate(question.length + 2).putShort((short) question.length).put(question).array());
            }
            return stream.getInputStream().readAllBytes();
        };
    }

    private static Asker overHttp(String[] arguments) throws Exception {
        HttpClient client = new Http3ClientBuilder().trustManager(authority()).connectTimeout(Duration.ofSeconds(8)).build();
        String address = "https://" + arguments[1] + "/dns-query";
        return question -> {
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(question);
            var request = HttpRequest.newBuilder(URI.create(address + "?dns=" + text)).header("Accept", "application/dns-message");
            return client.send(request.build(), BodyHandlers.ofByteArray()).body();
        };
    }

    private static X509TrustManager authority() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null);
        try (var in = new FileInputStream(System.getenv("NODE_EXTRA_CA_CERTS"))) {
            trusted.setCertificateEntry("lab", CertificateFactory.getInstance("X.509").generateCertificate(in));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(trusted);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }
}
