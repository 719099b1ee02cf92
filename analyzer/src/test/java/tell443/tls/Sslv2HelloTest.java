package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.bytes.Cursor;
import tell443.counters.Counters;
import tell443.facts.ClientHelloFacts;
import tell443.fixtures.Hex;

class Sslv2HelloTest {

    private static final byte[] HELLO = Hex.bytes("""
            8022                                # 0 record of 34 bytes
            01 0301                             # 2 ClientHello, TLS 1.0
            0009 0000 0010                      # 5 lengths of ciphers, session id, challenge
            000005 010080 00002f                # 11
            30313233343536373839616263646566    # 20
            """);

    private final HelloReader reader = new HelloReader(new Counters());

    @Test
    void readsVersionAndCiphers() {
        assertEquals(Cursor.OK, reader.readSslv2ClientHello(HELLO, 0, HELLO.length));
        ClientHelloFacts hello = reader.clientHello();
        assertTrue(hello.sslv2());
        assertEquals(0x0301, hello.profile().maxVersion());
        assertArrayEquals(new int[] {5, 0x010080, 0x2F}, hello.profile().ciphers());
        assertEquals("", hello.profile().ja3() + hello.profile().ja4() + hello.sni());
        assertEquals(34, hello.length());
    }

    @Test
    void everyPrefixIsTruncated() {
        for (int held = 0; held < HELLO.length; held++) {
            assertEquals(Cursor.TRUNCATED, reader.readSslv2ClientHello(Arrays.copyOf(HELLO, held), 0, held), "held " + held);
            assertTrue(reader.missing() > 0);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            a record with padding,        0, 00
            another message,              2, 04
            ciphers not of three bytes,   6, 08
            challenge longer than record, 10, 11
            record longer than its parts, 1, 21
            """)
    void contradictionsAreMalformed(String what, int at, String value) {
        byte[] bytes = HELLO.clone();
        bytes[at] = Hex.bytes(value)[0];
        assertEquals(Cursor.MALFORMED, reader.readSslv2ClientHello(bytes, 0, bytes.length), what);
    }
}
