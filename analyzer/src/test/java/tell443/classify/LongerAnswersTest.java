package tell443.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tell443.facts.FlowFacts;

class LongerAnswersTest {

    private static final int SAME = 3;
    private static final int[][] VARYING = {{0}, {0, 1}, {0, 1, 2}, {0, -3}};

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
            int[] varying = VARYING[random.nextInt(VARYING.length)];
            int[] sizes = new int[2 * 90];
            for (int i = 0; i < sizes.length; i += 2) {
                sizes[i] = 70 + random.nextInt(60);
                boolean has = random.nextInt(100) < ofThem;
                int more = has ? 20 + entry * random.nextInt(30) + varying[random.nextInt(varying.length)] : random.nextInt(900);
                sizes[i + 1] = -sizes[i] - more;
            }
            read(sizes);
            boolean expected = entriesPairByPair(varying);
            told += expected ? 1 : 0;
            String what = "round " + round + ", entries of " + entry + " and " + Arrays.toString(varying);
            assertEquals(expected, answers.entries(varying), what);
        }
        assertTrue(told > 200 && told < 1_800, told + " of 2000 have entries");
    }

    private void read(int[] sizes) {
        FlowFacts facts = Flow.tcp().tls13().records(5, 300, -90).records(30, sizes).facts();
        data.read(facts, facts.tls);
        exchanges.read(data);
        answers.read(exchanges);
        assertTrue(answers.values() > 25, "values " + answers.values());
    }

    /** From some number on, 70 % lie whole entries beyond, and one of those bytes more, or one more than that; and what chance adds. */
    private boolean entriesPairByPair(int[] varying) {
        Set<Integer> more = new TreeSet<>();
        for (int each : varying) {
            more.add(each);
            more.add(each + 1);
        }
        double all = 0;
        for (int i = 0; i < answers.values(); i++) {
            all += answers.times(answers.value(i));
        }
        for (int entry = 8; entry <= 40; entry++) {
            double byChance = more.size() / (double) entry;
            for (int first = 0; first < entry; first++) {
                int explained = 0;
                for (int i = 0; i < answers.values(); i++) {
                    int beyond = answers.value(i) - first;
                    int length = entry;
                    boolean multiple = more.stream().anyMatch(each -> Math.floorMod(beyond - each, length) == 0);
                    explained += multiple ? answers.times(answers.value(i)) : 0;
                }
                if (explained >= (1 - 0.3 * (1 - byChance)) * all) {
                    return true;
                }
            }
        }
        return false;
    }
}
