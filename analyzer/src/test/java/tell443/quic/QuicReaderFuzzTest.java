package tell443.quic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import tell443.bytes.Cursor;
import tell443.counters.Counters;

/** Sequences of datagrams: direction, length in two bytes, bytes; again. Nothing throws, nothing is shown that did not come. */
class QuicReaderFuzzTest {

    private static final int LIMIT_DATAGRAMS = 200;

    @FuzzTest(maxDuration = "30s")
    void protectedDatagrams(byte[] input) {
        run(input, new QuicReader(new Counters()));
    }

    /** Reads packets as sent without protection, so that the frames behind the tag are reached. */
    @FuzzTest(maxDuration = "30s")
    void openDatagrams(byte[] input) {
        run(input, new QuicReader(new Counters(), true));
    }

    private static void run(byte[] input, QuicReader reader) {
        QuicConnection connection = new QuicConnection();
        CryptoConsumer consumer = (fromClient, bytes, at, held) -> {
            assertTrue(held > 0 && held <= input.length);
            Arrays.copyOfRange(bytes, at, at + held);
            return held % 3 == 0 ? Cursor.TRUNCATED : held % 3 == 1 ? Cursor.OK : Cursor.MALFORMED;
        };
        int at = 0;
        for (int i = 0; i < LIMIT_DATAGRAMS && at + 3 <= input.length; i++) {
            int flags = input[at] & 0xFF;
            int length = Math.min((input[at + 1] & 0xFF) << 8 | input[at + 2] & 0xFF, input.length - at - 3);
            byte[] datagram = Arrays.copyOfRange(input, at + 3, at + 3 + length);
            boolean fromClient = (flags & 1) == 0;
            QuicReader.looksLikeQuic(datagram, 0, length);
            if (connection.wantsMore(fromClient)) {
                reader.datagram(connection, fromClient, datagram, 0, length, length + (flags >>> 4), consumer);
            } else if (length > 0) {
                connection.count(fromClient, datagram[0] & 0xFF);
            }
            connection.quality();
            at += 3 + length;
        }
        assertTrue(connection.facts.sni.chars().allMatch(c -> c >= ' ' && c <= '~'));
        connection.release();
        assertTrue(!connection.wantsMore(true) && !connection.wantsMore(false));
    }
}
