package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tell443.facts.Pieces;

/** Lengths drawn from a list as obfs4-spec says, against lengths that others have. */
class SharedLengthsTest {

    private static final int CONNECTIONS = 400;
    private static final int HISTORY = 8;

    private final Random random = new Random(443);

    @Test
    void bothSidesDrawFromOneList() {
        int told = 0;
        for (int i = 0; i < CONNECTIONS; i++) {
            int[] list = random.ints(1 + random.nextInt(100), 0, 1448).toArray();
            told += told(payload -> full(payload, list[random.nextInt(list.length)]), 12) > 0 ? 1 : 0;
        }
        assertTrue(told > CONNECTIONS * 3 / 4, told + " of " + CONNECTIONS);
    }

    /** Padded until the last of its segments of 1,448 bytes has that length. */
    private static int full(int payload, int last) {
        int length = payload / 1448 * 1448 + last;
        return length < payload ? length + 1448 : length;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "4, 1", "8, 3", "16, 5", "64, 0"})
    void whatEachSideHasToSayIsNoList(int block, int header) {
        for (int pieces : new int[] {4, 12, 40}) {
            int told = 0;
            for (int i = 0; i < CONNECTIONS; i++) {
                told += told(payload -> (payload + block - 1) / block * block + header, pieces) > 0 ? 1 : 0;
            }
            assertTrue(told * 100 <= CONNECTIONS, told + " of " + CONNECTIONS + " with " + pieces + " pieces each way");
        }
    }

    /** Lengths that both sides of the last of some connections have in common. */
    private int told(IntUnaryOperator padding, int pieces) {
        SharedLengths lengths = new SharedLengths();
        long[] client = new long[SharedLengths.LONGS];
        long[] server = new long[SharedLengths.LONGS];
        int shared = 0;
        for (int i = 0; i < HISTORY; i++) {
            Pieces all = new Pieces();
            all.add(true, 700, 0);
            all.add(false, 900, 0);
            for (int k = 0; k < pieces; k++) {
                all.add(true, padding.applyAsInt(20 + random.nextInt(900)), k);
                all.add(false, padding.applyAsInt(20 + random.nextInt(900)), k);
            }
            lengths.read(all);
            shared = lengths.shared(client, server);
            lengths.addTo(client, server);
        }
        return shared;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            three of each side,        300 -900 310 -520 800 -310 520 -800,      3
            two,                       300 -900 310 -520 520 -310,               0
            within 300 bytes,          300 -900 310 -520 600 -310 520 -600,      0
            echoes,                    300 -900 310 -310 520 -520 800 -800,      0
            only the first turns',     310 -310 900 -310 520 -300,               0
            others are 4 bytes off,    300 -900 310 -520 800 -310 520 -800 314 -516 804 -318 524 -792 796 -796, 0
            of whole segments,         300 -900 310 -1968 2248 -310 520 -800,    3""")
    void lengthsAreOfBothSides(String what, String sizes, int expected) {
        Pieces pieces = new Pieces();
        for (String size : sizes.split(" ")) {
            int value = Integer.parseInt(size);
            pieces.add(value > 0, Math.abs(value), 0);
        }
        SharedLengths lengths = new SharedLengths();
        lengths.read(pieces);
        assertEquals(expected, lengths.shared(new long[SharedLengths.LONGS], new long[SharedLengths.LONGS]));
    }
}
