package tell443.classify;

import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Evidence.Group.BYTES;
import static tell443.classify.Evidence.Group.RHYTHM;

import tell443.facts.Pieces;

/**
 * SSH that forwards connections (ssh -D, -L, -R) in which TLS begins: what each connection says first shows through.
 *
 * <pre>
 *  opener                      other side
 *  CHANNEL_OPEN             -->                                             RFC 4254 section 7.2
 *                           <--  CHANNEL_OPEN_CONFIRMATION, 17 bytes        RFC 4254 section 5.1: as long as SERVICE_ACCEPT, which
 *  a ClientHello            -->                                             is the server's first encrypted answer (RFC 4253 section 10)
 *                           <--  a server's flight
 *  Finished                 -->
 * </pre>
 *
 * <p>Why it is not chance: a confirmation's length is known from the same connection, whatever its cipher. Of 55 connections
 * with shells, commands, copies of trees, sftp, rsync and git, alone and many in one connection, none shows the whole pattern; of
 * 14 that forward people's traffic 13 do, nine of them twice or more. What is not TLS inside is told by {@link SshChannels}: of 71
 * connections with shells, several sessions in one, sftp, rsync, git and questions and answers none shows any of that.
 */
final class SshTunnel {

    private static final String SOURCE = "RFC 4253 section 10, RFC 4254 sections 5.1 and 7.2; 0 of 55 other connections";
    private static final String OTHERS = "RFC 4254 sections 5.1, 5.3 and 7.2; 0 of 71 other connections";

    /** Pieces that the exchange of keys may take. */
    private static final int KEYS_END = 24;
    private static final int KEYS_BEGIN = 3;
    /** Pieces that the exchange of keys and the shortest log-in take. */
    private static final int KEYS_END_LEAST = 10;
    private static final int KEYS = 200;
    private static final int ACCEPT = 28;
    private static final int ACCEPT_LONGEST = 110;
    /** An opening names a host and two ports, so it is longer than what confirms it. */
    private static final int OPEN_MORE = 16;
    private static final int OPEN_LONGEST = 250;
    private static final int FEWEST_STREAMS = 3;
    private static final int HELLO = 200;
    private static final int HELLO_LONGEST = 760;
    private static final int LARGE_HELLO = 1500;
    private static final int LARGE_HELLO_LONGEST = 2700;
    private static final int FLIGHT = 700;
    private static final int FINISHED = 90;

    static final Protocol PROTOCOL = Protocol.of("ssh-tunnel", FlowClass.VPN,
            behaviour("ssh-tunnel.handshake", 2.8, "after a channel was opened and confirmed, sizes of a TLS handshake inside", SOURCE,
                    sight -> handshakes(sight) >= 1).telling(SshTunnel::told),
            behaviour("ssh-tunnel.handshakes", 3, "channels are opened again and again, and each begins with the sizes of a TLS handshake",
                    SOURCE, sight -> handshakes(sight) >= 2).in(RHYTHM).telling(SshTunnel::told),
            behaviour("ssh-tunnel.channels", 3, "connections to named hosts are opened, confirmed, used and closed, one after another",
                    OTHERS, sight -> channels(sight) >= 2).in(RHYTHM).telling(sight -> channels(sight) + " times"),
            behaviour("ssh-tunnel.packets", 3.2,
                    "TCP begins inside: SYN, SYN-ACK, ACK and at once data, and the ACK's length again and again",
                    "RFC 9293 section 3.5; 0 of 71 other connections", sight -> acknowledgement(sight) > 0)
                    .telling(sight -> "acknowledgements of " + acknowledgement(sight) + " bytes"),
            behaviour("ssh-tunnel.streams", 2.8, "one stream after another ends with 8 bytes each way, as sshuttle's do",
                    "sshuttle, ssnet.py; 0 of 71 other connections", sight -> streams(sight) >= FEWEST_STREAMS).in(BYTES)
                    .telling(sight -> streams(sight) + " times"),
            behaviour("ssh-tunnel.compressed", 2.8,
                    "what SSH says itself is compressed; after a connection to a named host was opened, sizes of a TLS handshake inside",
                    "RFC 4253 section 6.2, RFC 4254 section 7.2; 0 of 184 other connections", sight -> compressed(sight) >= 1)
                    .telling(sight -> compressed(sight) + " times"),
            behaviour("ssh-tunnel.hellos", 2.8,
                    "one stream after another begins with an address and the sizes of a TLS handshake",
                    "sshuttle, ssnet.py; 0 of 71 other connections", sight -> hellos(sight) >= FEWEST_STREAMS)
                    .telling(sight -> hellos(sight) + " times"));

    private SshTunnel() {}

    static boolean seen(Sight sight) {
        return Ssh.bothBanners(sight) && (handshakes(sight) >= 1 || channels(sight) >= 2 || acknowledgement(sight) > 0
                || streams(sight) >= FEWEST_STREAMS || hellos(sight) >= FEWEST_STREAMS || compressed(sight) >= 1);
    }

    private static int channels(Sight sight) {
        int accept = asked(sight);
        return accept == 0 ? 0 : SshChannels.channels(sight.facts.opening.pieces, accept, KEYS_END_LEAST);
    }

    private static int acknowledgement(Sight sight) {
        return asked(sight) == 0 ? 0 : SshChannels.acknowledgement(sight.facts.opening.pieces, KEYS_END_LEAST);
    }

    private static int streams(Sight sight) {
        int accept = asked(sight);
        return accept == 0 ? 0 : SshChannels.streams(sight.facts.opening.pieces, accept, KEYS_END_LEAST);
    }

    private static int hellos(Sight sight) {
        int accept = asked(sight);
        return accept == 0 ? 0 : SshChannels.hellos(sight.facts.opening.pieces, accept, KEYS_END_LEAST);
    }

    private static int compressed(Sight sight) {
        int accept = asked(sight);
        return accept == 0 ? 0 : SshCompressed.handshakes(sight.facts.opening.pieces, accept, KEYS_END_LEAST);
    }

    /** What {@link #accept} says, where it is SSH. */
    private static int asked(Sight sight) {
        return Ssh.bothBanners(sight) ? accept(sight.facts.opening.pieces) : 0;
    }

    /** Connections inside that begin with TLS. */
    static int handshakes(Sight sight) {
        Pieces pieces = sight.facts.opening.pieces;
        if (!Ssh.bothBanners(sight)) {
            return 0;
        }
        int accept = accept(pieces);
        return accept == 0 ? 0 : handshakes(pieces, accept);
    }

    private static String told(Sight sight) {
        return handshakes(sight) + " times, each confirmed by " + accept(sight.facts.opening.pieces) + " bytes";
    }

    /** Length of the server's first answer behind the exchange of keys; 0 when it was not found. */
    private static int accept(Pieces pieces) {
        boolean keys = false;
        for (int i = KEYS_BEGIN; i < Math.min(pieces.count(), KEYS_END); i++) {
            if (!pieces.fromClient(i)) {
                int size = pieces.size(i);
                if (keys && size < KEYS) {
                    return size >= ACCEPT && size <= ACCEPT_LONGEST && pieces.fromClient(i - 1) ? size : 0;
                }
                keys |= size >= KEYS;
            }
        }
        return 0;
    }

    private static int handshakes(Pieces pieces, int accept) {
        int count = 0;
        for (int i = KEYS_BEGIN; i + 4 < pieces.count(); i++) {
            boolean opener = pieces.fromClient(i);
            int open = pieces.size(i) - accept;
            if (open >= OPEN_MORE && open <= OPEN_LONGEST && pieces.fromClient(i + 1) != opener && pieces.size(i + 1) == accept
                    && pieces.fromClient(i + 2) == opener && isHello(pieces.size(i + 2)) && isAnswered(pieces, i + 3, opener)) {
                count++;
            }
        }
        return count;
    }

    static boolean isHello(int size) {
        return size >= HELLO && size <= HELLO_LONGEST || size >= LARGE_HELLO && size <= LARGE_HELLO_LONGEST;
    }

    static boolean isAnswered(Pieces pieces, int from, boolean opener) {
        int flight = 0;
        int i = from;
        while (i < pieces.count() && pieces.fromClient(i) != opener) {
            flight += pieces.size(i++);
        }
        return flight >= FLIGHT && i < pieces.count() && pieces.size(i) >= FINISHED;
    }
}
