package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.DynamicTest;

/** One named case: {@code class/detail evidence-id least..most}. */
final class Expect {

    private Expect() {}

    static DynamicTest that(String what, Flow flow, String expected) {
        return DynamicTest.dynamicTest(what, () -> {
            String[] parts = expected.split(" +");
            Verdict verdict = flow.verdict();
            assertEquals(parts[0], verdict.flowClass().label() + "/" + verdict.protocol(), () -> ids(verdict));
            if (parts.length > 1) {
                assertEquals(parts[1], verdict.evidenceCount() == 0 ? "none" : verdict.evidence(0).id());
            }
            if (parts.length > 2) {
                String[] range = parts[2].split("\\.\\.");
                double least = Double.parseDouble(range[0]);
                double most = Double.parseDouble(range[range.length - 1]);
                assertTrue(verdict.confidence() >= least - 1e-9 && verdict.confidence() <= most + 1e-9,
                        () -> "confidence " + verdict.confidence());
            }
        });
    }

    static String ids(Verdict verdict) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < verdict.evidenceCount(); i++) {
            text.append(verdict.against(i) ? '-' : '+').append(verdict.evidence(i).id()).append(' ');
        }
        return text.toString();
    }
}
