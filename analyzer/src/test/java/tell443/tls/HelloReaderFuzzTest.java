package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import tell443.bytes.Cursor;
import tell443.counters.Counters;
import tell443.facts.ClientHelloFacts;
import tell443.facts.ServerHelloFacts;
import tell443.tls.HelloReader.Transport;

/** Whatever the bytes: no exception, printable text, and the same answer whatever was read before. */
class HelloReaderFuzzTest {

    private static final HelloReader USED = new HelloReader(new Counters());
    private static final Transport[] TRANSPORTS = Transport.values();

    @FuzzTest
    void clientHello(byte[] input) {
        Transport transport = TRANSPORTS[input.length == 0 ? 0 : (input[0] & 0xFF) % TRANSPORTS.length];
        byte[] message = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
        HelloReader fresh = new HelloReader(new Counters());
        int status = USED.readClientHello(message, 0, message.length, transport);
        assertEquals(status, fresh.readClientHello(message, 0, message.length, transport));
        ClientHelloFacts hello = USED.clientHello();
        assertEquals(status == Cursor.OK, hello.present());
        assertEquals(text(hello), text(fresh.clientHello()));
        assertTrue(isPrintable(text(hello)));
        byte[] padded = Arrays.copyOf(message, message.length + 40);
        Arrays.fill(padded, message.length, padded.length, (byte) 0x41);
        assertEquals(status, fresh.readClientHello(padded, 0, message.length, transport));
        assertEquals(text(hello), text(fresh.clientHello()));
    }

    @FuzzTest
    void serverHello(byte[] message) {
        HelloReader fresh = new HelloReader(new Counters());
        int status = USED.readServerHello(message, 0, message.length, Transport.TCP);
        assertEquals(status, fresh.readServerHello(message, 0, message.length, Transport.TCP));
        ServerHelloFacts hello = USED.serverHello();
        assertEquals(status == Cursor.OK, hello.present());
        assertEquals(hello.ja3sRaw() + hello.alpn() + hello.sessionIdLength(), fresh.serverHello().ja3sRaw()
                + fresh.serverHello().alpn() + fresh.serverHello().sessionIdLength());
        assertTrue(isPrintable(hello.alpn()));
    }

    @FuzzTest
    void sslv2ClientHello(byte[] message) {
        int status = USED.readSslv2ClientHello(message, 0, message.length);
        assertEquals(status == Cursor.OK, USED.clientHello().present());
    }

    private static String text(ClientHelloFacts hello) {
        return hello.sni() + hello.profile().ja3() + hello.profile().ja3Raw() + hello.profile().ja4() + hello.profile().ja4Raw()
                + hello.profile().alpn() + hello.ech().present() + Arrays.toString(hello.profile().keyShares());
    }

    static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
    }
}
