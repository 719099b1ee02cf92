package tell443.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import tell443.bytes.Cursor;

/** Whatever the bytes: no exception, a printable name, and the same answer whatever was read before and whatever follows. */
class DnsReaderFuzzTest {

    private static final DnsReader USED = new DnsReader();
    private static final DnsAnswer ANSWER = new DnsAnswer();

    @FuzzTest
    void anyMessage(byte[] message) {
        int status = USED.read(message, 0, message.length, message.length, ANSWER);
        DnsAnswer fresh = new DnsAnswer();
        byte[] moved = new byte[message.length + 30];
        Arrays.fill(moved, (byte) 0xC0);
        System.arraycopy(message, 0, moved, 13, message.length);
        assertEquals(status, new DnsReader().read(moved, 13, message.length, message.length, fresh));
        assertEquals(text(ANSWER), text(fresh));
        assertTrue(ANSWER.name().chars().allMatch(c -> c > ' ' && c < 0x7F) && ANSWER.nameLength() <= 1020);
        assertTrue(status != Cursor.TRUNCATED, "all that is declared is there");
        if (message.length > 0) {
            assertTrue(USED.read(message, 0, message.length - 1, message.length, ANSWER) != Cursor.OK || status == Cursor.OK);
        }
    }

    private static String text(DnsAnswer answer) {
        StringBuilder text = new StringBuilder(answer.name()).append(answer.type()).append(answer.offersHttp3());
        for (int i = 0; i < answer.addresses(); i++) {
            text.append(answer.addressHigh(i)).append(answer.addressLow(i));
        }
        for (int i = 0; i < answer.configs(); i++) {
            text.append(answer.configId(i));
        }
        return text.toString();
    }
}
