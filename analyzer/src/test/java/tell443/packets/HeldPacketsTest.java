package tell443.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tell443.capture.PacketBatch;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.EndReason;
import tell443.facts.FlowFacts;
import tell443.report.FileNames;
import tell443.report.Output;
import tell443.report.Rotation;
import tell443.report.Turns;
import tell443.report.WholeFiles;

/** Packets of flows 1, 2, ... in a ring; flows are judged to be unknown, which is wanted or not. */
class HeldPacketsTest {

    private final Counters counters = new Counters();
    private final PacketBatch batch = new PacketBatch();
    private final Verdict verdict = new Verdict();
    private PacketFile file;
    private HeldPackets wanted;
    private long now;

    @BeforeEach
    void open() throws Exception {
        file = new PacketFile(Output.to(OutputStream.nullOutputStream()), Optional.empty(), () -> "", "", "", source -> "");
        wanted = new HeldPackets(EnumSet.of(FlowClass.UNKNOWN), file, 1_000, counters);
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Test
    void packetsWaitForTheVerdictAndForThoseBefore() throws Exception {
        take(wanted, 1, 2, 2, 1);
        judge(wanted, 2, EndReason.FIN);
        assertEquals(0, file.packets());
        judge(wanted, 1, EndReason.FIN);
        assertEquals(4, file.packets());
        assertEquals(2, wanted.flows());
    }

    @Test
    void afterOneWantedRowAFlowIsWrittenAtOnce() throws Exception {
        take(wanted, 1);
        judge(wanted, 1, EndReason.ACTIVE);
        assertEquals(1, file.packets());
        take(wanted, 1, 1);
        assertEquals(3, file.packets());
        judge(wanted, 1, EndReason.EOF);
        assertEquals(1, wanted.flows());
    }

    @Test
    void packetsOfARowThatIsNotWantedGoAndLaterOnesWait() throws Exception {
        HeldPackets none = new HeldPackets(EnumSet.of(FlowClass.VPN), file, 1_000, counters);
        take(none, 1, 1);
        long end = now;
        take(none, 1, 2);
        judge(none, 2, EndReason.FIN);
        FlowFacts part = facts(1, EndReason.ACTIVE);
        part.endNanos = end;
        none.judged(part, verdict);
        take(none, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3); // 14 of 64 bytes each: with one of flow 1 that is what there is room for
        judge(none, 3, EndReason.FIN);
        judge(none, 1, EndReason.FIN);
        assertEquals(0, file.packets());
        assertEquals(0, counters.get(Counter.PACKETS_NOT_WRITTEN));
    }

    @Test
    void theOldestUndecidedPacketMakesRoomAndIsCountedIfItWasWanted() throws Exception {
        int room = 1_000 / 64;
        long[] flows = new long[room + 4];
        java.util.Arrays.fill(flows, 1);
        take(wanted, flows);
        judge(wanted, 1, EndReason.FIN);
        assertEquals(room, file.packets());
        assertEquals(4, counters.get(Counter.PACKETS_NOT_WRITTEN));
    }

    @Test
    void decidedPacketsMakeRoomFirst() throws Exception {
        take(wanted, 1);
        judge(wanted, 1, EndReason.ACTIVE);
        long[] flows = new long[200];
        java.util.Arrays.fill(flows, 1);
        take(wanted, flows);
        assertEquals(201, file.packets());
        assertEquals(0, counters.get(Counter.PACKETS_NOT_WRITTEN));
    }

    @Test
    void theNextFileSaysTheVerdictAgain(@TempDir Path folder) throws Exception {
        Turns turns = new Turns(new Rotation(FileNames.of(folder + "/f"), 0, 0, 0, false), WholeFiles.NOBODY);
        try (PacketFile two = new PacketFile(Output.inTurn(folder + "/f"), Optional.of(turns), () -> "", "", "", source -> "")) {
            HeldPackets held = new HeldPackets(EnumSet.of(FlowClass.UNKNOWN), two, 1_000, counters);
            take(held, 1);
            judge(held, 1, EndReason.ACTIVE);
            take(held, 1);
            two.end();
            take(held, 1, 1);
            two.end();
        }
        for (String name : new String[] {"f", "f-1"}) {
            String text = Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
            assertEquals(2, text.split("\\{\"flow_id\":1,", -1).length, "one comment in file " + name);
        }
    }

    private void take(HeldPackets into, long... flows) throws Exception {
        batch.begin(1);
        for (long flow : flows) {
            int i = batch.count++;
            batch.captured[i] = 32;
            batch.original[i] = 32;
            batch.timeNanos[i] = ++now;
        }
        into.take(batch, flows, new long[flows.length]);
    }

    private void judge(HeldPackets into, long flow, EndReason reason) throws Exception {
        into.judged(facts(flow, reason), verdict);
    }

    private FlowFacts facts(long flow, EndReason reason) {
        FlowFacts facts = new FlowFacts();
        facts.flowId = flow;
        facts.endNanos = now;
        facts.endReason = reason;
        return facts;
    }
}
