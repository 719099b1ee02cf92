package tell443.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over real sockets, with bytes as they are. */
class MetricsServerTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private MetricsServer server;

    @BeforeEach
    void start() throws IOException {
        server = MetricsServer.start(new InetSocketAddress(HERE, 0), () -> "a 1\n".getBytes(US_ASCII));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String ask(String request) throws IOException {
        try (Socket socket = new Socket(HERE, server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((request + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @ParameterizedTest(name = "{0} is answered with {1}")
    @CsvSource({"GET /metrics, 200, 'a 1\n'", "GET /metrics?x=1, 200, 'a 1\n'", "HEAD /metrics, 200, ''", "GET /, 404, 'see /metrics\n'",
        "GET /metrics/../x, 404, 'see /metrics\n'", "POST /metrics, 405, 'only GET and HEAD\n'", "DELETE /metrics, 405, 'only GET and HEAD\n'"})
    void requests(String request, int status, String body) throws IOException {
        String answer = ask(request);
        assertTrue(answer.startsWith("HTTP/1.1 " + status + ' '), answer);
        assertEquals(body, answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertEquals(status == 200, answer.contains("text/plain; version=0.0.4"));
    }

    @Test
    void thoseWhoSayNothingDoNotKeepOthersFromBeingAnswered() throws IOException {
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Socket socket = new Socket(HERE, server.port());
            socket.getOutputStream().write("GET /met".getBytes(US_ASCII));
            silent.add(socket);
        }
        assertTrue(ask("GET /metrics").startsWith("HTTP/1.1 200"));
        for (Socket socket : silent) {
            socket.close();
        }
    }

    @Test
    void aPortThatIsTakenIsAnError() {
        assertThrows(IOException.class, () -> MetricsServer.start(new InetSocketAddress(HERE, server.port()), () -> new byte[0]));
    }
}
