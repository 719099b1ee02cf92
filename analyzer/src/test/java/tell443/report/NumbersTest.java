package tell443.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, times and addresses as text, judged by the JDK's own classes. */
class NumbersTest {

    private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final RowBuffer out = new RowBuffer(0);
    private final Times times = new Times();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 99, 100, 999_999_999, 1_000_000_000, 9_999_999_999L, 999_999_999_999_999_999L,
        1_000_000_000_000_000_000L, Long.MAX_VALUE, -1, -10, Long.MIN_VALUE + 1, Long.MIN_VALUE})
    void integersAreThoseOfTheJdk(long value) {
        assertEquals(Long.toString(value), text(out.integer(value)));
    }

    @Test
    void anyNumberIsThatOfTheJdk() {
        Random random = new Random(443);
        for (int i = 0; i < 100_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            out.clear();
            assertEquals(Long.toString(value), text(out.integer(value)));
            int places = 1 + random.nextInt(9);
            out.clear();
            assertEquals(BigDecimal.valueOf(value, places).toPlainString(), text(out.decimal(value, places)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1, 951_782_400_000_000_000L, 951_868_799_999_999_999L, 4_107_542_400_000_000_000L,
        1_795_369_920_123_456_789L, Long.MAX_VALUE, Long.MIN_VALUE})
    void timesAreThoseOfTheJdk(long nanos) {
        times.write(nanos, out);
        assertEquals(RFC_3339.format(Instant.ofEpochSecond(0, nanos)), text(out));
    }

    @Test
    void everyDayFrom1677To2262IsThatOfTheJdk() {
        for (long day = Long.MIN_VALUE / 86_400_000_000_000L; day <= Long.MAX_VALUE / 86_400_000_000_000L; day++) {
            out.clear();
            long nanos = day * 86_400_000_000_000L;
            times.write(nanos, out);
            assertEquals(RFC_3339.format(Instant.ofEpochSecond(0, nanos)), text(out));
        }
    }

    @Test
    void timesWithinAMinuteInAnyOrderAreThoseOfTheJdk() {
        Random random = new Random(443);
        for (int i = 0; i < 10_000; i++) {
            long nanos = (random.nextBoolean() ? 1_795_369_920_000_000_000L : -1_000_000_000L) + random.nextLong() % 60_000_000_000L;
            out.clear();
            times.write(nanos, out);
            assertEquals(RFC_3339.format(Instant.ofEpochSecond(0, nanos)), text(out));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"::", "::1", "1::", "2001:db8::1", "2001:db8:0:1:1:1:1:1", "2001:0:0:1::1", "2001:db8::1:0:0:1",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "0:1:0:1:0:1:0:1", "fe80::a00:27ff:fe4e:66a1"})
    void canonicalIpv6StaysAsItIs(String address) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(InetAddress.getByName(address).getAddress());
        Addresses.write(true, bytes.getLong(0), bytes.getLong(8), out);
        assertEquals(address, text(out));
    }

    @Test
    void anyIpv6IsReadBackAsTheSameBytes() throws Exception {
        Random random = new Random(443);
        for (int i = 0; i < 20_000; i++) {
            long high = random.nextLong() & mask(random);
            long low = random.nextLong() & mask(random);
            out.clear();
            Addresses.write(true, high, low, out);
            byte[] back = InetAddress.getByName(text(out)).getAddress();
            if (back.length == 16) {
                assertEquals(high, ByteBuffer.wrap(back).getLong(0), text(out));
                assertEquals(low, ByteBuffer.wrap(back).getLong(8), text(out));
            }
        }
    }

    @Test
    void anyIpv4IsThatOfTheJdk() throws Exception {
        Random random = new Random(443);
        for (int i = 0; i < 20_000; i++) {
            int address = random.nextInt() & (int) mask(random);
            byte[] bytes = ByteBuffer.allocate(4).putInt(address).array();
            RowBuffer exact = new RowBuffer(random.nextInt(20));
            Addresses.write(false, 0, address, exact);
            assertEquals(InetAddress.getByAddress(bytes).getHostAddress(), text(exact));
        }
    }

    @Test
    void ipv4AndMappedAreDottedQuads() {
        Addresses.write(false, 0, 0xFFFF_C0A8_01FEL, out);
        out.put(' ');
        Addresses.write(true, 0, 0xFFFF_0A00_0001L, out);
        assertEquals("192.168.1.254 ::ffff:10.0.0.1", text(out));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
            0,                   0
            999,                 999
            1000,                1.0k
            1949,                1.9k
            9949,                9.9k
            9950,                10k
            999499,              999k
            999500,              1.0M
            12345678,            12M
            9876543210,          9.9G
            9223372036854775807, 9.2E""")
    void humanUnitsTakeFourCharacters(long value, String expected) {
        assertEquals(expected, text(TableColumn.human(value, out)));
    }

    private static long mask(Random random) {
        long mask = 0;
        for (int i = 0; i < 4; i++) {
            mask = mask << 16 | (random.nextInt(3) == 0 ? 0xFFFF : 0);
        }
        return mask;
    }

    private static String text(RowBuffer out) {
        return new String(out.bytes(), 0, out.length(), ISO_8859_1);
    }
}
