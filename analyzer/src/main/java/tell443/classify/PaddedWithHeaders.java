package tell443.classify;

import java.util.Arrays;

/**
 * Whether messages are padded (RFC 8467) and share their records with headers of HTTP/2, so that no length is that of the padding:
 * requests have one length, and answers have one, which is 468 bytes and two short frames before them, or as much for several
 * answers in a record, or 468 bytes more. Both are so for whatever polls, too; what polls does not ask once, then four times, then
 * twice at the same time, as someone does who resolves names.
 */
final class PaddedWithHeaders {

    private static final int BLOCK = 468;
    /** HEADERS with the status, DATA: 9 + 1 + 9 bytes (RFC 9113 section 4.1). */
    private static final int SHORTEST = BLOCK + 19;
    /** And what HPACK's table does not know: a date, a time to live (RFC 9110 section 6.6.1, RFC 9111 section 5.2), a few indices. */
    private static final int LONGEST = SHORTEST + 48;
    private static final int FRESH = 40; // a date, a status that the table does not know yet
    private static final int ALIKE = 2;
    private static final int TOGETHER = 8; // answers in a record
    private static final int FEWEST = 20;
    private static final double MOST = 0.8;
    private static final double EXACT = 0.5;
    private static final int FEWEST_GROUPS = 5;
    private static final int FEWEST_KINDS = 3;
    private static final int PAUSE_MICROS = 20_000;

    private final int[] times = new int[LONGEST + 1];
    private int request;
    private int answer;
    private int padded;
    private int answers;

    /** @param messages without headers and control frames that have records of their own */
    boolean seen(ApplicationData messages) {
        request = commonest(messages, true, HeaderRecords.CONTROL + 1);
        answer = commonest(messages, false, SHORTEST);
        return request > 0 && answer > 0 && oneRequest(messages) && paddedAnswers(messages) && groups(messages);
    }

    String words() {
        return "requests of " + request + " bytes, and " + padded + " of " + answers + " answers of " + answer
                + " or whole blocks of 468 more";
    }

    /** The commonest length there and up to the longest, 0 when there is none. */
    private int commonest(ApplicationData messages, boolean client, int from) {
        Arrays.fill(times, 0);
        int best = 0;
        for (int i = 0; i < messages.count(); i++) {
            int size = messages.size(i);
            if (messages.fromClient(i) == client && size >= from && size <= LONGEST && ++times[size] > times[best]) {
                best = size;
            }
        }
        return best;
    }

    private boolean oneRequest(ApplicationData messages) {
        int requests = 0;
        int alike = 0;
        for (int i = 0; i < messages.count(); i++) {
            if (messages.fromClient(i)) {
                requests++;
                alike += Math.abs(messages.size(i) - request) <= ALIKE ? 1 : 0;
            }
        }
        return alike >= FEWEST && alike >= MOST * requests;
    }

    private boolean paddedAnswers(ApplicationData messages) {
        answers = 0;
        padded = 0;
        int exact = 0;
        for (int i = 0; i < messages.count(); i++) {
            if (!messages.fromClient(i)) {
                answers++;
                exact += messages.size(i) == answer ? 1 : 0;
                padded += padded(messages.size(i)) ? 1 : 0;
            }
        }
        return answers >= FEWEST / 2 && padded >= MOST * answers && exact >= EXACT * answers;
    }

    private boolean padded(int size) {
        int several = Math.max(1, Math.min(TOGETHER, size / answer));
        int more = size - several * answer;
        int block = more - BLOCK;
        return more >= -ALIKE && more <= FRESH || block >= -ALIKE && block <= FRESH;
    }

    /** Requests come so many at a time as it happens. */
    private static boolean groups(ApplicationData messages) {
        int kinds = 0; // a bit each
        int groups = 0;
        int requests = 0;
        long last = 0;
        for (int i = 0; i < messages.count(); i++) {
            boolean fromClient = messages.fromClient(i);
            if (requests > 0 && (!fromClient || messages.micros(i) - last > PAUSE_MICROS)) {
                kinds |= 1 << Math.min(requests, Integer.SIZE - 1);
                groups++;
                requests = 0;
            }
            requests += fromClient ? 1 : 0;
            last = fromClient ? messages.micros(i) : last;
        }
        return groups >= FEWEST_GROUPS && Integer.bitCount(kinds) >= FEWEST_KINDS;
    }
}
