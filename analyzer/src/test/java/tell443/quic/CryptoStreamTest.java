package tell443.quic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CryptoStreamTest {

    private static byte[] covered(CryptoStream stream) {
        byte[] bytes = new byte[stream.covered()];
        stream.copyTo(bytes);
        if (stream.isOnePiece()) {
            assertArrayEquals(bytes, Arrays.copyOfRange(stream.piece(), stream.pieceAt(), stream.pieceAt() + bytes.length));
        }
        return bytes;
    }

    @Test
    void agreesWithAMapOfBytesUnderAnyFrames() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            CryptoStream stream = new CryptoStream();
            int size = 1 + random.nextInt(3000);
            int most = 1 + random.nextInt(size);
            int[] map = new int[size];
            Arrays.fill(map, -1);
            boolean conflict = false;
            int answers = 0;
            for (int frame = 0; frame < 60 && (answers & CryptoStream.LIMIT) == 0; frame++) {
                int offset = random.nextInt(size);
                byte[] bytes = new byte[Math.min(size - offset, random.nextInt(most + 1))];
                random.nextBytes(bytes);
                for (int i = 0; i < bytes.length; i++) {
                    if (map[offset + i] < 0 || random.nextInt(50) > 0) { // mostly true copies
                        bytes[i] = map[offset + i] < 0 ? bytes[i] : (byte) map[offset + i];
                    }
                    conflict |= map[offset + i] >= 0 && (byte) map[offset + i] != bytes[i];
                    map[offset + i] = map[offset + i] < 0 ? bytes[i] & 0xFF : map[offset + i];
                }
                answers |= stream.add(offset, bytes, 0, bytes.length);
                int hole = 0;
                while (hole < size && map[hole] >= 0) {
                    hole++;
                }
                if ((answers & CryptoStream.LIMIT) == 0) {
                    assertEquals(hole, stream.covered());
                    byte[] covered = covered(stream);
                    for (int i = 0; i < hole; i++) {
                        assertEquals((byte) map[i], covered[i]);
                    }
                    assertEquals(conflict, (answers & CryptoStream.CONFLICT) != 0);
                }
            }
        }
    }

    @Test
    void aHelloInSingleBytesFromBothEndsIsJoined() {
        CryptoStream stream = new CryptoStream();
        int size = 2000;
        for (int i = 0; i < size / 2; i++) { // two islands that grow, backwards one range per byte
            assertEquals(0, stream.add(size - 1 - i, new byte[] {(byte) (size - 1 - i)}, 0, 1));
            assertEquals(0, stream.add(i, new byte[] {(byte) i}, 0, 1));
        }
        byte[] covered = covered(stream);
        assertEquals(size, covered.length);
        for (int i = 0; i < size; i++) {
            assertEquals((byte) i, covered[i]);
        }
    }

    @Test
    void islandsAreLimited() {
        CryptoStream stream = new CryptoStream();
        int islands = 0;
        while (stream.add(2L * (islands + 1), new byte[1], 0, 1) == 0) {
            islands++;
        }
        assertEquals(CryptoStream.LIMIT_RANGES, islands);
    }

    @Test
    void bytesAreLimitedAndClaimsCostNothing() {
        CryptoStream stream = new CryptoStream();
        assertEquals(0, stream.add((1L << 62) - 1, new byte[8], 0, 8));
        assertEquals(0, stream.add(1 << 20, new byte[8], 0, 8));
        assertEquals(0, stream.add(60_000, new byte[8], 0, 8));
        assertTrue(stream.isSmall());
        for (int i = 0; i < 65; i++) {
            assertEquals(i < 63 ? 0 : CryptoStream.LIMIT, stream.add(0, new byte[1024], 0, 1024) & CryptoStream.LIMIT);
        }
    }
}
