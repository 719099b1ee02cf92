package tell443.classify;

import tell443.facts.Pieces;

/**
 * What SSH carries that is not a session's: connections that are opened one after another, IP packets, and streams that a program
 * at the far end takes apart again.
 *
 * <pre>
 *  opener                    other side
 *  CHANNEL_OPEN           -->                                   RFC 4254 section 7.2: names a host, a port, and from where, 75 bytes
 *                         <--  CHANNEL_OPEN_CONFIRMATION        or more; that of a session has 24
 *  data                   -->
 *                         <--  data
 *  CHANNEL_EOF and CLOSE <--> CHANNEL_EOF and CLOSE             RFC 4254 section 5.3: 5 bytes, the shortest that is sent
 * </pre>
 *
 * <p>Packets show as the beginning of TCP does, SYN, SYN-ACK, ACK and at once data, each in whole blocks of the cipher. Streams of
 * sshuttle begin with an address and end with a header of 8 bytes alone each way, which is as long as a confirmation in all ciphers.
 */
final class SshChannels {

    private static final int OPEN_MORE = 40;
    private static final int OPEN_LONGEST = 250;
    /** What is first said there is longer than a number of sftp's, or what a session's program says after its questions. */
    private static final int FIRST_MORE = 16;
    private static final int FIRST_MORE_FROM_CLIENT = 24;

    private static final int BLOCK = 8;
    private static final int SHORTEST_SYN = 72;
    private static final int LONGEST_SYN = 260;
    private static final int SYN_LONGER = 24;
    private static final int DATA = 24;
    private static final int SURE = 2;
    private static final int FULL = 1000;
    private static final int FEWEST_ACKS = 8;
    private static final int FEWEST_CLOCKED = 2;

    private static final int ASKED_MORE = 56;
    private static final int FIRST = 200;
    private static final int ANSWERED = 500;
    private static final int WHERE_MORE = 60;
    /** Of a stream, both sides': it ends, and wants no more. */
    private static final int MOST_HEADERS = 4;
    /** Pieces between one side's end and the other's, which is its answer. */
    private static final int ENDS_NEAR = 4;

    private SshChannels() {}

    /** Connections that were opened, each behind the end of one before it. */
    static int channels(Pieces pieces, int accept, int from) {
        int first = open(pieces, accept, from);
        int close = shortest(pieces, first);
        int count = 0;
        int closed = 0; // a bit for each side
        for (int i = first; i + 3 < pieces.count(); i++) {
            int size = pieces.size(i);
            closed |= size == close || size == 2 * close ? pieces.fromClient(i) ? 1 : 2 : 0;
            if (close < accept && isOpen(pieces, accept, i) && (count == 0 || closed == 3)) {
                count++;
                closed = 0;
            }
        }
        return count;
    }

    private static int open(Pieces pieces, int accept, int from) {
        int i = from;
        while (i + 3 < pieces.count() && !isOpen(pieces, accept, i)) {
            i++;
        }
        return i;
    }

    private static boolean isOpen(Pieces pieces, int accept, int i) {
        boolean opener = pieces.fromClient(i);
        int more = pieces.size(i) - accept;
        return more >= OPEN_MORE && more <= OPEN_LONGEST && pieces.fromClient(i + 1) != opener && pieces.size(i + 1) == accept
                && pieces.fromClient(i + 2) == opener && pieces.size(i + 2) - accept >= (opener ? FIRST_MORE_FROM_CLIENT : FIRST_MORE)
                && (pieces.fromClient(i + 3) == opener || pieces.size(i + 3) != accept);
    }

    private static int shortest(Pieces pieces, int from) {
        int least = Integer.MAX_VALUE;
        for (int i = from; i < pieces.count(); i++) {
            least = Math.min(least, pieces.size(i));
        }
        return least;
    }

    /** Length of what acknowledges TCP inside; 0 when none begins. */
    static int acknowledgement(Pieces pieces, int from) {
        for (int i = from; i + 3 < pieces.count(); i++) {
            int ack = pieces.size(i + 2);
            if (handshake(pieces, i) > 0 && handshakes(pieces, i, ack) >= SURE && acknowledges(pieces, from, ack)) {
                return ack;
            }
        }
        return 0;
    }

    private static int handshakes(Pieces pieces, int from, int ack) {
        int sum = 0;
        for (int i = from; i + 3 < pieces.count(); i++) {
            sum += pieces.size(i + 2) == ack ? handshake(pieces, i) : 0;
        }
        return sum;
    }

    /** How much the four pieces look like SYN, SYN-ACK, ACK and data: more where blocks do not make the first three alike. */
    private static int handshake(Pieces pieces, int i) {
        boolean opener = pieces.fromClient(i);
        int syn = pieces.size(i);
        int synAck = pieces.size(i + 1);
        int ack = pieces.size(i + 2);
        boolean turns = pieces.fromClient(i + 1) != opener && pieces.fromClient(i + 2) == opener && pieces.fromClient(i + 3) == opener;
        boolean fits = turns && syn >= SHORTEST_SYN && syn <= LONGEST_SYN && (syn == synAck || syn - synAck == BLOCK) && ack <= synAck
                && syn - ack <= SYN_LONGER && (syn - ack) % BLOCK == 0 && pieces.size(i + 3) >= syn + DATA;
        return !fits ? 0 : ack < syn ? SURE : 1;
    }

    /** Both sides send that length, again and again, and behind what fills packets. */
    private static boolean acknowledges(Pieces pieces, int from, int ack) {
        int client = 0;
        int server = 0;
        int clocked = 0;
        for (int i = from; i < pieces.count(); i++) {
            if (pieces.size(i) == ack) {
                client += pieces.fromClient(i) ? 1 : 0;
                server += pieces.fromClient(i) ? 0 : 1;
                clocked += pieces.fromClient(i) != pieces.fromClient(i - 1) && pieces.size(i - 1) >= FULL ? 1 : 0;
            }
        }
        return client + server >= FEWEST_ACKS && client > 0 && server > 0 && clocked >= FEWEST_CLOCKED;
    }

    /**
     * Streams that end with a header alone each way, one being the answer to the other, and were asked for something and answered at
     * once: sessions confirm first. All are in one channel, so that the server closes none, and each has few headers alone.
     */
    static int streams(Pieces pieces, int accept, int from) {
        int closes = -1; // but for the approval of the log-in
        int headers = 0;
        for (int i = from; i < pieces.count(); i++) {
            closes += !pieces.fromClient(i) && pieces.size(i) < accept ? 1 : 0;
            headers += pieces.size(i) == accept ? 1 : 0;
        }
        int streams = ended(pieces, accept, from);
        return closes * 2 <= streams && headers <= streams * MOST_HEADERS ? streams : 0;
    }

    private static int ended(Pieces pieces, int accept, int from) {
        int streams = 0;
        int ends = 0; // a bit for each side
        int end = 0;
        int asked = 0;
        int first = 0;
        int answered = 0;
        for (int i = from; i < pieces.count(); i++) {
            int size = pieces.size(i);
            boolean client = pieces.fromClient(i);
            if (size == accept) {
                ends = (i - end <= ENDS_NEAR ? ends : 0) | (client ? 1 : 2);
                end = i;
            } else if (client) {
                asked = Math.max(asked, size);
            } else {
                first = first == 0 && asked >= accept + ASKED_MORE ? size : first;
                answered += Math.min(size, ANSWERED);
            }
            if (ends == 3) {
                streams += first >= FIRST && answered >= ANSWERED ? 1 : 0;
                ends = 0;
                asked = 0;
                first = 0;
                answered = 0;
            }
        }
        return streams;
    }

    /** Streams that begin with where to, at once a ClientHello, a flight and what may end a handshake. */
    static int hellos(Pieces pieces, int accept, int from) {
        int count = 0;
        for (int i = from; i + 3 < pieces.count(); i++) {
            int more = pieces.size(i) - accept;
            boolean where = more >= 0 && more <= WHERE_MORE && pieces.fromClient(i) && pieces.fromClient(i + 1);
            count += where && SshTunnel.isHello(pieces.size(i + 1)) && SshTunnel.isAnswered(pieces, i + 2, true) ? 1 : 0;
        }
        return count;
    }
}
