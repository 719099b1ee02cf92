import java.io.FileInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tech.kwik.core.QuicConnection;
import tech.kwik.core.QuicStream;
import tech.kwik.core.log.NullLogger;
import tech.kwik.core.server.ApplicationProtocolConnection;
import tech.kwik.core.server.ApplicationProtocolConnectionFactory;
import tech.kwik.core.server.ServerConnectionConfig;
import tech.kwik.core.server.ServerConnector;

/** DNS over QUIC (RFC 9250) on port 443 of an address: QuicDnsServer STORE ADDRESS. A stream per question; it asks 127.0.0.1:5353. */
public class QuicDnsServer implements ApplicationProtocolConnectionFactory {
    private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool();

    public static void main(String[] arguments) throws Exception {
        char[] password = "changeit".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(new FileInputStream(arguments[0]), password);
        var config = ServerConnectionConfig.builder().maxIdleTimeoutInSeconds(30).maxOpenPeerInitiatedBidirectionalStreams(100).build();
        ServerConnector connector = ServerConnector.builder().withKeyStore(keys, keys.aliases().nextElement(), password)
                .withSocket(new DatagramSocket(new InetSocketAddress(arguments[1], 443))).withConfiguration(config)
                .withSupportedVersions(List.of(QuicConnection.QuicVersion.V1)).withLogger(new NullLogger()).build();
        connector.registerApplicationProtocol("doq", new QuicDnsServer());
        connector.start();
        Thread.sleep(Long.MAX_VALUE);
    }

    @Override
    public ApplicationProtocolConnection createConnection(String protocol, QuicConnection connection) {
        return new ApplicationProtocolConnection() {
            @Override
            public void acceptPeerInitiatedStream(QuicStream stream) {
                EXECUTOR.execute(() -> reply(stream));
            }
        };
    }

    @Override
    public int maxConcurrentPeerInitiatedBidirectionalStreams() {
        return 100;
    }

    private static void reply(QuicStream stream) {
        try (var out = stream.getOutputStream()) {
            byte[] question = stream.getInputStream().readAllBytes(); // to its end, else the stream stays open for ever
            byte[] answer = ask(java.util.Arrays.copyOfRange(question, 2, question.length));
            out.write(ByteBuffer.allocate(answer.length + 2).putShort((short) answer.length).put(answer).array());
        } catch (IOException | RuntimeException e) {
            System.out.println(e);
        }
    }

    private static byte[] ask(byte[] question) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(4000);
            socket.send(new DatagramPacket(question, question.length, InetAddress.getByName("127.0.0.1"), 5353));
            var packet = new DatagramPacket(new byte[65535], 65535);
            socket.receive(packet);
            return java.util.Arrays.copyOf(packet.getData(), packet.getLength());
        }
    }
}
