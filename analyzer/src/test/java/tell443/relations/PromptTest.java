package tell443.relations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tell443.analysis.ParallelAnalyzer;
import tell443.capture.PacketBatch;
import tell443.capture.PacketSource;
import tell443.counters.Counters;
import tell443.facts.FlowFacts;
import tell443.fixtures.Packet;
import tell443.fixtures.TcpDialogue;
import tell443.fixtures.UdpDialogue;
import tell443.flow.AnalyzerSettings;
import tell443.net.PortSet;
import tell443.report.RowBuffer;
import tell443.report.RowCollector;

/** A live run: time goes on while no packets come, and rows do not wait for flows that are silent. */
class PromptTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_795_369_920_000_000_000L;

    /** All packets at once; then for so many seconds nothing but the time. */
    private static final class Idle implements PacketSource {

        private final PacketSource packets;
        private final List<String> ended;
        private final int seconds;
        private int second;

        Idle(List<Packet> packets, int seconds, List<String> ended) {
            this.packets = new Memory(packets, 1 << 14);
            this.seconds = seconds;
            this.ended = ended;
        }

        @Override
        public boolean read(PacketBatch batch) throws tell443.capture.CaptureException {
            if (packets.read(batch)) {
                return true;
            }
            batch.clockNanos = START + second * SECOND;
            ended.add("" + second);
            return ++second <= seconds;
        }

        @Override
        public String name(int source) {
            return "eth0";
        }

        @Override
        public double progress() {
            return -1;
        }

        @Override
        public void close() {}
    }

    private static final class Unwritten implements RowCollector {

        @Override
        public void row(long startNanos, long flowId, byte[] bytes, int at, int length) {}

        @Override
        public void finish() {}
    }

    /** With more threads a row is written while the next batch is read. */
    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 3})
    void rowsComeAsTheirFlowsEndWhileNothingElseHappens(int threads) throws Exception {
        List<Packet> packets = new ArrayList<>();
        packets.addAll(new UdpDialogue("10.0.0.1", 1000, "198.51.100.1", 443).startAt(START - 50 * SECOND).client(new byte[20]).packets());
        packets.addAll(new TcpDialogue("10.0.0.2", 2000, "198.51.100.1", 443).startAt(START - SECOND).open().close().packets());
        List<String> events = new ArrayList<>();
        AnalyzerSettings settings = new AnalyzerSettings(PortSet.of(443), threads, 60 * SECOND, 0, Analysis.ROOMY, false, true);
        new ParallelAnalyzer(new Idle(packets, 20, events), settings, new Counters(), (FlowFacts facts, RowBuffer out) -> {
            events.add(facts.clientPort + " " + facts.endReason);
            return false;
        }, new Unwritten()).run(() -> false, state -> {});
        int closed = events.indexOf("2000 FIN");
        int silent = events.indexOf("1000 IDLE");
        int late = threads == 1 ? 0 : 2;
        assertEquals(6, Integer.parseInt(events.get(closed - 1)), 1 + late, events.toString());
        assertEquals(11, Integer.parseInt(events.get(silent - 1)), 1 + late, events.toString());
    }
}
