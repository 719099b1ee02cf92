package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tell443.facts.FlowFacts;

class LongerAnswersTest {

    private static final int SAME = 3;

    private final ApplicationData data = new ApplicationData();
    private final Exchanges exchanges = new Exchanges();
    private final LongerAnswers answers = new LongerAnswers(SAME);

    /** Whatever share of the answers has entries, of whatever length; compared pair by pair, as it is defined. */
    @Test
    void entriesAreToldAsTheyAreWhenEachAnswerIsComparedWithEachOther() {
        Random random = new Random(1);
        int told = 0;
        for (int round = 0; round < 2_000; round++) {
            int entry = 8 + random.nextInt(33);
            int ofThem = 50 + random.nextInt(40);
            int digits = 1 + random.nextInt(2);
            int[] sizes = new int[2 * 90];
            for (int i = 0; i < sizes.length; i += 2) {
                sizes[i] = 70 + random.nextInt(60);
                boolean has = random.nextInt(100) < ofThem;
                int more = has ? 20 + entry * random.nextInt(30) + random.nextInt(digits + 1) : random.nextInt(900);
                sizes[i + 1] = -sizes[i] - more;
            }
            read(sizes);
            boolean expected = entriesPairByPair(digits);
            told += expected ? 1 : 0;
            assertEquals(expected, answers.entries(digits), "round " + round + ", entries of " + entry + ", " + digits + " digits");
        }
        assertTrue(told > 200 && told < 1_800, told + " of 2000 have entries");
    }

    private void read(int[] sizes) {
        FlowFacts facts = Flow.tcp().tls13().records(5, 300, -90).records(30, sizes).facts();
        data.read(facts, facts.tls);
        exchanges.read(data);
        answers.read(exchanges);
        assertTrue(answers.values() > 40, "values " + answers.values());
    }

    private boolean entriesPairByPair(int digits) {
        double all = 0;
        for (int i = 0; i < answers.values(); i++) {
            all += answers.times(answers.value(i));
        }
        for (int entry = 8; entry <= 40; entry++) {
            for (int i = 0; i < answers.values(); i++) {
                int explained = 0;
                for (int k = 0; k < answers.values(); k++) {
                    boolean multiple = Math.floorMod(answers.value(k) - answers.value(i), entry) <= digits;
                    explained += multiple ? answers.times(answers.value(k)) : 0;
                }
                if (explained >= 0.7 * all) {
                    return true;
                }
            }
        }
        return false;
    }
}
