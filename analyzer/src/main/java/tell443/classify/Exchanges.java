package tell443.classify;

/**
 * Requests of a connection and their answers, where it can be told which belongs to which: one request waits, or several of one
 * length do. What comes twice is kept once.
 */
final class Exchanges {

    static final int CAPACITY = 96;
    /** Nobody waits so long for an answer that still comes. */
    private static final int PAUSE_MICROS = 400_000;

    private final int[] requests = new int[CAPACITY];
    private final int[] answers = new int[CAPACITY];
    private int count;
    private int lengths;

    /** @param messages records that are messages or have one in them */
    void read(ApplicationData messages) {
        count = 0;
        lengths = 0;
        int each = recordsOfAnswer(messages);
        int waiting = 0; // requests of earlier groups, whose answers are still to come
        int i = HeaderRecords.behind(messages, 0, false);
        while (i < messages.count()) {
            int answered = HeaderRecords.behind(messages, i, true);
            int end = HeaderRecords.behind(messages, answered, false);
            boolean pause = i > 0 && messages.micros(i) - messages.micros(i - 1) > PAUSE_MICROS;
            boolean sure = (waiting == 0 || pause) && (answered - i) * each == end - answered;
            if (sure && alike(messages, i, answered)) {
                group(messages, each, answered, end);
            }
            waiting = sure ? 0 : Math.max(0, waiting + answered - i - (end - answered) / each);
            i = end;
        }
    }

    /** One record, or two: headers and message. */
    private static int recordsOfAnswer(ApplicationData messages) {
        int requests = 0;
        for (int i = 0; i < messages.count(); i++) {
            requests += messages.fromClient(i) ? 1 : 0;
        }
        return 2 * (messages.count() - requests) > 3 * requests ? 2 : 1;
    }

    int count() {
        return count;
    }

    /** How many different lengths the requests have. */
    int lengths() {
        return lengths;
    }

    int request(int i) {
        return requests[i];
    }

    int answer(int i) {
        return answers[i];
    }

    private static boolean alike(ApplicationData messages, int from, int end) {
        for (int i = from; i < end; i++) {
            if (messages.size(i) != messages.size(from)) {
                return false;
            }
        }
        return end > from;
    }

    private void group(ApplicationData messages, int each, int from, int end) {
        for (int i = from + each - 1; i < end; i += each) {
            add(messages.size(from - 1), messages.size(i));
        }
    }

    private void add(int request, int answer) {
        boolean known = false;
        for (int i = 0; i < count; i++) {
            if (requests[i] == request && answers[i] == answer) {
                return;
            }
            known |= requests[i] == request;
        }
        if (count < CAPACITY) {
            lengths += known ? 0 : 1;
            requests[count] = request;
            answers[count++] = answer;
        }
    }
}
