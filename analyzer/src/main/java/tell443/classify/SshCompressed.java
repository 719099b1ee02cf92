package tell443.classify;

import tell443.facts.Pieces;

/**
 * A connection that SSH forwards where it compresses (RFC 4253 section 6.2; {@code ssh -C}, and Dropbear by itself) and in which TLS
 * begins. What SSH says is then shorter than SERVICE_ACCEPT, which came before; a ClientHello and a flight hardly are.
 *
 * <pre>
 *  opener                      other side
 *  CHANNEL_OPEN             -->                                  names a host and a port, RFC 4254 section 7.2; a session's names none
 *                           <--  CHANNEL_OPEN_CONFIRMATION       shorter than SERVICE_ACCEPT, though as long before compression
 *  SOCKS                   <-->  SOCKS                           perhaps, twice at most (RFC 1928)
 *  a ClientHello            -->
 *                           <--  a server's flight
 *  Finished                 -->
 * </pre>
 */
final class SshCompressed {

    private static final int OPEN_MORE = 16;
    private static final int OPEN_LONGEST = 110;
    private static final int ASKED = 2;
    private static final int ASKED_MORE = 60;

    private SshCompressed() {}

    /** Connections inside that begin so, SERVICE_ACCEPT being that long. */
    static int handshakes(Pieces pieces, int accept, int from) {
        int count = 0;
        for (int i = from; i + 4 < pieces.count(); i++) {
            int more = pieces.size(i) - accept;
            boolean opens = more >= OPEN_MORE && more <= OPEN_LONGEST && isConfirmed(pieces, accept, i);
            if (opens && begins(pieces, accept, i + 2, pieces.fromClient(i))) {
                count++;
            }
        }
        return count;
    }

    private static boolean isConfirmed(Pieces pieces, int accept, int open) {
        return pieces.fromClient(open + 1) != pieces.fromClient(open) && pieces.size(open + 1) < accept;
    }

    private static boolean begins(Pieces pieces, int accept, int from, boolean opener) {
        int i = from;
        for (int asked = 0; asked < ASKED && isAsked(pieces, accept, i, opener); asked++) {
            i += 2;
        }
        return i < pieces.count() && pieces.fromClient(i) == opener && SshTunnel.isHello(pieces.size(i))
                && SshTunnel.isAnswered(pieces, i + 1, opener);
    }

    /** Short, and answered by less. */
    private static boolean isAsked(Pieces pieces, int accept, int i, boolean opener) {
        return i + 1 < pieces.count() && pieces.fromClient(i) == opener && pieces.size(i) <= accept + ASKED_MORE
                && pieces.fromClient(i + 1) != opener && pieces.size(i + 1) <= accept;
    }
}
