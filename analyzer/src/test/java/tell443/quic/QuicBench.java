package tell443.quic;

import java.nio.ByteBuffer;
import tell443.bytes.Cursor;
import tell443.counters.Counters;

/**
 * Time per Initial. Not a test: {@code java -cp ... tell443.quic.QuicBench [rounds]}, with and without
 * {@code -XX:TieredStopAtLevel=1}. One round is 2,000 connections of one client and one server Initial of 1,200 bytes;
 * the fastest round counts, since others are what the machine did besides.
 */
final class QuicBench {

    private static final int CONNECTIONS = 2000;
    private static final int SIZE = 1200; // bytes of each Initial

    private QuicBench() {}

    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        byte[][] clients = new byte[CONNECTIONS][];
        byte[][] servers = new byte[CONNECTIONS][];
        for (int i = 0; i < CONNECTIONS; i++) {
            byte[] id = ByteBuffer.allocate(8).putLong(i * 0x9E3779B97F4A7C15L).array();
            clients[i] = Sealer.v1(id, true).initial(id, new byte[0], new byte[0], 0, 2, InitialVectorsTest.CLIENT_FRAMES, SIZE);
            servers[i] = Sealer.v1(id, false).initial(new byte[0], id, new byte[0], 0, 2, InitialVectorsTest.SERVER_FRAMES, SIZE);
        }
        QuicReader reader = new QuicReader(new Counters());
        long client = Long.MAX_VALUE;
        long server = Long.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            QuicConnection[] connections = new QuicConnection[CONNECTIONS];
            long start = System.nanoTime();
            for (int i = 0; i < CONNECTIONS; i++) {
                connections[i] = new QuicConnection();
                read(reader, connections[i], true, clients[i]);
            }
            long middle = System.nanoTime();
            for (int i = 0; i < CONNECTIONS; i++) {
                read(reader, connections[i], false, servers[i]);
            }
            client = Math.min(client, (middle - start) / CONNECTIONS);
            server = Math.min(server, (System.nanoTime() - middle) / CONNECTIONS);
        }
        System.out.println("client Initial " + client + " ns, server Initial " + server + " ns");
    }

    private static void read(QuicReader reader, QuicConnection connection, boolean fromClient, byte[] datagram) {
        reader.datagram(connection, fromClient, datagram, 0, datagram.length, datagram.length,
                (client, bytes, at, held) -> Cursor.OK);
    }
}
