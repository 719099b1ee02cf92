package tell443.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tell443.capture.CaptureException;
import tell443.capture.LiveCapture;
import tell443.capture.LiveSettings;
import tell443.capture.PacketSource;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.net.PacketDecoder;
import tell443.net.PortSet;

/**
 * From the kernel to the flow's row, a packet costs the garbage collector nothing: packets of the loopback interface, where that may
 * be captured on.
 */
class LiveAllocationTest {

    private static final FlowHash HASH = new FlowHash(1, 2);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PACKETS = 60_000;
    private static final int WARM = 20_000;

    private final Counters counters = new Counters();
    private final long[] allocated = new long[PACKETS]; // by reads that brought packets
    private int reads;

    @Test
    void packetsOfAnInterfaceAllocateNothing() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                PacketSource source = open(server.getLocalPort())) {
            Thread sender = new Thread(() -> send(server), "sender");
            sender.setDaemon(true);
            sender.start();
            read(source, server.getLocalPort());
        }
        assertEquals(1, counters.get(Counter.FLOWS));
        assertTrue(reads > 20, reads + " reads");
        Arrays.sort(allocated, 0, reads);
        assertEquals(0, allocated[reads * 9 / 10], "in nine of ten reads; one a second looks after the interface");
        long sum = Arrays.stream(allocated, 0, reads).sum();
        assertTrue(sum < PACKETS - WARM, sum + " bytes for " + (PACKETS - WARM) + " packets");
    }

    private PacketSource open(int port) {
        LiveSettings settings = new LiveSettings(List.of("lo"), List.of("udp port " + port), 65_535, 32 << 20, false, PACKETS, 30_000_000_000L,
                PacketDecoder::supports, false);
        try {
            return LiveCapture.open(settings, counters, note -> {});
        } catch (CaptureException e) {
            assumeTrue(false, "cannot be tried here: " + e.getMessage());
            throw new IllegalStateException(e);
        }
    }

    /** One flow, some packets at a time; nobody takes them from the server's socket. */
    private static void send(DatagramSocket server) {
        try (DatagramSocket client = new DatagramSocket()) {
            DatagramPacket packet = new DatagramPacket(new byte[100], 100, server.getLocalSocketAddress());
            for (int i = 0; i < PACKETS + 1000; i++) {
                client.send(packet);
                if (i % 500 == 0) {
                    Thread.sleep(20);
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(PacketSource source, int port) throws Exception {
        AnalyzerSettings settings = new AnalyzerSettings(PortSet.of(port), 1, AnalyzerSettings.IDLE_DEFAULT_NANOS, 0,
                Limits.forHeap(256 << 20), false);
        PacketDecoder decoder = new PacketDecoder(settings.ports(), counters, 1 << 20);
        FlowTracker tracker = new FlowTracker(settings, 0, HASH, counters, decoder.tunnels(), number -> "lo");
        PacketClock.State state = new PacketClock.State();
        DecodedBatch round = new DecodedBatch();
        long packets = 0;
        while (packets < PACKETS) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            if (!source.read(round.batch)) {
                break;
            }
            round.clock.read(round.batch, state, counters);
            tracker.read(round, decoder, AnswerSink.NOBODY);
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            packets += round.batch.count;
            if (packets > WARM && round.batch.count > 0) {
                allocated[reads++] = bytes;
            }
        }
        assertEquals(PACKETS, packets);
    }
}
