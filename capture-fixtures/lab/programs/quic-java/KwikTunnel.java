import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tech.kwik.core.impl.QuicClientConnectionImpl;
import tech.kwik.flupke.Http3ClientConnection;
import tech.kwik.flupke.HttpStream;
import tech.kwik.flupke.impl.Http3ClientConnectionImpl;

/** A local HTTP proxy that hands every CONNECT to a proxy over HTTP/3: "PLAN", a line of a client with local=PORT. */
public final class KwikTunnel {
    private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool();

    public static void main(String[] arguments) throws Exception {
        Plan plan = Plan.read(arguments[0]).get(0);
        Path keys = Files.createTempFile(Path.of(System.getenv("HOME")), "kwik", ".keys");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> log(keys)));
        QuicClientConnectionImpl quic = KwikPeer.open(plan, keys);
        quic.connect();
        Http3ClientConnection http = new Http3ClientConnectionImpl(quic, EXECUTOR);
        http.connect();
        try (ServerSocket server = new ServerSocket(plan.number("local"), 50, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket client = server.accept();
                EXECUTOR.execute(() -> tunnel(http, client));
            }
        }
    }

    private static void log(Path keys) {
        try {
            KwikPeer.log(Files.readString(keys));
        } catch (IOException e) {
            System.out.println(e);
        }
    }

    private static void tunnel(Http3ClientConnection http, Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            String[] request = line(in).split(" ");
            while (!line(in).isEmpty()) {
                continue;
            }
            HttpStream stream = http.sendConnect(HttpRequest.newBuilder(URI.create("https://" + request[1])).build());
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            EXECUTOR.execute(() -> pump(in, stream.getOutputStream()));
            pump(stream.getInputStream(), client.getOutputStream());
        } catch (Exception e) {
            System.out.println(e);
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            text.append((char) c);
        }
        return text.toString().trim();
    }

    private static void pump(InputStream in, OutputStream out) {
        byte[] bytes = new byte[16_384];
        try (out) {
            for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
                out.write(bytes, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            System.out.println(e);
        }
    }
}
