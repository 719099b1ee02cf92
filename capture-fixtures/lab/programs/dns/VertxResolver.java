import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.Base64;

/** A DoH server on Vert.x, in front of a name server on 127.0.0.1:5353: VertxResolver CERTIFICATE KEY ADDRESS [...]. */
public final class VertxResolver {
    private final Vertx vertx;

    private VertxResolver(Vertx vertx) {
        this.vertx = vertx;
    }

    public static void main(String[] arguments) {
        var resolver = new VertxResolver(Vertx.vertx());
        for (int i = 0; i < arguments.length; i += 3) {
            var options = new HttpServerOptions().setSsl(true).setUseAlpn(true).setHost(arguments[i + 2]).setPort(443).setIdleTimeout(60)
                .setKeyCertOptions(new PemKeyCertOptions().setCertPath(arguments[i]).setKeyPath(arguments[i + 1]));
            resolver.vertx.createHttpServer(options).requestHandler(resolver::serve).listen()
                .onFailure(error -> {
                    System.err.println(error);
                    System.exit(1);
                });
        }
    }

    private void serve(HttpServerRequest request) {
        String coded = request.getParam("dns");
        if (!"/dns-query".equals(request.path())) {
            request.response().setStatusCode(404).end("no such page");
        } else if (coded != null) {
            ask(request, Buffer.buffer(Base64.getUrlDecoder().decode(coded)));
        } else {
            request.bodyHandler(body -> ask(request, body));
        }
    }

    private void ask(HttpServerRequest request, Buffer question) {
        DatagramSocket socket = vertx.createDatagramSocket();
        long timer = vertx.setTimer(5_000, late -> {
            socket.close();
            request.response().setStatusCode(502).end();
        });
        socket.handler(packet -> {
            vertx.cancelTimer(timer);
            socket.close();
            request.response().putHeader("content-type", "application/dns-message").putHeader("cache-control", "max-age=20")
                .end(packet.data());
        });
        socket.listen(0, "127.0.0.1").onSuccess(open -> socket.send(question, 5353, "127.0.0.1"));
    }
}
