package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static tell443.tls.HelloBytes.alpn;
import static tell443.tls.HelloBytes.clientHello;
import static tell443.tls.HelloBytes.extension;
import static tell443.tls.HelloBytes.serverName;
import static tell443.tls.HelloBytes.values;
import static tell443.tls.HelloBytes.vector16;
import static tell443.tls.HelloBytes.vector8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.bytes.Cursor;
import tell443.counters.Counters;
import tell443.facts.ClientHelloProfile;
import tell443.tls.HelloReader.Transport;

/** JA3 and JA4 against the examples their authors published and rows of the JA4 specification. */
class FingerprintTest {

    private static final String CHROME_CIPHERS = "1301,1302,1303,c02b,c02f,c02c,c030,cca9,cca8,c013,c014,009c,009d,002f,0035";
    private static final String CHROME_ALGORITHMS = "0403,0804,0401,0503,0805,0501,0806,0601";

    private final HelloReader reader = new HelloReader(new Counters());

    private ClientHelloProfile read(byte[] hello, Transport transport) {
        assertEquals(Cursor.OK, reader.readClientHello(hello, 0, hello.length, transport));
        return reader.clientHello().profile();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            769,47-53-5-10-49161-49162-49171-49172-50-56-19-4,0-10-11,23-24-25,0 | ada70206e40642a3e4461f35503241d5
            769,4-5-10-9-100-98-3-6-19-18-99,,, | de350869b8c85de67a350c8d186f11e6
            """)
    void ja3EqualsThePublishedExamples(String raw, String md5) {
        String[] part = raw.split(",", -1);
        String extensions = part[2].isEmpty() ? "" : serverName("a.example") + extension(10, vector16(values(part[3])))
                + extension(11, vector8("00"));
        byte[] hello = extensions.isEmpty() ? clientHello("0301", values(part[1])) : clientHello("0301", values(part[1]), extensions);
        ClientHelloProfile profile = read(hello, Transport.TCP);
        assertEquals(raw, profile.ja3Raw());
        assertEquals(md5, profile.ja3());
    }

    private static byte[] chrome(String grease, String... order) {
        StringBuilder extensions = new StringBuilder(extension(0x2A2A, ""));
        for (String type : order) {
            extensions.append(switch (type) {
                case "0000" -> serverName("example.com");
                case "0010" -> alpn("h2", "http/1.1");
                case "000d" -> extension(13, vector16(grease + values(CHROME_ALGORITHMS)));
                case "002b" -> extension(43, vector8("7a7a03040303"));
                default -> extension(Integer.parseInt(type, 16), "");
            });
        }
        return clientHello("0303", "4a4a" + values(CHROME_CIPHERS), extensions.toString());
    }

    @Test
    void ja4EqualsThePublishedExampleOfChromeInAnyOrderOfExtensions() {
        String raw = "t13d1516h2_002f,0035,009c,009d,1301,1302,1303,c013,c014,c02b,c02c,c02f,c030,cca8,cca9"
                + "_0005,000a,000b,000d,0012,0015,0017,001b,0023,002b,002d,0033,4469,ff01_" + CHROME_ALGORITHMS;
        String order = "001b,0000,0033,0010,4469,0017,002d,000d,0005,0023,0012,002b,ff01,000b,000a,0015";
        for (int turn = 0; turn < 16; turn++) {
            ClientHelloProfile profile = read(chrome("", order.split(",")), Transport.TCP);
            assertEquals("t13d1516h2_8daaf6152771_e5627efa2ab1", profile.ja4());
            assertEquals(raw, profile.ja4Raw());
            order = order.substring(5) + "," + order.substring(0, 4);
        }
    }

    @Test
    void greaseInSignatureAlgorithmsIsLeftOut() {
        String[] order = "0000,0010,000d".split(",");
        assertEquals(read(chrome("", order), Transport.TCP).ja4(), read(chrome("3a3a", order), Transport.TCP).ja4());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            none,                              '',        00
            one character,                     61,        aa
            ordinary,                          6832,      h2
            http/1.1,                          687474702f312e31, h1
            digits and capitals,               5a39,      Z9
            high byte alone,                   ab,        ab
            high bytes,                        abcd,      ad
            last byte not alphanumeric,        30ab,      3b
            between alphanumeric bytes,        3031abcd,  3d
            ends alphanumeric,                 30abcd31,  01
            GREASE,                            0a0a,      0a
            """)
    void theProtocolPartOfJa4FollowsTheSpecification(String what, String name, String expected) {
        String[] extensions = name.isEmpty() ? new String[0] : new String[] {extension(16, vector16(vector8(name)))};
        assertEquals(expected, read(clientHello("0303", "1301", extensions), Transport.TCP).ja4().substring(8, 10), what);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            nothing offered,       0303, '',          '',            TCP,  t12i000000_000000000000_000000000000
            only GREASE offered,   0303, 0a0a,        fafa,          TCP,  t12i000000_000000000000_000000000000
            SSL 3.0,               0300, 002f,        '',            TCP,  ts3i010000_ba72b8082249_000000000000
            QUIC,                  0303, 002f,        '',            QUIC, q12i010000_ba72b8082249_000000000000
            DTLS 1.0,              feff, 002f,        '',            TCP,  td1i010000_ba72b8082249_000000000000
            unknown version,       0100, 002f,        '',            TCP,  t00i010000_ba72b8082249_000000000000
            """)
    void emptyListsAndVersions(String what, String version, String suites, String types, Transport transport, String expected) {
        String[] extensions = types.isEmpty() ? new String[0] : new String[] {types + "0000"};
        // ba72b8082249: printf 002f | sha256sum | cut -c1-12
        assertEquals(expected, read(clientHello(version, suites, extensions), transport).ja4(), what);
    }

    @Test
    void countsStopAt99() {
        assertEquals("t12i990000", read(clientHello("0303", "c02f".repeat(100)), Transport.TCP).ja4().substring(0, 10));
        String[] extensions = new String[120];
        java.util.Arrays.fill(extensions, extension(23, ""));
        assertEquals("t12i019900", read(clientHello("0303", "c02f", extensions), Transport.TCP).ja4().substring(0, 10));
    }

    @Test
    void theSameListsOverAnotherTransportAreAnotherProfile() {
        byte[] hello = clientHello("0303", "1301");
        assertEquals('t', read(hello, Transport.TCP).ja4().charAt(0));
        assertEquals('q', read(hello, Transport.QUIC).ja4().charAt(0));
    }
}
