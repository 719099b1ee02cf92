package tell443.classify;

/**
 * Acknowledgements of TCP inside: while one side sends records as long as they get, the other answers with records of one length, again
 * and again. Who merely asks again when an answer is complete does so behind its last record, which is shorter.
 * Reused; allocates nothing.
 */
final class Clocking {

    private static final int LARGE = 1000;
    /** Above an Ethernet frame's payload nothing is one packet. */
    private static final int LARGEST = 1600;
    private static final int LONGEST_ACKNOWLEDGEMENT = 172;
    private static final int TOGETHER = 16;
    private static final int FEWEST_RUNS = 3;
    private static final int FEWEST = 10;
    private static final double MOST = 0.8;

    private boolean seen;
    private int runs;
    private int records;
    private int alike;
    private int size;
    private int vote;

    void read(ApplicationData data, InnerPackets packets) {
        seen = false;
        if (packets.seen()) {
            size = packets.acknowledgement();
            seen = clocked(data, true, LARGE, true) || clocked(data, false, LARGE, true);
        } else {
            seen = alone(data, true) || alone(data, false);
        }
    }

    boolean seen() {
        return seen;
    }

    /** Records of that length, or of several such packets, between large ones. */
    int acknowledgements() {
        return alike;
    }

    int records() {
        return records;
    }

    int size() {
        return size;
    }

    /** Without a handshake: the large records are of one length, a packet's, and so are the short ones. */
    private boolean alone(ApplicationData data, boolean client) {
        int largest = 0;
        for (int i = 0; i < data.count(); i++) {
            largest = data.fromClient(i) != client ? Math.max(largest, data.size(i)) : largest;
        }
        if (largest < LARGE || largest > LARGEST) {
            return false;
        }
        size = 0;
        between(data, client, largest, false);
        size = vote;
        return size >= InnerPackets.SHORTEST && size <= LONGEST_ACKNOWLEDGEMENT
                && clocked(data, client, largest, false) && fewShorter(data);
    }

    private boolean clocked(ApplicationData data, boolean client, int full, boolean together) {
        between(data, client, full, together);
        return runs >= FEWEST_RUNS && records >= FEWEST && alike >= MOST * records;
    }

    /** Looks at one side's records that have full ones of the other side right before and right behind them. */
    private void between(ApplicationData data, boolean client, int full, boolean together) {
        runs = 0;
        records = 0;
        alike = 0;
        vote = 0;
        int lead = 0;
        int end;
        for (int from = 0; from < data.count(); from = end) {
            end = runEnd(data, from);
            if (data.fromClient(from) == client && from > 0 && end < data.count()
                    && data.size(from - 1) >= full && data.size(end) >= full) {
                runs++;
                for (int i = from; i < end; i++) {
                    records++;
                    alike += isAcknowledgement(data.size(i), together) ? 1 : 0;
                    vote = lead == 0 ? data.size(i) : vote; // Boyer and Moore: what most are, if most are the same
                    lead += vote == data.size(i) ? 1 : -1;
                }
            }
        }
    }

    private static int runEnd(ApplicationData data, int from) {
        int end = from + 1;
        while (end < data.count() && data.fromClient(end) == data.fromClient(from)) {
            end++;
        }
        return end;
    }

    /** With one to three blocks of SACK (RFC 2018) it is longer; some tunnels put several packets into one record. */
    private boolean isAcknowledgement(int length, boolean together) {
        int more = length - size;
        return more == 0 || together && (more == 12 || more == 20 || more == 28
                || length > 0 && length % size == 0 && length <= size * TOGETHER);
    }

    private boolean fewShorter(ApplicationData data) {
        int shorter = 0;
        for (int i = 0; i < data.count(); i++) {
            shorter += data.size(i) < size - 12 ? 1 : 0;
        }
        return shorter * 10 <= data.count();
    }
}
