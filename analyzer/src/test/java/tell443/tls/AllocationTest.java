package tell443.tls;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import tell443.counters.Counters;
import tell443.facts.TlsFacts;
import tell443.fixtures.Hex;
import tell443.tls.HelloReader.Transport;

/** What is read again and again must cost the garbage collector next to nothing. */
class AllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 5_000;

    private static long bytesPerRound(Runnable work) {
        for (int i = 0; i < ROUNDS; i++) {
            work.run();
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) {
            work.run();
        }
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
    }

    @Test
    void aHelloOfAKnownClientAllocatesItsFactsOnly() {
        HelloReader reader = new HelloReader(new Counters());
        byte[] hello = HelloBytes.clientHello("0303", "1301c02f", HelloBytes.serverName("a.example"), HelloBytes.alpn("h2"));
        long bytes = bytesPerRound(() -> {
            hello[10]++; // of the random
            reader.readClientHello(hello, 0, hello.length, Transport.TCP);
        });
        assertTrue(bytes <= 64, "bytes " + bytes);
    }

    @Test
    void aHelloThatCannotBeReadAllocatesNothing() {
        HelloReader reader = new HelloReader(new Counters());
        byte[] hello = HelloBytes.clientHello("0303", "1301c0", HelloBytes.serverName("a.example"));
        long bytes = bytesPerRound(() -> {
            reader.readClientHello(hello, 0, hello.length, Transport.TCP);
            reader.readClientHello(hello, 0, hello.length - 9, Transport.TCP);
            reader.readServerHello(hello, 0, hello.length, Transport.TCP);
        });
        assertTrue(bytes == 0, "bytes " + bytes);
    }

    @Test
    void dtlsDataAllocatesNothing() {
        Counters counters = new Counters();
        DtlsReader reader = new DtlsReader(new HelloReader(counters), new CertificateReader(counters), counters);
        byte[] datagram = Hex.bytes("17 fefd 0001 000000000001 0003 aabbcc 17 fefd 0001 000000000002 0001 dd");
        DtlsConnection state = new DtlsConnection();
        TlsFacts facts = new TlsFacts();
        long[] sum = new long[1];
        RecordSink sink = (type, length) -> sum[0] += length;
        long bytes = bytesPerRound(() -> reader.datagram(state, true, datagram, 0, datagram.length, facts, sink));
        assertTrue(bytes == 0, "bytes " + bytes);
        assertTrue(sum[0] == 4L * 2 * ROUNDS);
    }
}
