package tell443.classify;

/**
 * What the records of a connection show when it carries DNS messages and nothing else. All of it is about requests and answers
 * that are small; where they are not, nothing is said.
 */
final class DnsShape {

    /** Of records longer than this there must be so many on the side that is looked at. */
    private static final int CONTROL = 60;
    private static final int ENOUGH = 8;
    private static final double MOST = 0.8;
    /** RFC 8467 section 4.1: queries are padded to multiples of this, answers to multiples of that. */
    private static final int QUERY_BLOCK = 128;
    private static final int ANSWER_BLOCK = 468;
    /** Before the message: the header of an HTTP/2 DATA frame, or the length field of DNS over TLS. */
    private static final int FRAME = 9;
    private static final int LENGTH_FIELD = 2;

    private static final int LARGEST_ANSWER = 1500;
    private static final int LARGEST_REQUEST = 900;
    private static final int ANSWERS_TOGETHER = 3;
    /** A QUIC datagram that was filled, less header, tag and acknowledgement (RFC 9000 section 14.1). */
    private static final int FULL = 1100;
    private static final int TOGETHER_MICROS = 20_000;
    private static final int REQUEST = 40;
    private static final int LONGEST_RUN = 4;

    private DnsShape() {}

    /** Most requests carry a message of exactly 128 or 256 bytes. */
    static boolean paddedQueries(ApplicationData data) {
        return (paddedQueries(data, FRAME) || paddedQueries(data, LENGTH_FIELD)) && small(data);
    }

    /** Messages are padded, and have nothing before them but their length: DNS over TLS (RFC 7858 section 3.3). */
    static boolean prefixed(ApplicationData data) {
        return paddedQueries(data, LENGTH_FIELD) || paddedAnswers(data, ANSWER_BLOCK + LENGTH_FIELD, 0);
    }

    private static boolean paddedQueries(ApplicationData data, int before) {
        int all = 0;
        int padded = 0;
        for (int i = 0; i < data.count(); i++) {
            if (data.fromClient(i) && data.size(i) > CONTROL) {
                all++;
                padded += padded(data.size(i) - before) ? 1 : 0;
            }
        }
        return all >= ENOUGH && padded >= MOST * all && last(data, before);
    }

    private static boolean padded(int message) {
        return message == QUERY_BLOCK || message == 2 * QUERY_BLOCK;
    }

    /** Requests end with such a message: headers may by accident be as long, and a shorter body comes behind them. */
    private static boolean last(ApplicationData data, int before) {
        int groups = 0;
        int padded = 0;
        int last = 0;
        for (int i = 0; i <= data.count(); i++) {
            boolean end = i == data.count() || !data.fromClient(i) && data.size(i) > HeaderRecords.CONTROL;
            if (end && last > 0) {
                groups++;
                padded += padded(last - before) ? 1 : 0;
                last = 0;
            } else if (!end && data.fromClient(i) && !controlFrame(data.size(i))) {
                last = data.size(i);
            }
        }
        return 2 * padded >= groups;
    }

    /** SETTINGS, WINDOW_UPDATE or RST_STREAM, PING; two of them (RFC 9113 section 6). */
    private static boolean controlFrame(int size) {
        return size == FRAME || size == FRAME + 4 || size == FRAME + 8 || size == 2 * FRAME + 4 || size == 2 * FRAME + 8;
    }

    /** Most answers carry messages whose lengths are multiples of 468 bytes: bare, in frames, or several with their lengths. */
    static boolean paddedAnswers(ApplicationData data) {
        return paddedAnswers(data, ANSWER_BLOCK, 0) || paddedAnswers(data, ANSWER_BLOCK, FRAME)
                || paddedAnswers(data, ANSWER_BLOCK + LENGTH_FIELD, 0);
    }

    private static boolean paddedAnswers(ApplicationData data, int block, int before) {
        int all = 0;
        int padded = 0;
        for (int i = 0; i < data.count(); i++) {
            if (!data.fromClient(i) && data.size(i) > CONTROL) {
                int message = data.size(i) - before;
                all++;
                padded += message > 0 && message % block == 0 ? 1 : 0;
            }
        }
        return all >= ENOUGH && padded >= MOST * all;
    }

    /**
     * Requests come two or three at a time, and those of a time are equally long: the same name is asked for by several types.
     * Pages do the like with pictures, whose answers are large.
     */
    static boolean pairs(ApplicationData data) {
        int requests = 0;
        int groups = 0;
        int paired = 0;
        int i = 0;
        while (i < data.count()) {
            int end = groupEnd(data, i);
            int inGroup = 0;
            for (int k = i; k < end; k++) {
                if (isRequest(data, k)) {
                    inGroup++;
                    paired += hasTwin(data, i, end, k) ? 1 : 0;
                }
            }
            requests += inGroup;
            groups += inGroup > 0 ? 1 : 0;
            i = end;
        }
        return requests >= 12 && groups >= 5 && requests <= 12 * groups && paired >= 0.7 * requests && small(data);
    }

    /** Index behind the group that begins at {@code from}: between its requests there is no answer, and no pause of 20 ms. */
    private static int groupEnd(ApplicationData data, int from) {
        int end = from + 1;
        long last = data.micros(from);
        boolean any = isRequest(data, from);
        while (end < data.count()) {
            boolean request = isRequest(data, end);
            if (any && (request ? data.micros(end) - last > TOGETHER_MICROS : !data.fromClient(end) && data.size(end) > REQUEST)) {
                return end;
            }
            any |= request;
            last = request ? data.micros(end) : last;
            end++;
        }
        return end;
    }

    /**
     * One request after another, and most have the length of the one before or after: a resolver's client that waits for an answer
     * before it asks for the next type of that name. Requests of a program that repeats itself come in longer runs, or of few lengths.
     */
    static boolean twins(ApplicationData data) {
        int requests = 0;
        int runs = 0;
        int inTwins = 0;
        int run = 0;
        int last = 0;
        for (int i = 0; i <= data.count(); i++) {
            if (i < data.count() && !isRequest(data, i)) {
                continue;
            }
            int size = i < data.count() ? data.size(i) : 0;
            if (run > 0 && Math.abs(size - last) <= 1) {
                run++;
            } else {
                inTwins += run >= 2 && run <= LONGEST_RUN ? run : 0;
                runs += run > 0 ? 1 : 0;
                run = 1;
            }
            last = size;
            requests += i < data.count() ? 1 : 0;
        }
        return requests >= 12 && runs >= 6 && inTwins >= 0.7 * requests && small(data);
    }

    private static boolean isRequest(ApplicationData data, int i) {
        return data.fromClient(i) && data.size(i) > (data.withoutHeaders() ? HeaderRecords.CONTROL : REQUEST);
    }

    private static boolean hasTwin(ApplicationData data, int from, int end, int request) {
        for (int i = from; i < end; i++) {
            if (i != request && isRequest(data, i) && Math.abs(data.size(i) - data.size(request)) <= 1) {
                return true;
            }
        }
        return false;
    }

    /**
     * No request and no answer is longer than DNS messages and their headers are. Answers to requests that wait may come in one
     * record.
     */
    static boolean small(ApplicationData data) {
        int waiting = 0;
        for (int i = 0; i < data.count(); i++) {
            boolean request = data.fromClient(i);
            int size = data.size(i);
            if (size > (request ? LARGEST_REQUEST : LARGEST_ANSWER * Math.max(1, Math.min(waiting, ANSWERS_TOGETHER)))) {
                return false;
            }
            if (size > REQUEST) {
                waiting = request ? waiting + 1 : Math.max(0, waiting - Math.max(1, size / LARGEST_ANSWER));
            }
        }
        return !data.datagrams() || noRuns(data);
    }

    /** Of an answer that needs several datagrams all but the last are full. Larger than all before is what probes the path (RFC 8899). */
    private static boolean noRuns(ApplicationData data) {
        boolean full = false;
        int largest = 0;
        for (int i = 0; i < data.count(); i++) {
            if (!data.fromClient(i)) {
                if (full && data.size(i) >= FULL && data.size(i) <= largest) {
                    return false;
                }
                full = data.size(i) >= FULL;
                largest = Math.max(largest, data.size(i));
            }
        }
        return true;
    }
}
