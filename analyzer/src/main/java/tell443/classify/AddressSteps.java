package tell443.classify;

/**
 * Whether answers to equally long requests differ in length as answers of DNS to one name do: a program asks for its A and AAAA
 * records with questions of one length, and each address in the answer is a record of 16 or of 28 bytes (name by pointer,
 * type, class, TTL, length, address: RFC 1035 sections 4.1.3 and 4.1.4, RFC 3596). So k addresses of both kinds differ by 12 k
 * bytes, and addresses from none by 16 k or 28 k. Aliases and SOA records differ anyhow; what chance does is told with it.
 *
 * <p>Compared are answers that follow each other: to single requests of one length, and to requests that were sent together and
 * mostly have twins. Two lengths are compared once, however often they come: an application with two documents is no DNS.
 * Nor is one whose answers are multiples of 4 bytes, or of 16, and a header: names have any length.
 */
final class AddressSteps {

    /** Records of data up to this length are control frames and bare headers. */
    private static final int CONTROL = 40;
    private static final int TOGETHER_MICROS = 20_000;
    /** Requests that carry questions of one length, with what HPACK's Huffman code makes of one base64 letter or another. */
    private static final int ALIKE_TOGETHER = 8;
    private static final int TOGETHER = 16;
    private static final int A = 16;
    private static final int AAAA = 28;
    private static final int LARGEST_STEP = 4 * AAAA;
    /** 14 of the 112 differences up to the largest are steps. */
    private static final double CHANCE = 14.0 / LARGEST_STEP;
    private static final int PAIRS = 96;
    private static final int FEWEST = 3;
    private static final int SOME_PAIRS = 12;

    private final int[] seen = new int[PAIRS]; // shorter answer << 16 | longer one
    private final int[] requests = new int[TOGETHER]; // of the exchange at hand
    private int asked;
    private long askedMicros;
    private int answered;
    private int answer; // the last one, of a single request the longest
    private boolean alike;
    private int lastRequest; // of an exchange of one request and its answer; 0: the last was none
    private int lastAnswer;
    private int pairs;
    private int steps;
    private int remainders; // of compared answers divided by 4, a bit each

    void read(ApplicationData data) {
        pairs = 0;
        steps = 0;
        remainders = 0;
        lastRequest = 0;
        asked = 0;
        answered = 0;
        int shortest = data.withoutHeaders() ? HeaderRecords.CONTROL : CONTROL;
        for (int i = 0; i < data.count(); i++) {
            if (data.size(i) > shortest && data.fromClient(i)) {
                if (answered > 0 || data.micros(i) - askedMicros > TOGETHER_MICROS) {
                    end();
                }
                requests[asked & TOGETHER - 1] = data.size(i);
                asked++;
                askedMicros = data.micros(i);
            } else if (!data.fromClient(i) && data.size(i) > CONTROL && asked > 0) {
                answer(data.size(i));
            }
        }
        end();
    }

    /** Pairs of different answers that are not too far apart to be compared. */
    int pairs() {
        return pairs;
    }

    /** Pairs that differ by whole addresses. */
    int steps() {
        return steps;
    }

    /** By how many bytes a pair of answers differs. */
    int difference(int pair) {
        return (seen[pair] & 0xFFFF) - (seen[pair] >> 16);
    }

    /** They are not multiples of 4 bytes and a header. */
    boolean anyLength() {
        return Integer.bitCount(remainders) > (pairs < SOME_PAIRS ? 1 : 2);
    }

    /** Whether there are more than chance makes but for that probability. */
    boolean seen(double probability) {
        return steps >= FEWEST && anyLength() && chance(steps, pairs) < probability;
    }

    /** How likely so many of those pairs are steps by chance. */
    static double chance(int steps, int pairs) {
        return Chance.atLeast(steps, pairs, CHANCE);
    }

    /** Whether two lengths differ, and not by more than some addresses make. */
    static boolean comparable(int one, int other) {
        return one != other && Math.abs(one - other) <= LARGEST_STEP;
    }

    /** Whether so many bytes are whole addresses, or what they are more than as many of the other kind. */
    static boolean isStep(int difference) {
        return difference % (AAAA - A) == 0 && difference <= 8 * (AAAA - A) || difference % A == 0 && difference <= 4 * A
                || difference % AAAA == 0;
    }

    private void answer(int size) {
        if (answered++ == 0) {
            alike = asked > 1 && alike();
            answer = size;
        } else if (asked == 1) {
            answer = Math.max(answer, size);
        } else {
            if (alike) {
                compare(answer, size);
            }
            answer = size;
        }
    }

    /** Most requests that were sent together have a twin, or all are about as long. */
    private boolean alike() {
        int count = Math.min(asked, TOGETHER);
        int shortest = requests[0];
        int longest = requests[0];
        int twins = 0;
        for (int i = 0; i < count; i++) {
            shortest = Math.min(shortest, requests[i]);
            longest = Math.max(longest, requests[i]);
            twins += hasTwin(i, count) ? 1 : 0;
        }
        return twins * 2 >= count || longest - shortest <= ALIKE_TOGETHER;
    }

    private boolean hasTwin(int request, int count) {
        for (int i = 0; i < count; i++) {
            if (i != request && Math.abs(requests[i] - requests[request]) <= 1) {
                return true;
            }
        }
        return false;
    }

    private void end() {
        boolean single = asked == 1 && answered > 0;
        if (single && lastRequest > 0 && Math.abs(requests[0] - lastRequest) <= 1) {
            compare(lastAnswer, answer);
        }
        lastRequest = single ? requests[0] : 0;
        lastAnswer = answer;
        asked = 0;
        answered = 0;
    }

    private void compare(int one, int other) {
        int pair = Math.min(one, other) << 16 | Math.max(one, other);
        if (comparable(one, other) && pairs < PAIRS && !known(pair)) {
            seen[pairs++] = pair;
            remainders |= 1 << (one & 3) | 1 << (other & 3);
            steps += isStep(Math.abs(one - other)) ? 1 : 0;
        }
    }

    private boolean known(int pair) {
        for (int i = 0; i < pairs; i++) {
            if (seen[i] == pair) {
                return true;
            }
        }
        return false;
    }
}
