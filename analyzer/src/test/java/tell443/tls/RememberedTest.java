package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private final Remembered<String> remembered = new Remembered<>(16);
    private final Key key = new Key();

    @Test
    void findsWhatWasPutUnderEqualBytes() {
        byte[] bytes = "the same bytes".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        remembered.put(key.of(bytes, 0, bytes.length), "found");
        byte[] elsewhere = new byte[100];
        System.arraycopy(bytes, 0, elsewhere, 33, bytes.length);
        assertEquals("found", remembered.get(key.of(elsewhere, 33, bytes.length), ""));
        assertEquals("", remembered.get(key.of(elsewhere, 33, bytes.length - 1), ""));
        elsewhere[40]++;
        assertEquals("", remembered.get(key.of(elsewhere, 33, bytes.length), ""));
    }

    /** In a table of one place every key meets every other: only the bytes may decide. */
    @Test
    void neverTakesOneKeyForAnother() {
        Remembered<Integer> one = new Remembered<>(1);
        Random random = new Random(1);
        byte[] bytes = new byte[1200];
        for (int round = 0; round < 2000; round++) {
            random.nextBytes(bytes);
            int length = random.nextInt(bytes.length) + 1;
            one.put(key.of(bytes, 0, length), round);
            int flipped = random.nextInt(length);
            bytes[flipped] = (byte) (bytes[flipped] ^ 1 << random.nextInt(8));
            assertEquals(-1, one.get(key.of(bytes, 0, length), -1));
            assertFalse(key.is(new byte[length + 1]));
        }
    }

    /** Lists are told apart even where their values would run together. */
    @Test
    void aListKnowsItsLength() {
        byte[] first = key.clear().add(new int[] {1, 2}, 2).add(new int[] {3}, 1).copy();
        byte[] second = key.clear().add(new int[] {1}, 1).add(new int[] {2, 3}, 2).copy();
        assertFalse(java.util.Arrays.equals(first, second));
        assertTrue(key.is(second));
    }

    @Test
    void aLongKeyGrowsItsRoom() {
        byte[] bytes = new byte[70_000];
        new Random(2).nextBytes(bytes);
        byte[] copy = key.clear().add(7).add(bytes, 0, bytes.length).copy();
        assertEquals(4 + 4 + bytes.length, copy.length);
        assertEquals(bytes[69_999], copy[copy.length - 1]);
    }
}
