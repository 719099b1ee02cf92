package tell443.classify;

import tell443.facts.FlowFacts;
import tell443.facts.Sequence;
import tell443.facts.TlsFacts;

/**
 * Who speaks first inside TLS, and how much: the first turns of application data, each the sum of one side's records until the
 * other side speaks. Reused; allocates nothing.
 *
 * <p>In TLS 1.3 the handshake ends with the client's Finished, known by its length (RFC 8446 section 4.4.4). Tickets follow it
 * (section 4.6.1) and look like data: several of one size are tickets wherever they come, and one that comes before the client
 * speaks may be one; they are left out. So is all from the first record that may be an alert.
 */
final class FirstTurns {

    private static final int LIMIT = 32;
    private static final int DATA = 23;
    private static final int TLS13 = 0x0304;
    private static final int SHA384 = 0x1302;
    /** A NewSessionTicket with the shortest ticket in use, 32 bytes: 4 + 4 + 4 + 1 + 1 + 2 + 32 + 2. */
    private static final int SHORTEST_TICKET = 50;
    /** Two of one connection differ in the encoding of a number or two. */
    private static final int ALIKE = 3;
    private static final int ALERT = 2;

    private final int[] sizes = new int[LIMIT];
    private final boolean[] client = new boolean[LIMIT];
    private int count;
    private int clientRecords;
    private int clientLargest;
    private boolean serverSpoke;
    private boolean modern;
    private int added;

    void read(FlowFacts facts, TlsFacts tls) {
        count = 0;
        clientRecords = 0;
        clientLargest = 0;
        serverSpoke = false;
        modern = tls.serverHello.version() == TLS13;
        added = ApplicationData.added(tls);
        Sequence records = facts.records;
        int from = modern ? behindFinished(records, tls.serverHello.cipher() == SHA384 ? 69 : 53) : 0;
        if (from < 0 || tls.clientHello.earlyData()) {
            return;
        }
        int ticket = modern ? ticket(records, from) : -1;
        for (int i = from; i < records.count() && !(isData(records, i) && isAlert(records, i)); i++) {
            if (isData(records, i) && (ticket < 0 || records.fromClient(i) || !alike(plain(records, i), ticket))) {
                add(records.fromClient(i), plain(records, i));
                ticket = serverSpoke ? -1 : ticket;
            }
        }
    }

    private void add(boolean fromClient, int size) {
        serverSpoke |= !fromClient;
        clientRecords += fromClient ? 1 : 0;
        clientLargest = fromClient ? Math.max(clientLargest, size) : clientLargest;
        boolean goesOn = count > 0 && client[count - 1] == fromClient;
        if (goesOn) {
            sizes[count - 1] += size;
        } else if (count < LIMIT) {
            client[count] = fromClient;
            sizes[count++] = size;
        }
    }

    /** Index behind the client's Finished, or -1. A certificate of the client's may come before it. */
    private static int behindFinished(Sequence records, int length) {
        int seen = 0;
        for (int i = 0; i < records.count() && seen < 4; i++) {
            if (isData(records, i) && records.fromClient(i)) {
                if (records.size(i) == length) {
                    return i + 1;
                }
                seen++;
            }
        }
        return -1;
    }

    /** Plaintext size of the server's tickets, or -1 when there is none. */
    private int ticket(Sequence records, int from) {
        int first = next(records, from);
        int second = first < 0 ? -1 : next(records, first + 1);
        if (first < 0 || plain(records, first) < SHORTEST_TICKET) {
            return -1;
        }
        boolean pair = second >= 0 && alike(plain(records, second), plain(records, first)) && fromClient(records, from, second) <= 1;
        return pair || fromClient(records, from, first) == 0 ? plain(records, first) : -1;
    }

    private static int next(Sequence records, int from) {
        for (int i = from; i < records.count(); i++) {
            if (isData(records, i) && !records.fromClient(i)) {
                return i;
            }
        }
        return -1;
    }

    private static int fromClient(Sequence records, int from, int end) {
        int all = 0;
        for (int i = from; i < end; i++) {
            all += isData(records, i) && records.fromClient(i) ? 1 : 0;
        }
        return all;
    }

    private static boolean alike(int size, int ticket) {
        return Math.abs(size - ticket) <= ALIKE;
    }

    private boolean isAlert(Sequence records, int i) {
        return modern && plain(records, i) == ALERT;
    }

    private static boolean isData(Sequence records, int i) {
        return records.kind(i) == DATA;
    }

    private int plain(Sequence records, int i) {
        return Math.max(0, records.size(i) - Math.max(0, added));
    }

    /** Turns, at most 32 are told. */
    int count() {
        return count;
    }

    /** Bytes of plaintext; of the record where {@link #exact} is not given. */
    int size(int turn) {
        return turn < count ? sizes[turn] : -1;
    }

    boolean fromClient(int turn) {
        return turn < count && client[turn];
    }

    boolean exact() {
        return added >= 0;
    }

    /** Records of the client's, all turns. */
    int clientRecords() {
        return clientRecords;
    }

    int clientLargest() {
        return clientLargest;
    }

    boolean serverSpoke() {
        return serverSpoke;
    }
}
