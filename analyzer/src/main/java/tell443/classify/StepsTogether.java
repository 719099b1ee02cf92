package tell443.classify;

import java.util.Arrays;

/**
 * Whether among answers to questions that were asked together there are many that differ by as many A as AAAA records: 12 bytes
 * for each address of a name ({@link AddressSteps}). Which answer belongs to which name is not visible, so all are compared, and
 * what chance makes is what comes a little beside those differences.
 */
final class StepsTogether {

    private static final int EACH = 12;
    private static final int MOST = 4 * EACH;
    private static final int BESIDE = 3;
    /** An answer is compared with so many before it. */
    private static final int LATEST = 6;
    private static final int PAUSE_MICROS = 200_000;
    private static final int CAPACITY = 512;
    private static final int FEWEST_KINDS = 2;
    private static final int FEWEST_REMAINDERS = 3;
    private static final double OF_ALL = 0.1;

    private final int[] seen = new int[CAPACITY]; // shorter answer << 16 | longer one
    private final int[] latest = new int[LATEST];
    private final int[] remainders = new int[4]; // of answers divided by 4
    private int seenCount;
    private int answers;
    private int steps;
    private int beside;
    private int kinds; // of steps, one bit each

    void read(ApplicationData messages) {
        seenCount = 0;
        answers = 0;
        steps = 0;
        beside = 0;
        kinds = 0;
        Arrays.fill(remainders, 0);
        int answered = 0;
        long asked = 0;
        for (int i = 0; i < messages.count(); i++) {
            if (messages.fromClient(i)) {
                answered = messages.micros(i) - asked > PAUSE_MICROS ? 0 : answered;
                asked = messages.micros(i);
            } else {
                answer(messages.size(i), answered++);
            }
        }
    }

    /** How likely so many are by chance; 1 where lengths are multiples of one number. */
    double chance() {
        int spread = 0;
        for (int count : remainders) {
            spread += count > 0 && count >= OF_ALL * answers ? 1 : 0;
        }
        boolean any = spread >= FEWEST_REMAINDERS && Integer.bitCount(kinds) >= FEWEST_KINDS;
        return any ? Chance.atLeastOf(steps, 0.3 + Math.max(0.5, beside / (2.0 * BESIDE))) : 1;
    }

    private void answer(int size, int before) {
        answers++;
        remainders[size & 3]++;
        for (int k = 1; k <= Math.min(before, LATEST); k++) {
            compare(latest[Math.floorMod(before - k, LATEST)], size);
        }
        latest[before % LATEST] = size;
    }

    private void compare(int one, int other) {
        int difference = Math.abs(one - other);
        if (difference > 0 && difference <= MOST + BESIDE && isNew(Math.min(one, other) << 16 | Math.max(one, other))) {
            int off = Math.abs(Math.floorMod(difference + EACH / 2, EACH) - EACH / 2);
            if (difference >= EACH - BESIDE && off == 0) {
                steps++;
                kinds |= 1 << difference / EACH;
            } else if (difference >= EACH - BESIDE && off <= BESIDE) {
                beside++;
            }
        }
    }

    private boolean isNew(int pair) {
        for (int i = 0; i < seenCount; i++) {
            if (seen[i] == pair) {
                return false;
            }
        }
        if (seenCount == CAPACITY) {
            return false;
        }
        seen[seenCount++] = pair;
        return true;
    }
}
