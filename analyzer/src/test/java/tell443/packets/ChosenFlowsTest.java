package tell443.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tell443.capture.PacketBatch;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.counters.Counters;
import tell443.facts.FlowFacts;
import tell443.report.FileNames;
import tell443.report.Output;
import tell443.report.Rotation;
import tell443.report.Turns;
import tell443.report.WholeFiles;

class ChosenFlowsTest {

    private static final long HOUR = 3_600_000_000_000L;

    private final PacketBatch batch = new PacketBatch();

    /** Flows 1 and 2; only the first has packets in the second hour, only the second in the third. */
    @Test
    void eachFileSaysTheVerdictsOfItsFlowsOnce(@TempDir Path folder) throws Exception {
        String pattern = folder + "/%H";
        Turns turns = new Turns(new Rotation(FileNames.of(pattern), 0, 0, 0, false), WholeFiles.NOBODY);
        try (PacketFile file = new PacketFile(Output.inTurn(pattern), Optional.of(turns), () -> "", "", "", source -> "")) {
            ChosenFlows chosen = new ChosenFlows(EnumSet.of(FlowClass.UNKNOWN), file, 1_000_000, new Counters());
            for (int flow = 1; flow <= 2; flow++) {
                FlowFacts facts = new FlowFacts();
                facts.flowId = flow;
                chosen.judged(facts, new Verdict());
            }
            take(chosen, 0, 1, 2, 1, 3, 2);
            take(chosen, HOUR, 1, 1);
            take(chosen, 2 * HOUR, 2, 2, 2);
            file.end();
        }
        assertEquals("1 1, 1 0, 0 1", told(folder, "00") + ", " + told(folder, "01") + ", " + told(folder, "02"));
    }

    private void take(ChosenFlows into, long time, long... flows) throws Exception {
        batch.begin(1);
        for (int i = 0; i < flows.length; i++) {
            batch.count++;
            batch.captured[i] = 32;
            batch.original[i] = 32;
            batch.timeNanos[i] = time + i;
        }
        into.take(batch, flows, new long[flows.length]);
    }

    /** How often the file says something of flow 1, and of flow 2. */
    private static String told(Path folder, String name) throws Exception {
        String text = Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
        return text.split("\"flow_id\":1,", -1).length - 1 + " " + (text.split("\"flow_id\":2,", -1).length - 1);
    }
}
