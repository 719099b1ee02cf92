package tell443.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnnexTest {

    private final Annex annex = new Annex();
    private final Random random = new Random(791);

    private byte[] datagram(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void earlierDatagramsStayWhereTheyAreWhileItGrows() {
        List<byte[]> datagrams = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] datagram = datagram(random.nextInt(65_535));
            datagrams.add(datagram);
            places.add(annex.add(ByteBuffer.wrap(datagram), datagram.length));
        }
        for (int i = 0; i < datagrams.size(); i++) {
            byte[] read = new byte[datagrams.get(i).length];
            annex.bytes().get(places.get(i), read);
            assertEquals(ByteBuffer.wrap(datagrams.get(i)), ByteBuffer.wrap(read), "datagram " + i);
        }
        assertEquals(ByteOrder.BIG_ENDIAN, annex.bytes().order());
    }

    @Test
    void clearedItBeginsAnewAndGivesBackWhatIsRarelyNeeded() {
        annex.add(ByteBuffer.wrap(datagram(1000)), 1000);
        ByteBuffer small = annex.bytes();
        annex.clear();
        assertEquals(0, annex.add(ByteBuffer.wrap(datagram(10)), 10));
        assertTrue(small == annex.bytes(), "the same memory");
        for (int i = 0; i < 40; i++) {
            annex.add(ByteBuffer.wrap(datagram(65_000)), 65_000);
        }
        assertTrue(annex.bytes().capacity() >= 40 * 65_000);
        annex.clear();
        assertTrue(annex.bytes().capacity() <= 1 << 20);
    }
}
