package tell443.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.bytes.Cursor;

class DnsReaderTest {

    private static final String WWW = "03777777076578616d706c6500"; // www.example
    private static final String TO_QUESTION = "c00c";
    private final DnsReader reader = new DnsReader();
    private final DnsAnswer answer = new DnsAnswer();

    /** A response to one question with these records. */
    private static byte[] response(String question, int type, String... records) {
        return message("1234" + "8180" + "0001" + String.format("%04x", records.length) + "00000000", question + String.format("%04x", type) + "0001",
                String.join("", records));
    }

    private static byte[] message(String... hex) {
        return HexFormat.of().parseHex(String.join("", hex).replace(" ", ""));
    }

    private static String record(String name, int type, String data) {
        String hex = data.replace(" ", "");
        return name + String.format("%04x0001%08x%04x", type, 300, hex.length() / 2) + hex;
    }

    private int read(byte[] bytes) {
        return reader.read(bytes, 0, bytes.length, bytes.length, answer);
    }

    @Test
    void addressesBelongToTheNameAskedForThroughAllAliases() {
        byte[] bytes = response(WWW, 1, record(TO_QUESTION, 5, "03 63646e c010"), record("c029", 1, "c0000201"), record("c029", 1, "c0000202"),
                record("c029", 1, "c0000201"));
        assertEquals(Cursor.OK, read(bytes));
        assertEquals("www.example", answer.name());
        assertEquals(1, answer.type());
        assertEquals(2, answer.addresses(), "said twice, kept once");
        assertEquals(0xFFFF_C000_0202L, answer.addressLow(1));
    }

    @Test
    void addressesOfVersionSix() {
        assertEquals(Cursor.OK, read(response(WWW, 28, record(TO_QUESTION, 28, "20010db8 00000000 00000000 00000001"))));
        assertEquals(0x2001_0DB8_0000_0000L, answer.addressHigh(0));
        assertEquals(1, answer.addressLow(0));
    }

    @Test
    void theNameIsLowerCaseAndSafe() {
        assertEquals(Cursor.OK, read(response("0441 2e 00 5c".replace(" ", "") + "024f4b" + "00", 1)));
        assertEquals("a\\x2e\\x00\\x5c.ok", answer.name());
        assertEquals(Cursor.OK, read(response("00", 2)));
        assertEquals("", answer.name());
    }

    /** The service parameters are the test vectors of RFC 9460 appendix D.2, in its order. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            0000 03666f6f076578616d706c6503636f6d00,                                                                       0, false
            0001 00,                                                                                                       0, false
            0010 03666f6f076578616d706c6503636f6d00 0003 0002 0035,                                                        0, false
            0001 03666f6f076578616d706c6503636f6d00 029b 0005 68656c6c6f,                                                  0, false
            0001 03666f6f076578616d706c6503636f6d00 0006 0020 20010db8000000000000000000000001 20010db8000000000000000000530001, 2, false
            0001 076578616d706c6503636f6d00 0006 0010 20010db8ffff00000000000000000064, 1, false
            0010 03666f6f076578616d706c65036f726700 0000 0004 0001 0004 0001 0009 0268320568332d3139 0004 0004 c0000201,  1, false
            0010 03666f6f076578616d706c65036f726700 0001 000c 08665c6f6f2c626172 026832,                                  0, false
            0001 00 0001 0006 026833 026832,                                                                              0, true""")
    void serviceParameters(String data, int addresses, boolean http3) {
        assertEquals(Cursor.OK, read(response(WWW, 65, record(TO_QUESTION, 65, data))));
        assertEquals(addresses, answer.addresses());
        assertEquals(http3, answer.offersHttp3());
    }

    @Test
    void configsOfEncryptedClientHello() {
        String contents = "2a 0020 0020" + "11".repeat(32) + "0004 0001 0001 00 09 76697369626c652e78 0000";
        String config = "fe0d" + String.format("%04x", contents.replace(" ", "").length() / 2) + contents.replace(" ", "");
        String unknown = "fe0a0003aabbcc";
        String list = unknown + config;
        String value = String.format("%04x", list.length() / 2) + list;
        String data = "000100" + "0005" + String.format("%04x", value.length() / 2) + value;
        assertEquals(Cursor.OK, read(response(WWW, 65, record(TO_QUESTION, 65, data))));
        assertEquals(1, answer.configs(), "of the version that is known");
        assertEquals(0x2A, answer.configId(0));
    }

    @Test
    void everyPrefixIsTruncatedOrMalformedByItsOwnLength() {
        byte[] bytes = response(WWW, 1, record(TO_QUESTION, 1, "c0000201"), record(WWW, 65, "0001 00 0001 0003 026833"));
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertEquals(Cursor.TRUNCATED, reader.read(part, 0, length, bytes.length, answer), length + " of " + bytes.length);
            assertEquals(Cursor.MALFORMED, read(part), length + " of " + length);
        }
        assertEquals(Cursor.OK, read(bytes));
    }

    @Test
    void noBytePastTheEndMatters() {
        byte[] bytes = response(WWW, 1, record(TO_QUESTION, 1, "c0000201"));
        for (int tail : new int[] {0, 0xFF}) {
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 40);
            Arrays.fill(longer, bytes.length, longer.length, (byte) tail);
            assertEquals(Cursor.OK, reader.read(longer, 0, bytes.length, bytes.length, answer));
            assertEquals("www.example 1", answer.name() + ' ' + answer.addresses());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c00c", "c00e 01 61 c00c", "01 61 c00c", "0161 0162 c00e", "7f" + "6161616161"})
    void pointersLeadBackwardsOnly(String name) {
        byte[] bytes = message("1234 8180 0001 0000 0000 0000", name, "0001 0001");
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertEquals(Cursor.MALFORMED, read(bytes)));
    }

    @Test
    void aNameIsAtMost255OctetsLong() throws Exception {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (int i = 0; i < 4; i++) {
            name.write(62);
            name.write("\u0007".repeat(62).getBytes(StandardCharsets.ISO_8859_1));
        }
        String hex = HexFormat.of().formatHex(name.toByteArray());
        assertEquals(Cursor.OK, read(response(hex + "01aa" + "00", 1)), "4 * 63 + 2 + 1 octets");
        assertTrue(answer.name().endsWith("\\x07.\\xaa"));
        assertEquals(Cursor.MALFORMED, read(response(hex + "02aabb" + "00", 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234 0100 0001 0000 0000 0000", "1234 8180 0002 0000 0000 0000", "1234 a880 0001 0000 0000 0000"})
    void queriesAndUpdatesAreNoAnswers(String header) {
        assertEquals(Cursor.MALFORMED, read(message(header, WWW, "0001 0001")));
    }

    @Test
    void lengthsThatContradictTheirTypeAreMalformed() {
        assertEquals(Cursor.MALFORMED, read(response(WWW, 1, record(TO_QUESTION, 1, "c00002"))));
        assertEquals(Cursor.MALFORMED, read(response(WWW, 65, record(TO_QUESTION, 65, "0001 00 0004 0003 c00002"))));
        assertEquals(Cursor.MALFORMED, read(response(WWW, 65, record(TO_QUESTION, 65, "0001 00 0001 0009 026833"))));
        assertEquals(Cursor.OK, read(response(WWW, 1, "c00c 0001 0003 00000000 0003 c00002".replace(" ", ""))), "another class than the Internet's");
    }
}
