package tell443.classify;

/**
 * Records that are no messages: control frames of HTTP/2, and headers in records of their own before messages. So send those that
 * hand headers and body to TLS one after the other (RFC 9112 section 2.1, RFC 9113 section 8.1): of one side's records half have
 * about one length, and mostly a message follows at once. Several requests may be on their way, and answers come between.
 */
final class HeaderRecords {

    /** Control frames of HTTP/2, and headers that HPACK has made short. */
    static final int CONTROL = 24;
    /** RFC 9113 section 6.9. A server that has read some bodies sends several in one record. */
    private static final int WINDOW_UPDATE = 13;
    private static final int MOST_UPDATES = 8;
    private static final int FEWEST_UPDATES = 3;
    /** Headers that HPACK's table knows, but for a date and an age; less than a DNS answer in its frame. */
    private static final int SHORT_HEADERS = 50;
    private static final int FRAME = 9;
    /** What number fields and HPACK's table change in headers that are otherwise the same. */
    private static final int ALIKE = 2;
    /** Where the table knows nearly all, one field that it does not know makes more of a difference. */
    private static final int ALIKE_IF_SHORT = 8;
    private static final int SHORT = 40;
    private static final int FEWEST = 6;
    private static final double AT_ONCE = 0.6;
    private static final double UNPAIRED = 0.15;
    /** Lengths that are tried: of the first records. */
    private static final int TRIED = 12;

    private HeaderRecords() {}

    /** Copies the rest. */
    static void drop(ApplicationData from, ApplicationData to) {
        int control = shortHeaders(from) ? SHORT_HEADERS : CONTROL;
        int server = control == CONTROL ? length(from, false, control) : 0;
        to.copyMessages(from, length(from, true, CONTROL), server, control, updates(from));
    }

    static boolean alike(int size, int headers) {
        return headers > 0 && size >= headers - ALIKE && size <= headers + (headers <= SHORT ? ALIKE_IF_SHORT : ALIKE);
    }

    /** Nothing but WINDOW_UPDATE frames, in a connection whose server sends several at a time. */
    static boolean isUpdates(int size) {
        return size % WINDOW_UPDATE == 0 && size <= MOST_UPDATES * WINDOW_UPDATE;
    }

    /** Index behind that side's records from there on, with the control frames of both. */
    static int behind(ApplicationData data, int from, boolean client) {
        int end = from;
        while (end < data.count() && (data.fromClient(end) == client || data.size(end) <= CONTROL)) {
            end++;
        }
        return end;
    }

    private static boolean updates(ApplicationData data) {
        int several = 0;
        for (int i = 0; i < data.count(); i++) {
            several += !data.fromClient(i) && (data.size(i) == 2 * WINDOW_UPDATE || data.size(i) == 3 * WINDOW_UPDATE) ? 1 : 0;
        }
        return several >= FEWEST_UPDATES;
    }

    /** Most of the server's messages have such headers right before them. */
    private static boolean shortHeaders(ApplicationData data) {
        int messages = 0;
        int after = 0;
        for (int i = 1; i < data.count(); i++) {
            if (!data.fromClient(i) && data.size(i) > SHORT_HEADERS) {
                int before = data.size(i - 1);
                messages++;
                after += !data.fromClient(i - 1) && before > FRAME && before <= SHORT_HEADERS && before % WINDOW_UPDATE != 0 ? 1 : 0;
            }
        }
        return messages >= FEWEST && 2 * after >= messages;
    }

    /** About how long a side's headers are; 0 when they are not in records of their own. */
    private static int length(ApplicationData data, boolean client, int control) {
        for (int i = 0, tried = 0; i < data.count() && tried < TRIED; i++) {
            if (data.fromClient(i) == client && data.size(i) > control) {
                if (precede(data, client, data.size(i), control)) {
                    return data.size(i);
                }
                tried++;
            }
        }
        return 0;
    }

    /**
     * Whether as many records have that length as have not, and hardly any of these comes before one of that length; a server's
     * come right behind it.
     */
    private static boolean precede(ApplicationData data, boolean client, int headers, int control) {
        int alike = 0;
        int others = 0;
        int misplaced = 0;
        int atOnce = 0;
        boolean lastAlike = false;
        for (int i = 0; i < data.count(); i++) {
            if (data.fromClient(i) == client && data.size(i) > control) {
                boolean isAlike = alike(data.size(i), headers);
                if (isAlike) {
                    alike++;
                    atOnce += i + 1 < data.count() && data.fromClient(i + 1) == client ? 1 : 0;
                } else if (alike > 0) { // what comes before has headers of another length, which HPACK's table did not know yet
                    others++;
                    misplaced += client && others > alike + 1 || !client && !lastAlike ? 1 : 0;
                }
                lastAlike = isAlike;
            }
        }
        return alike >= FEWEST && atOnce >= AT_ONCE * alike && Math.abs(alike - others) + misplaced <= UNPAIRED * (alike + others);
    }
}
