package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tell443.tls.HelloBytes.alpn;
import static tell443.tls.HelloBytes.clientHello;
import static tell443.tls.HelloBytes.extension;
import static tell443.tls.HelloBytes.serverName;
import static tell443.tls.HelloBytes.vector16;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.bytes.Cursor;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.ClientHelloFacts;
import tell443.facts.EchFacts;
import tell443.fixtures.Hex;
import tell443.tls.HelloReader.Transport;

class ClientHelloTest {

    private static final byte[] HELLO = Hex.bytes("""
            01 0000e0                                          # 0 client_hello, 224 bytes
            0303                                               # 4 legacy_version
            1111111111111111111111111111111111111111111111111111111111111111
            08 0102030405060708                                # 38 legacy_session_id
            0006 1a1a 1301 c02f                                # 47 cipher_suites, GREASE first
            01 00                                              # 55 null compression
            00a9                                               # 57 169 bytes of extensions
            2a2a 0000                                          # 59 GREASE
            0000 0012 0010 00 000d 444e532e6578616d706c652e63  # 63 server_name DNS.example.c
            0010 000e 000c 02 6832 08 687474702f312e31         # 85 ALPN h2, http/1.1
            000a 0008 0006 3a3a 001d 11ec                      # 103 supported_groups
            000b 0002 01 00                                    # 115 ec_point_formats
            000d 0006 0004 0403 0804                           # 121 signature_algorithms
            0023 0003 aabbcc                                   # 131 session_ticket with content
            002a 0000                                          # 138 early_data
            002b 0007 06 4a4a 0304 0303                        # 142 supported_versions
            0033 000d 000b 5a5a 0001 00 001d 0002 beef         # 153 key_share
            fe0d 001a 00 0001 0003 7f 0008 0102030405060708    # 170 encrypted_client_hello, outer
                      0008 a1a2a3a4a5a6a7a8                        # 190 its payload
            0029 0018 000a 0004 deadbeef 00000000 000a 0908070605040302 0100   # 200 pre_shared_key
            """);

    private final Counters counters = new Counters();
    private final HelloReader reader = new HelloReader(counters);

    private ClientHelloFacts read(byte[] hello) {
        assertEquals(Cursor.OK, reader.readClientHello(hello, 0, hello.length, Transport.TCP));
        return reader.clientHello();
    }

    @Test
    void readsEveryPartThatAnObserverCanUse() {
        ClientHelloFacts hello = read(HELLO);
        assertEquals("dns.example.c", hello.sni());
        assertEquals(0x0303, hello.profile().legacyVersion());
        assertEquals(0x0304, hello.profile().maxVersion());
        assertEquals(List.of("h2", "http/1.1"), hello.profile().alpn());
        assertArrayEquals(new int[] {0x1A1A, 0x1301, 0xC02F}, hello.profile().ciphers());
        assertArrayEquals(new int[] {0x2A2A, 0, 16, 10, 11, 13, 35, 42, 43, 51, 0xFE0D, 41}, hello.profile().extensions());
        assertArrayEquals(new int[] {0x3A3A, 29, 0x11EC}, hello.profile().groups());
        assertArrayEquals(new int[] {0x5A5A, 29}, hello.profile().keyShares());
        assertArrayEquals(new int[] {0x4A4A, 0x0304, 0x0303}, hello.profile().versions());
        assertArrayEquals(new int[] {0}, hello.profile().pointFormats());
        assertArrayEquals(new int[] {0x0403, 0x0804}, hello.profile().signatureAlgorithms());
        assertEquals(8, hello.sessionIdLength());
        assertEquals(0x0102030405060708L, hello.sessionId());
        assertTrue(hello.ticketOffered() && hello.pskOffered() && hello.earlyData());
        assertFalse(hello.sniTruncated() || hello.sslv2() || reader.hasMalformedExtension());
        assertEquals(new EchFacts(1, 3, 0x7F, 8, 8), hello.ech());
        assertEquals(HELLO.length, hello.length());
        assertEquals(0, counters.get(Counter.HELLO_MALFORMED));
    }

    @Test
    void everyPrefixIsTruncatedAndSaysHowManyBytesAreMissing() {
        for (int held = 0; held < HELLO.length; held++) {
            byte[] prefix = Arrays.copyOf(HELLO, held);
            assertEquals(Cursor.TRUNCATED, reader.readClientHello(prefix, 0, held, Transport.TCP), "held " + held);
            assertFalse(reader.clientHello().present());
            assertEquals(held >= 4 ? HELLO.length - held : reader.missing(), reader.missing(), "held " + held);
            assertTrue(reader.missing() > 0, "held " + held);
        }
        assertEquals(0, counters.get(Counter.HELLO_MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            another handshake type,                0, 02
            session id longer than the message,   38, f0
            odd length of cipher suites,          48, 05
            cipher suites longer than the message, 47, 01
            compression longer than the message,  55, f0
            extensions longer than the message,   58, aa
            last extension longer than the rest,  203, 19
            message shorter than its parts,        3, 40
            """)
    void contradictingLengthsAreMalformed(String what, int at, String value) {
        byte[] bytes = HELLO.clone();
        bytes[at] = Hex.bytes(value)[0];
        assertEquals(Cursor.MALFORMED, reader.readClientHello(bytes, 0, bytes.length, Transport.TCP), what);
        assertFalse(reader.clientHello().present());
        assertEquals(1, counters.get(Counter.HELLO_MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            name longer than its list,            71, 0e,  sni
            name shorter than its list,           71, 0c,  sni
            name list longer than the extension,  68, 11,  sni
            ALPN list longer than the extension,  90, 0d,  alpn
            ALPN name longer than its list,       94, 09,  alpn
            groups longer than the extension,    108, 08,  groups
            odd number of group bytes,           108, 05,  groups
            point formats longer,                119, 02,  pointFormats
            odd number of version bytes,         146, 05,  versions
            key longer than the share list,      167, 03,  keyShares
            ECH payload longer,                  191, 09,  ech
            """)
    void anExtensionThatContradictsItselfIsLeftOutAndTheRestIsRead(String what, int at, String value, String lost) {
        byte[] bytes = HELLO.clone();
        bytes[at] = Hex.bytes(value)[0];
        ClientHelloFacts hello = read(bytes);
        assertTrue(reader.hasMalformedExtension(), what);
        assertEquals(1, counters.get(Counter.HELLO_MALFORMED));
        assertEquals(lost.equals("sni") ? "" : "dns.example.c", hello.sni());
        assertEquals(lost.equals("alpn") ? 0 : 2, hello.profile().alpn().size());
        assertEquals(lost.equals("groups") ? 0 : 3, hello.profile().groups().length);
        assertEquals(lost.equals("pointFormats") ? 0 : 1, hello.profile().pointFormats().length);
        assertEquals(lost.equals("versions") ? 0 : 3, hello.profile().versions().length);
        assertEquals(lost.equals("keyShares") ? 0 : 2, hello.profile().keyShares().length);
        assertEquals(!lost.equals("ech"), hello.ech().present());
        assertEquals(12, hello.profile().extensions().length);
    }

    @Test
    void bytesBehindTheExtensionsAreNoticedAndDoNotSpoilTheHello() {
        byte[] hello = HelloBytes.message(1, "0303", HelloBytes.RANDOM, "00", "00021301", "0100", vector16(serverName("a.example")), "00");
        assertEquals("a.example", read(hello).sni());
        assertTrue(reader.hasMalformedExtension());
    }

    @Test
    void noAnswerDependsOnBytesPastTheEnd() {
        SplittableRandom random = new SplittableRandom(443);
        for (int round = 0; round < 20_000; round++) {
            byte[] quiet = Arrays.copyOf(HELLO, HELLO.length + 64);
            quiet[random.nextInt(HELLO.length)] ^= (byte) (1 << random.nextInt(8));
            int held = random.nextInt(4) == 0 ? random.nextInt(HELLO.length + 1) : HELLO.length;
            byte[] noisy = quiet.clone();
            for (int i = held; i < noisy.length; i++) {
                noisy[i] = (byte) random.nextInt();
            }
            assertEquals(answer(quiet, held), answer(noisy, held), "round " + round);
        }
    }

    private String answer(byte[] bytes, int held) {
        int status = reader.readClientHello(bytes, 0, held, Transport.TCP);
        ClientHelloFacts hello = reader.clientHello();
        return status + " " + (status == Cursor.TRUNCATED ? reader.missing() : 0) + reader.hasMalformedExtension() + hello.sni()
                + hello.profile().ja3Raw() + hello.profile().ja4Raw() + hello.ech() + hello.length() + hello.profile().alpn();
    }

    @Test
    void readsAtAnOffsetAndStopsAtTheMessagesEnd() {
        byte[] bytes = HelloBytes.join(new byte[7], HELLO, new byte[9]);
        assertEquals(Cursor.OK, reader.readClientHello(bytes, 7, HELLO.length + 9, Transport.TCP));
        assertEquals(read(HELLO), reader.clientHello());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            upper case,               00 0003 412e42,                a.b
            no name,                  '',                            ''
            empty name,               00 0000,                       ''
            control and high bytes,   00 0005 1b5bff0041,            \\x1b[\\xff\\x00a
            backslash and semicolon,  00 0004 5c78613b,              \\x5cxa\\x3b
            first of two names,       00 0001 61 00 0001 62,         a
            another type first,       07 0002 7878 00 0001 62,       b
            """)
    void serverNamesAreLowerCasedAndEscapedWithoutLoss(String what, String list, String expected) {
        assertEquals(expected, read(clientHello("0303", "1301", extension(0, vector16(list)))).sni(), what);
    }

    @Test
    void keepsTheFirstOfTwoServerNameExtensions() {
        ClientHelloFacts hello = read(clientHello("0303", "1301", serverName("first.example"), serverName("second.example")));
        assertEquals("first.example", hello.sni());
        assertArrayEquals(new int[] {0, 0}, hello.profile().extensions());
    }

    @Test
    void keeps255BytesOfAName() {
        ClientHelloFacts longest = read(clientHello("0303", "1301", serverName("a".repeat(255))));
        assertEquals("a".repeat(255), longest.sni());
        assertFalse(longest.sniTruncated());
        ClientHelloFacts longer = read(clientHello("0303", "1301", serverName("a".repeat(256))));
        assertEquals("a".repeat(255), longer.sni());
        assertTrue(longer.sniTruncated());
    }

    @Test
    void theInnerFormOfEchIsIgnored() {
        assertFalse(read(clientHello("0303", "1301", extension(0xFE0D, "01"))).ech().present());
    }

    @Test
    void aHelloWithoutExtensionsIsWhole() {
        ClientHelloFacts hello = read(clientHello("0301", "0004 0005"));
        assertEquals("", hello.sni());
        assertEquals("769,4-5,,,", hello.profile().ja3Raw());
    }

    @Test
    void everyPrefixOfAHelloWithoutExtensionsIsTruncated() {
        byte[] hello = clientHello("0301", "0004 0005");
        for (int held = 0; held < hello.length; held++) {
            assertEquals(Cursor.TRUNCATED, reader.readClientHello(hello, 0, held, Transport.TCP), "held " + held);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,   0000000000000000
            1,   ab00000000000000
            32,  abababababababab
            255, abababababababab
            """)
    void sessionIdsOfAnyLength(int length, String firstEight) {
        byte[] hello = HelloBytes.message(1, "0303", HelloBytes.RANDOM, HelloBytes.vector8("ab".repeat(length)), "00021301", "0100",
                vector16(serverName("a.example")));
        ClientHelloFacts facts = read(hello);
        assertEquals(length, facts.sessionIdLength());
        assertEquals(Long.parseUnsignedLong(firstEight, 16), facts.sessionId());
        assertEquals("a.example", facts.sni());
    }

    @Test
    void dtlsHasACookie() {
        byte[] hello = HelloBytes.message(1, "fefd", HelloBytes.RANDOM, "00", "04deadbeef", "0002c02f", "0100",
                vector16(serverName("x.example")));
        assertEquals(Cursor.OK, reader.readClientHello(hello, 0, hello.length, Transport.DTLS));
        assertEquals("x.example", reader.clientHello().sni());
        assertEquals("dd2d010100_f06271c2b022", reader.clientHello().profile().ja4().substring(0, 23));
    }

    @Test
    void whatDiffersFromFlowToFlowDoesNotMakeAnotherProfile() {
        ClientHelloFacts before = read(HELLO);
        byte[] other = HELLO.clone();
        for (int i = 6; i < 47; i++) {
            other[i] += (byte) (i == 38 ? 0 : 13); // random, session id
        }
        other[74] = 'Z'; // server name
        other[182] ^= 1; // ECH key
        ClientHelloFacts after = read(other);
        assertSame(before.profile(), after.profile());
        assertEquals("dnz.example.c", after.sni());
        other[50] ^= 1; // a cipher suite
        assertFalse(before.profile() == read(other).profile());
    }

    @Test
    void aNameThatRepeatsIsTheSameString() {
        assertSame(read(HELLO).sni(), read(HELLO).sni());
    }

    @Test
    void overlongListsGiveDigestsButNoRawTextAndAreNotKept() {
        byte[] hello = clientHello("0303", "c02f".repeat(30_000));
        ClientHelloFacts facts = read(hello);
        assertEquals(30_000, facts.profile().ciphers().length);
        assertEquals("", facts.profile().ja3Raw());
        assertEquals("", facts.profile().ja4Raw());
        assertEquals(32, facts.profile().ja3().length());
        assertTrue(facts.profile().ja4().startsWith("t12i990000_"));
        assertFalse(facts.profile() == read(hello).profile());
    }

    @Test
    void alpnNamesAreEscapedSoThatTheirListCanBeJoined() {
        ClientHelloFacts hello = read(clientHello("0303", "1301", alpn("a;b", "c\u0000", "H2")));
        assertEquals(List.of("a\\x3bb", "c\\x00", "H2"), hello.profile().alpn());
        assertEquals("t12i0101ab", hello.profile().ja4().substring(0, 10));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            drafts of TLS 1.3 are newer than 1.2,     04 7f1c 0303,   7f1c
            the RFC is newer than its drafts,         04 7f1c 0304,   0304
            unknown versions do not count,            04 fb1a 0304,   0304
            DTLS counts downwards,                    04 fefd fefc,   fefc
            GREASE does not count,                    04 fafa 0303,   0303
            only GREASE,                              02 fafa,        0301
            """)
    void theNewestVersionOfferedIsFound(String what, String versions, String expected) {
        ClientHelloFacts hello = read(clientHello("0301", "1301", extension(43, versions)));
        assertEquals(expected, HelloBytes.hex(hello.profile().maxVersion(), 4), what);
    }
}
