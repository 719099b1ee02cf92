package tell443.classify;

/**
 * Headers in records of their own before messages: half of the records of most groups of one side have about one length. So send
 * clients that hand headers and body to TLS one after the other (RFC 9112 section 2.1, RFC 9113 section 8.1).
 */
final class HeaderRecords {

    /** Control frames of HTTP/2, and headers that HPACK has made short. */
    static final int CONTROL = 24;
    /** What number fields and HPACK's table change in headers that are otherwise the same. */
    private static final int ALIKE = 2;
    private static final double MOSTLY = 0.8;
    private static final int FEWEST_GROUPS = 6;
    /** Lengths that are tried: of the first records. */
    private static final int TRIED = 12;

    private HeaderRecords() {}

    /** Copies the rest. */
    static void drop(ApplicationData from, ApplicationData to) {
        to.copyMessages(from, length(from, true), length(from, false));
    }

    static boolean alike(int size, int headers) {
        return headers > 0 && Math.abs(size - headers) <= ALIKE;
    }

    /** Index behind that side's records from there on, with the control frames of both. */
    static int behind(ApplicationData data, int from, boolean client) {
        int end = from;
        while (end < data.count() && (data.fromClient(end) == client || data.size(end) <= CONTROL)) {
            end++;
        }
        return end;
    }

    /** About how long a side's headers are; 0 when they are not in records of their own. */
    private static int length(ApplicationData data, boolean client) {
        for (int i = 0, tried = 0; i < data.count() && tried < TRIED; i++) {
            if (data.fromClient(i) == client && data.size(i) > CONTROL) {
                if (halvesGroups(data, client, data.size(i))) {
                    return data.size(i);
                }
                tried++;
            }
        }
        return 0;
    }

    private static boolean halvesGroups(ApplicationData data, boolean client, int headers) {
        int groups = 0;
        int halved = 0;
        int i = behind(data, 0, !client);
        while (i < data.count()) {
            int end = behind(data, i, client);
            int records = 0;
            int alike = 0;
            for (int k = i; k < end; k++) {
                boolean counts = data.fromClient(k) == client && data.size(k) > CONTROL;
                records += counts ? 1 : 0;
                alike += counts && alike(data.size(k), headers) ? 1 : 0;
            }
            groups += records > 0 ? 1 : 0;
            halved += records > 0 && records == 2 * alike ? 1 : 0;
            i = Math.max(behind(data, end, !client), i + 1);
        }
        return groups >= FEWEST_GROUPS && halved >= MOSTLY * groups;
    }
}
