package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import tell443.facts.FlowFacts;
import tell443.facts.Opening;
import tell443.facts.Quality;
import tell443.lists.Lists;

/** Any first messages and any flags give a verdict whose numbers are in their bounds. */
class ClassifierFuzzTest {

    private final Classifier classifier = new Classifier(Lists.builtIn());
    private final Verdict verdict = new Verdict();

    @FuzzTest
    void anyOpening(FuzzedDataProvider data) {
        FlowFacts facts = new FlowFacts();
        facts.tcp = data.consumeBoolean();
        facts.quality = data.consumeInt(0, (1 << Quality.values().length) - 1);
        facts.serverLow = data.consumeLong();
        facts.opening = new Opening();
        while (data.remainingBytes() > 0) {
            boolean client = data.consumeBoolean();
            int longer = data.consumeInt(0, 1500);
            byte[] bytes = data.consumeBytes(data.consumeInt(0, 160));
            Opening.Messages messages = data.consumeBoolean() ? facts.opening.turns : facts.opening.frames;
            messages.add(client, bytes.length + longer, bytes, 0, bytes.length);
            facts.direction(client).payloadBytes += bytes.length + longer;
            facts.direction(client).payloadPackets++;
        }
        classifier.classify(facts, verdict);
        assertTrue(verdict.confidence() >= 0 && verdict.confidence() <= 1);
        assertTrue(verdict.flowClass() == FlowClass.UNKNOWN || verdict.evidenceCount() > 0 && !verdict.against(0));
        for (int i = 0; i < verdict.evidenceCount(); i++) {
            assertTrue(verdict.sentence(i).length() > 10);
        }
    }
}
