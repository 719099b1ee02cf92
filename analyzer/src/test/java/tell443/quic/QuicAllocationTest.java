package tell443.quic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import tell443.bytes.Cursor;
import tell443.counters.Counters;
import tell443.fixtures.Hex;

class QuicAllocationTest {

    private static final int ROUNDS = 2000;
    private static final int FLOW_BYTES = 1000; // the connection, its facts, three ids as text, key id and secret

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final QuicReader reader = new QuicReader(new Counters());
    private final CryptoConsumer consumer = (fromClient, bytes, at, held) -> Cursor.OK;

    private void read(QuicConnection connection, boolean fromClient, byte[] datagram) {
        reader.datagram(connection, fromClient, datagram, 0, datagram.length, datagram.length, consumer);
    }

    private long perRound(Runnable round) {
        for (int i = 0; i < ROUNDS; i++) {
            round.run();
        }
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < ROUNDS; i++) {
            round.run();
        }
        return (threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before) / ROUNDS;
    }

    @Test
    void aConnectionAllocatesItselfAndNothingForItsHello() {
        byte[] client = InitialVectorsTest.client(false);
        long bytes = perRound(() -> {
            QuicConnection connection = new QuicConnection();
            read(connection, true, client);
            read(connection, false, InitialVectorsTest.SERVER_V1);
        });
        assertTrue(bytes < FLOW_BYTES, bytes + " bytes");
    }

    @Test
    void furtherPacketsAllocateNothing() {
        byte[] initial = Sealer.v1(InitialVectorsTest.ID, true).initial(InitialVectorsTest.ID, new byte[0], new byte[0],
                3, 1, new byte[] {1}, 1200);
        byte[] handshake = Sealer.join(Hex.bytes("e0 00000001 00 00 4020"), new byte[32]);
        byte[] oneRtt = new byte[1200];
        oneRtt[0] = 0x41;
        QuicConnection[] connection = {new QuicConnection()};
        int[] round = {0};
        assertEquals(0, perRound(() -> {
            if (round[0]++ == 0) {
                read(connection[0], true, InitialVectorsTest.client(false));
            }
            read(connection[0], true, initial);
            read(connection[0], false, handshake);
            read(connection[0], true, oneRtt);
            connection[0].count(false, 0x41);
        }));
    }
}
