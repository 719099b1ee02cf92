package tell443.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.capture.PacketBatch;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.fixtures.ClientHelloBytes;
import tell443.fixtures.Packet;
import tell443.fixtures.ServerHelloBytes;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.TlsBytes;
import tell443.net.PacketDecoder;
import tell443.net.PortSet;

/** From the batch to the flow's row, a packet of an established flow costs the garbage collector nothing. */
class PathAllocationTest {

    private static final FlowHash HASH = new FlowHash(1, 2);
    private static final Counters UNCOUNTED = new Counters();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest(name = "decoded beforehand: {0}")
    @ValueSource(booleans = {false, true})
    void packetsOfEstablishedFlowsAllocateNothing(boolean beforehand) {
        AnalyzerSettings settings = new AnalyzerSettings(PortSet.of(443), 1, AnalyzerSettings.IDLE_DEFAULT_NANOS, 0,
                Limits.forHeap(256 << 20), false);
        Counters counters = new Counters();
        PacketDecoder decoder = new PacketDecoder(settings.ports(), counters, 1 << 20);
        FlowTracker tracker = new FlowTracker(settings, 0, HASH, counters, decoder.tunnels(), source -> "memory");
        PacketClock.State state = new PacketClock.State();
        DecodedBatch[] rounds = new DecodedBatch[61];
        for (int i = 0; i < rounds.length; i++) {
            rounds[i] = new DecodedBatch();
            fill(rounds[i].batch, packets(i));
        }
        read(rounds[0], tracker, decoder, state, beforehand);
        long allocated = 0;
        for (int i = 1; i < rounds.length; i++) {
            rounds[i].decode(decoder, HASH); // makes its blocks
            long before = THREADS.getCurrentThreadAllocatedBytes();
            read(rounds[i], tracker, decoder, state, beforehand);
            long round = THREADS.getCurrentThreadAllocatedBytes() - before;
            allocated = i < rounds.length - 10 ? round : Math.min(allocated, round); // by then all buffers have grown
        }
        assertEquals(0, allocated);
        assertEquals(40, counters.get(Counter.FLOWS));
        assertTrue(counters.get(Counter.PACKETS_IN_FLOWS) > 60 * 40 * 12);
    }

    private static void read(DecodedBatch round, FlowTracker tracker, PacketDecoder decoder, PacketClock.State state, boolean beforehand) {
        round.clock.read(round.batch, state, UNCOUNTED);
        if (beforehand) {
            round.decode(decoder, HASH);
            tracker.read(round);
        } else {
            tracker.read(round, decoder, AnswerSink.NOBODY);
        }
    }

    /** Round 0 opens the flows; each further one is twelve packets of data for each, in its turn of the streams. */
    private static List<Packet> packets(int round) {
        List<Packet> packets = new ArrayList<>();
        for (int flow = 0; flow < 40; flow++) {
            TcpDialogue play = new TcpDialogue("192.0.2.10", 40_000 + flow, "198.51.100.1", 443)
                    .startAt(1_795_369_920_000_000_000L + round * 100_000_000L + flow);
            play.open().client(ClientHelloBytes.chrome("a.example").record())
                    .server(TlsBytes.serverFlight13(ServerHelloBytes.tls13(0x1301), 2000));
            int before = round == 0 ? 0 : play.timeline().count();
            if (round > 0) {
                play.clientSkips((round - 1) * 4 * 305L).serverSkips((round - 1) * 4 * 1005L);
                for (int i = 0; i < 4; i++) {
                    play.client(TlsBytes.applicationData(1, 300)).server(TlsBytes.applicationData(2, 1000));
                }
            }
            packets.addAll(play.packets().subList(before, play.timeline().count()));
        }
        return packets;
    }

    private static void fill(PacketBatch batch, List<Packet> packets) {
        ByteBuffer bytes = batch.bytes;
        int at = 0;
        batch.count = 0;
        for (Packet packet : packets) {
            int i = batch.count++;
            bytes.put(at, packet.bytes());
            batch.offset[i] = at;
            batch.captured[i] = packet.bytes().length;
            batch.original[i] = packet.originalLength();
            batch.timeNanos[i] = packet.timeNanos();
            batch.linkType[i] = packet.linkType();
            at += packet.bytes().length;
        }
    }
}
