import java.io.FileInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Calls CA PROGRAM(jdk|okhttp) VERSION(1.1|2) STYLE(small|tiles|shapes|report) SECONDS SEED BASE...:
 * a device's or an application's calls, a client for every base.
 */
class Calls {
    interface Asker {
        void ask(String path, byte[] body) throws Exception;
    }

    static Random random;

    public static void main(String[] a) throws Exception {
        random = new Random(Long.parseLong(a[5]));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        store.setCertificateEntry("lab", CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream(a[0])));
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        var people = Executors.newCachedThreadPool();
        List<Future<?>> all = new ArrayList<>();
        for (int n = 6; n < a.length; n++) {
            Asker asker = a[1].equals("jdk") ? jdk(context, a[2], a[n])
                    : okhttp(context, (X509TrustManager) trust.getTrustManagers()[0], a[2], a[n]);
            long end = System.nanoTime() + (long) (Double.parseDouble(a[4]) * 1e9);
            all.add(people.submit(() -> {
                while (System.nanoTime() < end) {
                    use(a[3], asker);
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        System.exit(0);
    }

    static Asker jdk(SSLContext context, String version, String base) {
        HttpClient client = HttpClient.newBuilder().sslContext(context)
                .version(version.equals("2") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1).build();
        return (path, body) -> {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
            if (body != null) {
                request.POST(HttpRequest.BodyPublishers.ofByteArray(body));
            }
            client.send(request.build(), BodyHandlers.ofByteArray());
        };
    }

    static Asker okhttp(SSLContext context, X509TrustManager trust, String version, String base) {
        OkHttpClient client = new OkHttpClient.Builder().sslSocketFactory(context.getSocketFactory(), trust)
                .protocols(version.equals("2") ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1)).build();
        return (path, body) -> {
            Request.Builder request = new Request.Builder().url(base + path);
            if (body != null) {
                request.post(RequestBody.create(body, MediaType.get("application/json")));
            }
            try (var response = client.newCall(request.build()).execute()) {
                response.body().bytes();
            }
        };
    }

    static void use(String style, Asker asker) throws Exception {
        switch (style) {
            case "small" -> {
                burst(asker, between(1, 8), 60, 420, true);
                Thread.sleep(between(100, 1500));
            }
            case "tiles" -> {
                burst(asker, between(6, 16), 5_000, 30_000, false);
                Thread.sleep(between(400, 2000));
            }
            case "report" -> {
                asker.ask("/write?u=" + between(1, 99), new byte[between(30, 180)]);
                Thread.sleep(between(950, 1050));
            }
            default -> {
                asker.ask("/form?n=" + between(900, 5000), new byte[between(430, 657)]);
                asker.ask("/next?n=" + between(60, 900), new byte[between(4, 60)]);
                for (int n = between(1, 8); n > 0; n--) {
                    asker.ask("/view/" + n + "?n=" + between(80, 20_000), null);
                }
                Thread.sleep(between(300, 1500));
            }
        }
    }

    static void burst(Asker asker, int calls, int low, int high, boolean posts) throws Exception {
        var pool = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int n = 0; n < calls; n++) {
            String path = "/" + between(1, 18) + "/" + between(1, 9999) + "?n=" + between(low, high);
            byte[] body = posts && between(0, 1) == 0 ? new byte[between(20, 160)] : null;
            all.add(pool.submit(() -> {
                asker.ask(path, body);
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        pool.shutdown();
    }

    static synchronized int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }
}
