package tell443.context;

import java.util.Arrays;

/**
 * Which servers each client turned to, and when: the last {@link #KEPT} times that it began a flow to one to which it had not
 * begun any for {@link #PAUSE_NANOS}. A page's further connections to a server are no new contact; the next page's may be.
 */
final class Contacts {

    static final int KEPT = 128;
    private static final int FIRST = 4; // most clients of a large network turn to few servers
    private static final int CLIENTS = 4096;
    private static final int MOST = 1 << 30; // so does it count
    private static final int LONGS = 5; // time, server high, low, 1 if a name in the clear had led there, time of the latest flow
    private static final long PAUSE_NANOS = 5_000_000_000L;

    private final BoundedIndex clients;
    private final long[][] logs = new long[CLIENTS][];
    private final int[] counts = new int[CLIENTS]; // contacts ever; the log is a ring
    private final int[] fresh = new int[CLIENTS]; // the first contact that a flow may continue: none before it may

    Contacts(long seed) {
        clients = new BoundedIndex(CLIENTS, seed);
    }

    /** @param named an answer in the clear had given the server's address to the client */
    void add(long clientHigh, long clientLow, long serverHigh, long serverLow, long timeNanos, boolean named) {
        int client = clients.find(clientHigh, clientLow, 0);
        if (client == BoundedIndex.NOT_FOUND) {
            client = clients.add(clientHigh, clientLow, 0);
            counts[client] = 0;
            fresh[client] = 0;
            logs[client] = logs[client] == null ? new long[FIRST * LONGS] : logs[client];
        }
        long[] log = logs[client];
        if (continues(client, log, serverHigh, serverLow, timeNanos)) {
            return;
        }
        int kept = Math.min(counts[client], KEPT);
        if (kept * LONGS == log.length && kept < KEPT) {
            log = Arrays.copyOf(log, log.length * 2);
            logs[client] = log;
        }
        if (counts[client] == MOST) { // a scanner may come that far; the ring stays where it is
            counts[client] -= MOST / 2;
            fresh[client] = Math.max(0, fresh[client] - MOST / 2);
        }
        int at = counts[client]++ % KEPT * LONGS;
        log[at] = timeNanos;
        log[at + 1] = serverHigh;
        log[at + 2] = serverLow;
        log[at + 3] = named ? 1 : 0;
        log[at + 4] = timeNanos;
    }

    /** A further flow of a contact; contacts older than the first that may still go on are not looked at again. */
    private boolean continues(int client, long[] log, long serverHigh, long serverLow, long timeNanos) {
        int from = Math.max(fresh[client], counts[client] - KEPT);
        while (from < counts[client] && timeNanos - log[from % KEPT * LONGS + 4] > PAUSE_NANOS) {
            from++;
        }
        fresh[client] = from;
        for (int i = from; i < counts[client]; i++) {
            int at = i % KEPT * LONGS;
            if (log[at + 1] == serverHigh && log[at + 2] == serverLow && timeNanos - log[at + 4] <= PAUSE_NANOS) {
                log[at + 4] = timeNanos;
                return true;
            }
        }
        return false;
    }

    /** Number for {@link #count} and the others, or {@link BoundedIndex#NOT_FOUND}. */
    int client(long high, long low) {
        return clients.find(high, low, 0);
    }

    int count(int client) {
        return Math.min(counts[client], KEPT);
    }

    /** Of the contacts that are kept, oldest first. */
    long timeNanos(int client, int i) {
        return logs[client][place(client, i)];
    }

    /** Index of the first contact at that time or later; most flows are short, so the search begins at the latest. */
    int since(int client, long fromNanos) {
        int first = count(client);
        while (first > 0 && timeNanos(client, first - 1) >= fromNanos) {
            first--;
        }
        return first;
    }

    boolean isTo(int client, int i, long high, long low) {
        int at = place(client, i);
        return logs[client][at + 1] == high && logs[client][at + 2] == low;
    }

    boolean named(int client, int i) {
        return logs[client][place(client, i) + 3] != 0;
    }

    private int place(int client, int i) {
        int first = Math.max(0, counts[client] - KEPT);
        return (first + i) % KEPT * LONGS;
    }
}
