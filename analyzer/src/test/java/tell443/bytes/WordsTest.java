package tell443.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    private final Words words = new Words(64);

    @ParameterizedTest(name = "eight bytes from {0}")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 23, 49, 55})
    void joinsTwoAlignedWordsToOneAnywhere(int at) {
        for (int i = 0; i < 64; i++) {
            words.bytes.put(i, (byte) (i * 37 + 201));
        }
        long word = Words.join(words.aligned(at >>> 3), words.aligned((at >>> 3) + 1), (at & 7) << 3);
        assertEquals(words.bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).getLong(at), word);
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {1, 7, 8, 9, 63, 64, 4096})
    void thereIsAWordAtTheVeryEnd(int capacity) {
        Words small = new Words(capacity);
        assertEquals(capacity, small.bytes.capacity());
        assertEquals(0, small.aligned(capacity >>> 3));
    }

    @Test
    void bytesAreReadBigEndian() {
        words.bytes.put(0, new byte[] {1, 2, 3, 4});
        assertEquals(0x0102_0304, words.bytes.getInt(0));
        assertEquals(0x0403_0201, (int) words.aligned(0));
    }
}
