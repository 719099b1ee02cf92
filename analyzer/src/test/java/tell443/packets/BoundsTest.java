package tell443.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tell443.capture.PacketBatch;
import tell443.classify.Ech;
import tell443.classify.FlowClass;
import tell443.classify.Verdict;
import tell443.classify.Verdicts;
import tell443.facts.FlowFacts;

/** What senders choose does not decide how much memory is held. */
class BoundsTest {

    private static final long ROOM = 32 << 20;
    private static final int LEAST_PER_FRAGMENT = 200; // of the heap: two objects, a list, an entry of a map

    @Test
    void fragmentsOfDatagramsThatAreNeverWholeAreForgottenHoweverShortTheyAre() throws Exception {
        FlowPackets packets = new FlowPackets();
        PacketBatch batch = new PacketBatch();
        batch.begin(1);
        batch.count = 1;
        batch.captured[0] = 28;
        int sent = 300_000;
        for (int number = 1; number <= sent; number++) {
            packets.take(batch, new long[] {0}, new long[] {number}, (from, i, flow) -> { });
        }
        int[] held = {0};
        for (int number = 1; number <= sent; number++) {
            packets.take(batch, new long[] {7}, new long[] {-number}, (from, i, flow) -> held[0] += from == batch ? 0 : 1);
        }
        assertTrue(held[0] > 100_000 && held[0] <= ROOM / LEAST_PER_FRAGMENT, held[0] + " are held");
    }

    @Test
    void protocolsThatClientsMakeUpAreNamedUntilThereAreTooMany() {
        Comments comments = new Comments();
        FlowFacts facts = new FlowFacts();
        Set<Integer> numbers = new HashSet<>();
        Verdict first = made(0);
        int number = comments.number(facts, first);
        for (int i = 0; i < 40_000; i++) {
            numbers.add(comments.number(facts, made(i)));
        }
        assertTrue(numbers.size() > 5_000 && numbers.size() < 25_000, numbers.size() + " texts are held");
        assertEquals(number, comments.number(facts, first), "what is known stays known");
        String later = new String(comments.comment(5, comments.number(facts, made(40_000))), java.nio.charset.StandardCharsets.US_ASCII);
        assertEquals("{\"flow_id\":5,\"class\":\"quic\",\"confidence\":0.90}", later);
    }

    private static Verdict made(int i) {
        return Verdicts.of(FlowClass.QUIC, "x".repeat(200) + i, "", 0.9, Ech.NONE);
    }
}
