package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tell443.tls.HelloBytes.RANDOM;
import static tell443.tls.HelloBytes.alpn;
import static tell443.tls.HelloBytes.extension;
import static tell443.tls.HelloBytes.message;
import static tell443.tls.HelloBytes.vector16;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.bytes.Cursor;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.ClientHelloFacts;
import tell443.facts.ClientHelloProfile;
import tell443.facts.EchFacts;
import tell443.facts.ServerHelloFacts;
import tell443.fixtures.Hex;
import tell443.tls.HelloReader.Transport;

class ServerHelloTest {

    private static final byte[] HELLO = Hex.bytes("""
            02 000061                                          # 0 server_hello, 97 bytes
            0303                                               # 4 legacy_version
            2222222222222222222222222222222222222222222222222222222222222222
            08 0102030405060708                                # 38 legacy_session_id_echo
            1301 00                                            # 47 cipher suite, compression
            002f                                               # 50 47 bytes of extensions
            002b 0002 0304                                     # 52 supported_versions
            0033 0008 001d 0004 c0ffee00                       # 58 key_share
            0029 0002 0000                                     # 70 pre_shared_key
            0010 0005 0003 02 6832                             # 76 ALPN
            0023 0000                                          # 85 session_ticket
            2a2a 0006 010203040506                             # 89 GREASE
            000a 00                                            # 99 cut off in each test of a trailing byte
            """);
    private static final int LENGTH = 101;
    /** RFC 8446 section 4.1.3. */
    private static final String RETRY = "CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C";

    private final Counters counters = new Counters();
    private final HelloReader reader = new HelloReader(counters);

    private ServerHelloFacts read(byte[] hello) {
        assertEquals(Cursor.OK, reader.readServerHello(hello, 0, hello.length, Transport.TCP));
        return reader.serverHello();
    }

    private static byte[] hello() {
        byte[] hello = Arrays.copyOf(HELLO, 99);
        hello[3] = 95;
        return hello;
    }

    @Test
    void readsEveryPart() {
        ServerHelloFacts hello = read(hello());
        assertEquals(0x0303, hello.legacyVersion());
        assertEquals(0x0304, hello.version());
        assertEquals(0x1301, hello.cipher());
        assertEquals("h2", hello.alpn());
        assertEquals(8, hello.sessionIdLength());
        assertTrue(reader.echoesSession(client(8, 0x0102030405060708L)));
        assertFalse(reader.echoesSession(client(8, 0x0102030405060709L)) || reader.echoesSession(client(7, 0x0102030405060708L)));
        assertEquals(29, hello.keyShareGroup());
        assertTrue(hello.pskAccepted());
        assertArrayEquals(new int[] {43, 51, 41, 16, 35, 0x2A2A}, hello.extensions());
        assertEquals("771,4865,43-51-41-16-35", hello.ja3sRaw());
        assertEquals("11411318f6722f42c654417254f3073e", hello.ja3s()); // printf of the raw text | md5sum
        assertFalse(reader.isHelloRetryRequest() || reader.hasMalformedExtension());
    }

    @Test
    void everyPrefixIsTruncated() {
        byte[] hello = hello();
        for (int held = 0; held < hello.length; held++) {
            assertEquals(Cursor.TRUNCATED, reader.readServerHello(Arrays.copyOf(hello, held), 0, held, Transport.TCP), "held " + held);
        }
        assertEquals(0, counters.get(Counter.HELLO_MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            another handshake type,               0, 01
            session id longer than the message,  38, f0
            extensions longer than the message,  51, 30
            last extension longer than the rest, 92, 07
            message shorter than its parts,       3, 40
            """)
    void contradictingLengthsAreMalformed(String what, int at, String value) {
        byte[] bytes = hello();
        bytes[at] = Hex.bytes(value)[0];
        assertEquals(Cursor.MALFORMED, reader.readServerHello(bytes, 0, bytes.length, Transport.TCP), what);
        assertFalse(reader.serverHello().present());
        assertFalse(reader.isHelloRetryRequest());
        assertEquals(1, counters.get(Counter.HELLO_MALFORMED));
    }

    @Test
    void aProtocolThatContradictsItsListIsLeftOut() {
        byte[] bytes = hello();
        bytes[82] = 3;
        assertEquals("", read(bytes).alpn());
        assertTrue(reader.hasMalformedExtension());
    }

    @Test
    void noAnswerDependsOnBytesPastTheEnd() {
        SplittableRandom random = new SplittableRandom(443);
        for (int round = 0; round < 10_000; round++) {
            byte[] quiet = Arrays.copyOf(hello(), HELLO.length + 64);
            quiet[random.nextInt(LENGTH)] ^= (byte) (1 << random.nextInt(8));
            int held = random.nextInt(4) == 0 ? random.nextInt(LENGTH) : LENGTH - 2;
            byte[] noisy = quiet.clone();
            for (int i = held; i < noisy.length; i++) {
                noisy[i] = (byte) random.nextInt();
            }
            assertEquals(answer(quiet, held), answer(noisy, held), "round " + round);
        }
    }

    private String answer(byte[] bytes, int held) {
        int status = reader.readServerHello(bytes, 0, held, Transport.TCP);
        ServerHelloFacts hello = reader.serverHello();
        return status + hello.ja3sRaw() + hello.alpn() + hello.version() + hello.sessionIdLength() + reader.hasMalformedExtension();
    }

    @Test
    void aHelloRetryRequestHasAKnownRandomAndNamesAGroupOnly() {
        byte[] retry = message(2, "0303", RETRY, "00", "1301", "00",
                vector16(extension(43, "0304") + extension(51, "0018") + extension(44, vector16("aa"))));
        assertEquals(24, read(retry).keyShareGroup());
        assertTrue(reader.isHelloRetryRequest());
        assertFalse(reader.hasMalformedExtension());
        read(hello());
        assertFalse(reader.isHelloRetryRequest());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            TLS 1.2 without extensions,   0303, 00 c02f 00,                    0303, c02f
            draft 18 has no session id,   7f12, 1301 0004 0029 0000,           7f12, 1301
            draft 28 is in an extension,  0303, 00 1302 00 0006 002b 0002 7f1c, 7f1c, 1302
            SSL 3.0,                      0300, 00 0005 00,                    0300, 0005
            DTLS 1.3,                     fefd, 00 1301 00 0006 002b 0002 fefc, fefc, 1301
            """)
    void versionAndCipherNegotiated(String what, String legacy, String rest, String version, String cipher) {
        ServerHelloFacts hello = read(message(2, legacy, RANDOM, rest));
        assertEquals(version, HelloBytes.hex(hello.version(), 4), what);
        assertEquals(cipher, HelloBytes.hex(hello.cipher(), 4), what);
    }

    @Test
    void onlyTheSessionIdDiffersFromOneToTheNext() {
        byte[] other = hello();
        other[39] ^= 1;
        ServerHelloFacts first = read(hello());
        assertSame(first, read(hello()));
        assertSame(first, read(other));
        assertTrue(reader.echoesSession(client(8, 0x0002030405060708L)));
    }

    private static ClientHelloFacts client(int sessionIdLength, long sessionId) {
        return new ClientHelloFacts(ClientHelloProfile.NONE, "", false, sessionIdLength, sessionId, false, false, false, EchFacts.NONE, 0, false);
    }

    @Test
    void theProtocolIsEscaped() {
        byte[] hello = message(2, "0303", RANDOM, "00", "c02f", "00", vector16(alpn("h\u00012;")));
        assertEquals("h\\x012\\x3b", read(hello).alpn());
    }
}
