package tell443.classify;

/**
 * IP packets that go into records whole, each behind a header of one length: what TCP inside them cannot help showing.
 *
 * <p>A connection inside begins with a SYN of 60 (Linux, Android), 64 (Apple) or 52 bytes (Windows), a SYN-ACK of 60, 52 or 48 and an
 * ACK of 52 bytes with time stamps (RFC 7323) or 40 without; IPv6 and the tunnel's header add the same to all three. The ACK is then the
 * commonest record of whoever receives, the other side sends some, and nothing but the tunnel's own messages is shorter.
 * Reused; allocates nothing.
 */
final class InnerPackets {

    /** Shortest IP packet with TCP in it; no record of a tunnel that carries TCP is shorter, but for its own messages. */
    static final int SHORTEST = 40;
    private static final int SHORTEST_STAMPED = 52;
    private static final int LONGEST_HEADER = 100;
    /** Records between the three packets of a handshake, and how long they may take. */
    private static final int AHEAD = 12;
    private static final int MOMENT_MICROS = 3_000_000;
    private static final int CANDIDATES = 8;
    private static final int ENOUGH_ACKNOWLEDGEMENTS = 4;
    /** Of the server, where the client sends and the server acknowledges. */
    private static final int ENOUGH_FROM_SERVER = 8;
    /** Farewells of TLS and of the tunnel, ARP where frames are carried. */
    private static final int FEW_SHORTER = 2;
    /** SYN less ACK. */
    private static final int[] SYN_MORE = {8, 12, 20, 24};
    private static final int STAMPED = 1;
    private static final int BARE = 2;

    private final int[] acks = new int[CANDIDATES];
    private final int[] syns = new int[CANDIDATES];
    private final int[] counts = new int[CANDIDATES];
    private final int[] firsts = new int[CANDIDATES];
    private final int[] forms = new int[CANDIDATES];
    private int candidates;
    private int best;
    private int fromClient;
    private int fromServer;
    private int shorter;

    void read(ApplicationData data) {
        candidates = 0;
        best = -1;
        if (!floor(data)) {
            return;
        }
        for (int i = 0; i < data.count(); i++) {
            if (data.fromClient(i) && data.size(i) > SHORTEST) {
                for (int more : SYN_MORE) {
                    begin(data, i, data.size(i) - more);
                }
            }
        }
        for (int i = 0; i < candidates; i++) {
            if ((best < 0 || counts[i] > counts[best]) && believable(data, i)) {
                best = i;
            }
        }
        if (best >= 0) {
            believable(data, best);
        }
    }

    boolean seen() {
        return best >= 0;
    }

    /** Handshakes of that form. */
    int handshakes() {
        return best < 0 ? 0 : counts[best];
    }

    /** Length of a record with a mere acknowledgement in it. */
    int acknowledgement() {
        return best < 0 ? 0 : acks[best];
    }

    int synchronize() {
        return best < 0 ? 0 : syns[best];
    }

    int acknowledgementsFromClient() {
        return fromClient;
    }

    int acknowledgementsFromServer() {
        return fromServer;
    }

    int shorterThanPackets() {
        return shorter;
    }

    /** Whether the packets may be preceded by a header of that length, be they IPv4 or IPv6. */
    boolean behind(int header) {
        if (best < 0) {
            return false;
        }
        int stamped = acks[best] - header - SHORTEST_STAMPED;
        int bare = acks[best] - header - SHORTEST;
        return forms[best] == STAMPED && (stamped == 0 || stamped == 20) || forms[best] == BARE && (bare == 0 || bare == 20);
    }

    /** Most web flows end here: their control frames are shorter than any packet. */
    private static boolean floor(ApplicationData data) {
        int below = 0;
        for (int i = 0; i < data.count(); i++) {
            below += data.size(i) < SHORTEST ? 1 : 0;
        }
        return below * 4 <= data.count();
    }

    private void begin(ApplicationData data, int syn, int ack) {
        int more = data.size(syn) - ack;
        int least = more == 8 ? SHORTEST_STAMPED : SHORTEST;
        if (ack < least || ack > SHORTEST_STAMPED + 20 + LONGEST_HEADER) {
            return;
        }
        for (int i = syn + 1; i < Math.min(data.count(), syn + 1 + AHEAD); i++) {
            if (data.micros(i) - data.micros(syn) > MOMENT_MICROS) {
                return;
            }
            int form = data.fromClient(i) ? 0 : form(more, data.size(i) - ack);
            if (form != 0 && acknowledged(data, i, ack)) {
                remember(ack, data.size(syn), form, syn);
                return;
            }
        }
    }

    /** Time stamps or not, by what SYN and SYN-ACK are longer than the ACK; 0 when no such handshake exists. */
    private static int form(int synMore, int synAckMore) {
        return switch (synMore) {
            case 8 -> synAckMore == 8 ? STAMPED : 0; // 60, 60, 52
            case 12 -> synAckMore == 12 ? BARE : synAckMore == 8 ? STAMPED : 0; // 52, 52, 40; 64, 60, 52, rarely 52, 48, 40
            default -> synAckMore == 12 ? BARE : 0; // 60 or 64, 52, 40
        };
    }

    /** The client's next record is the ACK. */
    private static boolean acknowledged(ApplicationData data, int synAck, int ack) {
        int i = synAck + 1;
        while (i < data.count() && i <= synAck + AHEAD && !data.fromClient(i)) {
            i++;
        }
        return i < data.count() && data.fromClient(i) && data.size(i) == ack && data.micros(i) - data.micros(synAck) <= MOMENT_MICROS;
    }

    private void remember(int ack, int syn, int form, int at) {
        for (int i = 0; i < candidates; i++) {
            if (acks[i] == ack && syns[i] == syn) {
                counts[i]++;
                forms[i] = Math.max(forms[i], form); // who got a SYN-ACK without scaling once is told by the others
                return;
            }
        }
        if (candidates < CANDIDATES) {
            acks[candidates] = ack;
            syns[candidates] = syn;
            counts[candidates] = 1;
            forms[candidates] = form;
            firsts[candidates++] = at;
        }
    }

    /** From that handshake on both sides send its ACK, one of them again and again, and hardly anything is shorter than a packet can be. */
    private boolean believable(ApplicationData data, int candidate) {
        int ack = acks[candidate];
        int least = syns[candidate] - ack == 8 ? ack - 12 : ack; // of RST and of those without time stamps
        fromClient = 0;
        fromServer = 0;
        shorter = 0;
        for (int i = firsts[candidate]; i < data.count(); i++) {
            shorter += data.size(i) < least ? 1 : 0;
            if (data.size(i) == ack) {
                fromClient += data.fromClient(i) ? 1 : 0;
                fromServer += data.fromClient(i) ? 0 : 1;
            }
        }
        int all = data.count() - firsts[candidate];
        return (fromClient >= ENOUGH_ACKNOWLEDGEMENTS && fromServer >= 1 || fromClient >= 1 && fromServer >= ENOUGH_FROM_SERVER)
                && (shorter - FEW_SHORTER) * (counts[candidate] >= 3 ? 4 : 10) <= all;
    }
}
