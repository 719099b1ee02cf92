package tell443.classify;

import java.util.Arrays;

/**
 * Whether records are DNS messages with their length of two bytes and nothing else, without padding (RFC 7858 section 3.3).
 *
 * <pre>
 *   question   2 | header 12 | name, type, class: 5 or more | OPT 11 or none               19 to 110 bytes
 *   answer     2 | header 12 | the same question            | records | OPT 11 or none
 * </pre>
 *
 * <p>The answer repeats the question (RFC 1035 section 4.1), so it is never shorter, and longer by a resource record or not at all:
 * 12 bytes with the name by pointer and no data (section 4.1.4). Often it is longer by nothing but addresses: whole 16 or 28 bytes.
 * Behind aliases, or with an SOA record, answers to questions of one length still differ by addresses. Both are counted, and
 * compared with what chance makes. An exchange counts once, however often it comes, and being longer by so many bytes three times:
 * what repeats the request with a header of its own is no DNS. Nor is what keeps its lengths to multiples of 4, 8 or 16,
 * or has entries of so many bytes and a number whose digits vary: its lengths come next to steps as often as on them.
 *
 * <p>Requests of HTTP may be that short, and their answers are longer, too; but not by addresses.
 *
 * <p>Measured on 108,000 simulated flows of 18 families (short HTTP, calls, templates, echoes, lists, key and value, blocks): 14 are
 * taken for DNS, 11 of them of 6,000 whose answers repeat the request and list entries that are mostly as long as addresses.
 * Of simulated DNS with 25 questions or more 91 to 100 % are told where A records are asked for, or A and AAAA, and 52 to 94 %
 * with HTTPS records. Of the lab 4 of 6 connections without padding, and none of 915 flows of anything else with 20 records.
 */
final class BareMessages {

    /** A length, a header, and a question for the root. */
    private static final int SHORTEST = 19;
    private static final int LONGEST_QUESTION = 110;
    private static final int SHORTEST_RECORD = 12;
    private static final int A = 16;
    private static final int AAAA = 28;
    private static final int MOST_ADDRESSES = 8;
    private static final int MOST = MOST_ADDRESSES * AAAA;
    private static final int ALERT = 2;

    private static final int FEWEST = 8;
    private static final int FEWEST_QUESTIONS = 4;
    private static final int FEWEST_REMAINDERS = 3;
    private static final int FEWEST_STEPS = 5;
    /** Aliases and SOA records have names, whose lengths are odd as often as not. */
    private static final int FEWEST_NAMES = 2;
    private static final int FEWEST_RECORDS = 20;
    private static final int SAME = 3;
    /** One in so many answers may be shorter: a server without OPT (RFC 6891 section 7). */
    private static final int MISFITS = 16;
    /** 15 of the 213 lengths from 12 to 224 are whole addresses, and 14 of 112 differences (AddressSteps). */
    private static final double CHANCE = 0.125;
    private static final double MANY = 1e-3;
    private static final int DISTINCT = 96;

    private final int[] seen = new int[DISTINCT]; // question << 16 | answer, or one answer << 16 | other answer
    private int seenCount;
    private final int[] longerBy = new int[MOST + 1]; // exchanges
    private int remainders; // of questions divided by 4, a bit each
    private int exchanges;
    private int questions; // of different lengths
    private int misfits;
    private int names; // answers that are longer by an odd number
    private int trials;
    private int steps;
    private int beside; // answers that are longer by a byte more or less than addresses
    private int asked; // in the group at hand
    private int shortest; // question that may wait for its answer
    private int longest;
    private int lastQuestion;
    private int lastAnswer;

    /** Whether the records are such messages, and more answers than by chance are longer by addresses. */
    boolean seen(ApplicationData data) {
        clear();
        int i = 0;
        while (i < data.count()) {
            int answers = behind(data, i, true);
            if (!readQuestions(data, i, answers)) {
                return false;
            }
            int end = behind(data, answers, false);
            readAnswers(data, answers, end);
            i = end;
        }
        return data.count() >= FEWEST_RECORDS && exchanges >= FEWEST && misfits * MISFITS <= exchanges
                && questions >= FEWEST_QUESTIONS && Integer.bitCount(remainders) >= FEWEST_REMAINDERS
                && names >= FEWEST_NAMES && steps >= FEWEST_STEPS && 2 * steps > 3 * beside
                && Chance.atLeast(steps, trials, CHANCE) < MANY && DnsShape.small(data);
    }

    int steps() {
        return steps;
    }

    int trials() {
        return trials;
    }

    private void clear() {
        seenCount = 0;
        Arrays.fill(longerBy, 0);
        remainders = 0;
        exchanges = 0;
        questions = 0;
        misfits = 0;
        names = 0;
        trials = 0;
        steps = 0;
        beside = 0;
        lastQuestion = 0;
        lastAnswer = 0;
    }

    /** Index behind that side's records from there on. */
    private static int behind(ApplicationData data, int from, boolean client) {
        int end = from;
        while (end < data.count() && data.fromClient(end) == client) {
            end++;
        }
        return end;
    }

    private boolean readQuestions(ApplicationData data, int from, int end) {
        shortest = Integer.MAX_VALUE;
        longest = 0;
        asked = 0;
        for (int i = from; i < end; i++) {
            int size = data.size(i);
            if (size == ALERT) {
                continue;
            }
            if (size < SHORTEST || size > LONGEST_QUESTION) {
                return false;
            }
            shortest = Math.min(shortest, size);
            longest = Math.max(longest, size);
            asked++;
            remainders |= 1 << (size & 3);
            questions += isNew(size << 16) ? 1 : 0;
        }
        return true;
    }

    /** Questions of one length have answers that can be told; tickets of TLS may come before the first of all. */
    private void readAnswers(ApplicationData data, int from, int end) {
        if (asked == 0) {
            return;
        }
        int first = asked == end - from ? from : Math.max(from, end - 1);
        for (int i = from; i < end; i++) {
            if (i >= first && data.size(i) != ALERT) {
                answer(data.size(i));
            }
        }
    }

    private void answer(int answer) {
        exchanges++;
        if (shortest < longest) {
            misfits += answer < shortest ? 1 : 0;
            return;
        }
        int question = shortest;
        int more = answer - question;
        misfits += more != 0 && more < SHORTEST_RECORD ? 1 : 0;
        if (more >= SHORTEST_RECORD && more <= MOST && isNew(question << 16 | answer) && longerBy[more]++ < SAME) {
            names += more & 1;
            beside += addresses(more - 1) || addresses(more + 1) ? 1 : 0;
            count(addresses(more));
        }
        if (question == lastQuestion && !(addresses(more) && addresses(lastAnswer - question))) {
            compare(Math.max(answer, lastAnswer), Math.min(answer, lastAnswer));
        }
        lastQuestion = question;
        lastAnswer = answer;
    }

    private void compare(int longer, int shorter) {
        if (AddressSteps.comparable(longer, shorter) && isNew(longer << 16 | shorter)) {
            count(AddressSteps.isStep(longer - shorter));
        }
    }

    private void count(boolean step) {
        trials++;
        steps += step ? 1 : 0;
    }

    private static boolean addresses(int more) {
        return more > 0 && (more % A == 0 && more <= MOST_ADDRESSES * A || more % AAAA == 0 && more <= MOST_ADDRESSES * AAAA);
    }

    private boolean isNew(int pair) {
        for (int i = 0; i < seenCount; i++) {
            if (seen[i] == pair) {
                return false;
            }
        }
        if (seenCount == DISTINCT) {
            return false;
        }
        seen[seenCount++] = pair;
        return true;
    }
}
