package tell443.classify;

import java.util.Arrays;
import tell443.facts.Sequence;

/**
 * Packets inside QUIC: who receives a transfer acknowledges it twice. Datagrams of the tunnel are acknowledged by ACK frames alone
 * (RFC 9000 section 13.2, RFC 9221 section 5.2); what they hold, QUIC or TCP again, is acknowledged by packets of its own, which
 * travel in datagrams that are longer by what such a packet has. The two lengths take turns for as long as the transfer goes on.
 *
 * <p>Who asks for one small object after another shows two lengths as well, but an object ends in a datagram that is not full.
 * ACK frames that list many gaps grow, but do not take turns with short ones. Reused; allocates nothing.
 */
final class AcknowledgedTwice {

    /** Datagrams of the handshake. */
    private static final int BEGINNING = 8;
    private static final int SMALL = 200;
    private static final int FULL = 1000;
    private static final int FEWEST_FULL = 15;
    /** ACK frames with some gaps. */
    private static final int ALIKE_OUTSIDE = 12;
    private static final int FEWEST_OUTSIDE = 6;
    /** What the shortest and the longest acknowledgement inside add: QUIC without a connection id, and TCP in IPv6 with SACK. */
    private static final int SHORTEST_INSIDE = 24;
    private static final int LONGEST_INSIDE = 112;
    private static final int ALIKE_INSIDE = 6;
    private static final int FEWEST_INSIDE = 8;
    private static final int FEWEST_TURNS = 6;

    private final int[] lengths = new int[SMALL]; // how many datagrams of the receiver have that length
    private int shortest;
    private int outside;
    private int inside; // shortest length of those that acknowledge inside
    private int insideCount;
    private int full;
    private int partial;
    private int turns;

    boolean seen(Sequence packets) {
        return seen(packets, true) || seen(packets, false);
    }

    String words() {
        return outside + " of about " + shortest + " bytes and " + insideCount + " of about " + inside + ", " + turns
                + " times in turn, against " + full + " long ones";
    }

    private boolean seen(Sequence packets, boolean client) {
        count(packets, client);
        if (full < FEWEST_FULL || shortest >= SMALL) {
            return false;
        }
        outside = sum(shortest, shortest + ALIKE_OUTSIDE);
        insideCount = 0;
        for (int from = shortest + SHORTEST_INSIDE; from <= Math.min(shortest + LONGEST_INSIDE, SMALL - 1); from++) {
            int sum = lengths[from] == 0 ? 0 : sum(from, from + ALIKE_INSIDE);
            inside = sum > insideCount ? from : inside;
            insideCount = Math.max(insideCount, sum);
        }
        boolean both = outside >= FEWEST_OUTSIDE && insideCount >= FEWEST_INSIDE && insideCount * 4 >= sum(0, SMALL - 1);
        return both && partial * 4 <= insideCount && alternate(packets, client);
    }

    private void count(Sequence packets, boolean client) {
        Arrays.fill(lengths, 0);
        shortest = SMALL;
        full = 0;
        partial = 0;
        for (int i = BEGINNING; i < packets.count(); i++) {
            int size = packets.size(i);
            if (packets.fromClient(i) != client) {
                full += size >= FULL ? 1 : 0;
                partial += size >= SMALL && size < FULL ? 1 : 0;
            } else if (size < SMALL) {
                lengths[size]++;
                shortest = Math.min(shortest, size);
            }
        }
    }

    private int sum(int from, int to) {
        int sum = 0;
        for (int i = from; i <= Math.min(to, SMALL - 1); i++) {
            sum += lengths[i];
        }
        return sum;
    }

    /** How often one of the one kind follows one of the other. */
    private boolean alternate(Sequence packets, boolean client) {
        turns = 0;
        boolean last = false;
        for (int i = BEGINNING; i < packets.count(); i++) {
            int size = packets.size(i);
            boolean isOutside = size <= shortest + ALIKE_OUTSIDE;
            boolean isInside = size >= inside && size <= inside + ALIKE_INSIDE;
            if (packets.fromClient(i) == client && (isOutside || isInside)) {
                turns += isInside && last ? 1 : 0;
                last = isOutside;
            }
        }
        return turns >= FEWEST_TURNS && turns * 3 >= Math.min(outside, insideCount);
    }
}
