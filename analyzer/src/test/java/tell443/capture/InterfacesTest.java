package tell443.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfacesTest {

    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000L);
    private static final BigInteger MOST_SECONDS = BigInteger.valueOf(((1L << 62) - 1) / 1_000_000_000L);

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            microseconds,                       6,   1700000000123456,     0,                     1700000000123456000
            nanoseconds,                        9,   1700000000123456789,  0,                     1700000000123456789
            seconds,                            0,   1700000000,           0,                     1700000000000000000
            tenths of nanoseconds round down,   10,  17000000001234567899, 0,                     1700000000123456789
            10^-19,                             19,  9999999999999999999,  0,                     999999999
            10^-127,                            127, 18446744073709551615, 0,                     0
            2^-0,                               128, 1700000000,           0,                     1700000000000000000
            2^-10,                              138, 1025,                 0,                     1000976562
            2^-63,                              191, 9223372036854775809,  0,                     1000000000
            2^-64,                              192, 9223372036854775808,  0,                     500000000
            2^-127,                             255, 18446744073709551615, 0,                     0
            an offset,                          6,   1500000,              1700000000,            1700000001500000000
            an offset before 1970,              6,   1500000,              -2,                    0
            the most negative offset,           6,   1500000,              -9223372036854775808,  0
            the most positive offset,           6,   1500000,              9223372036854775807,   4611686018427387903
            the year 586524,                    6,   18446744073709551615, 0,                     4611686018427387903
            """)
    void ticksBecomeNanoseconds(String what, int resolution, String ticks, long offset, long expected) {
        Interfaces interfaces = new Interfaces();
        interfaces.add(1, 0, resolution, offset);
        assertEquals(expected, interfaces.nanos(0, Long.parseUnsignedLong(ticks)));
    }

    @Test
    void everyResolutionAgreesWithExactArithmetic() {
        Random random = new Random(1);
        for (int resolution = 0; resolution < 256; resolution++) {
            BigInteger perSecond = resolution < 128 ? BigInteger.TEN.pow(resolution) : BigInteger.TWO.pow(resolution - 128);
            for (int i = 0; i < 50; i++) {
                long ticks = random.nextLong() >>> random.nextInt(64);
                long offset = i % 2 == 0 ? 0 : random.nextLong() >> random.nextInt(64);
                Interfaces interfaces = new Interfaces();
                interfaces.add(1, 0, resolution, offset);
                BigInteger exact = new BigInteger(Long.toUnsignedString(ticks)).multiply(BILLION).divide(perSecond);
                BigInteger seconds = exact.divide(BILLION).add(BigInteger.valueOf(offset));
                long expected = seconds.signum() < 0 ? 0
                        : seconds.compareTo(MOST_SECONDS) >= 0 ? (1L << 62) - 1
                        : seconds.multiply(BILLION).add(exact.mod(BILLION)).longValueExact();
                assertEquals(expected, interfaces.nanos(0, ticks) , ticks + " ticks of " + resolution + " after " + offset);
            }
        }
    }
}
