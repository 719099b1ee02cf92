import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.dnsoverhttps.DnsOverHttps;

/**
 * An app on OkHttp that resolves by DnsOverHttps: OkHttpDns URL ADDRESS FILE get|post 4|6. A line of the file is "milliseconds name",
 * or "milliseconds https://..." for a page that is really fetched. Prints how many lines succeeded of how many.
 */
public class OkHttpDns {
    public static void main(String[] arguments) throws Exception {
        var bootstrap = new OkHttpClient.Builder().callTimeout(8, TimeUnit.SECONDS).build();
        var dns = new DnsOverHttps.Builder().client(bootstrap).url(HttpUrl.get(arguments[0]))
                .bootstrapDnsHosts(InetAddress.getByName(arguments[1])).post(arguments[3].equals("post"))
                .includeIPv6(arguments[4].equals("6")).resolvePublicAddresses(true).build();
        var app = bootstrap.newBuilder().dns(dns).build();
        var threads = Executors.newFixedThreadPool(12);
        List<Future<Boolean>> due = new ArrayList<>();
        long start = System.nanoTime();
        for (String line : Files.readAllLines(Path.of(arguments[2]))) {
            String[] parts = line.split(" ");
            TimeUnit.NANOSECONDS.sleep(start + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(parts[0])) - System.nanoTime());
            due.add(threads.submit(() -> parts[1].startsWith("https:") ? fetch(app, parts[1]) : !dns.lookup(parts[1]).isEmpty()));
        }
        int good = 0;
        for (var one : due) {
            try {
                good += one.get() ? 1 : 0;
            } catch (java.util.concurrent.ExecutionException e) {
                System.out.println(e.getCause());
            }
        }
        System.out.println(good + " " + due.size());
        System.exit(0);
    }

    private static boolean fetch(OkHttpClient app, String url) throws java.io.IOException {
        try (var response = app.newCall(new Request.Builder().url(url).build()).execute()) {
            return response.body().bytes().length > 0;
        }
    }
}
