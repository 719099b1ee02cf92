package tell443.classify;

import static tell443.classify.Evidence.behaviour;

import tell443.facts.Sequence;

/**
 * A tunnel of packets over UDP whose protocol is not known: a TCP connection that begins inside shows by how the lengths of its
 * first packets differ, whatever the tunnel adds to each.
 *
 * <pre>
 *  SYN            S            S            S          with TCP's options of Linux; of Windows; of macOS to Linux
 *  SYN-ACK        S            S            S - 4
 *  ACK            S - 8        S - 12       S - 12
 *  ClientHello    ACK + 150 to 760, or a full packet; a full packet comes back
 * </pre>
 *
 * <p>A tunnel that pads to blocks of 16 bytes makes the three alike or the third a block shorter, and all lengths alike but for
 * multiples of 16. Games pad, too (Nintendo's), but nothing fills a packet there.
 *
 * <p>Measured (how many show it): OpenVPN with AEAD 17 of 34, fastd 6 of 11, padded WireGuard 7 of 14; of 240 flows of QUIC, media,
 * games, DTLS and measurements none.
 */
final class InnerConnection {

    private static final String SOURCE = "RFC 9293 section 3.1, RFC 7323; 0 of 240 other flows over UDP";

    private static final int FEWEST = 12;
    private static final int SHORTEST = 64;
    private static final int LONGEST = 220;
    /** How many packets later the next of a side may come. */
    private static final int NEAR = 5;
    private static final long SOON_MICROS = 3_000_000;
    private static final int HELLO = 150;
    private static final int HELLO_LONGEST = 760;
    private static final int FULL = 1000;
    private static final int FULL_ONES = 3;
    private static final int BLOCK = 16;
    /** From an ACK of 52 bytes to one with 517 more, both padded. */
    private static final int PADDED_HELLO = 512;
    private static final int FLIGHT_NEAR = 9;
    /** Of a tunnel's own handshake. */
    private static final int BEGINNING = 6;
    private static final int LENGTHS_FEWEST = 12;

    static final Protocol UDP = Protocol.of("unknown-tunnel", FlowClass.VPN,
            behaviour("unknown-tunnel.connection", 3.5,
                    "datagrams differ in length as the first packets of a TCP connection inside do", SOURCE,
                    sight -> first(sight, false) >= 0).telling(sight -> told(sight, false)),
            behaviour("unknown-tunnel.padded-connection", 3.5,
                    "datagrams padded to 16 bytes differ in length as the first packets of a TCP connection inside do", SOURCE,
                    sight -> padded(sight.facts.packets) && first(sight, true) >= 0).telling(sight -> told(sight, true)),
            behaviour("unknown-tunnel.padded-packets", 3.5,
                    "datagrams look random throughout, are padded to blocks of 16 bytes, and several full ones are of one length",
                    "tinc manual, chapter 6.3; OpenVPN, static key mode; start value: 0 of 240 other flows over UDP",
                    sight -> full(sight.facts.packets) && padded(sight.facts.packets) && RandomDatagrams.throughout(sight.turns())));

    private InnerConnection() {}

    /** The longest come again, and fill a packet. */
    private static boolean full(Sequence packets) {
        int largest = 0;
        int alike = 0;
        for (int i = 0; i < packets.count(); i++) {
            alike = packets.size(i) > largest ? 1 : packets.size(i) == largest ? alike + 1 : alike;
            largest = Math.max(largest, packets.size(i));
        }
        return largest >= FULL && alike >= FULL_ONES;
    }

    private static String told(Sight sight, boolean padded) {
        Sequence packets = sight.facts.packets;
        int syn = first(sight, padded);
        int synAck = next(packets, syn, !packets.fromClient(syn));
        int ack = next(packets, synAck, packets.fromClient(syn));
        int hello = next(packets, ack, packets.fromClient(syn));
        return packets.size(syn) + ", " + packets.size(synAck) + ", " + packets.size(ack) + ", " + packets.size(hello)
                + " bytes, the second from the " + (packets.fromClient(synAck) ? "client" : "server");
    }

    /** Index of what may be a SYN, or -1. */
    private static int first(Sight sight, boolean padded) {
        Sequence packets = sight.facts.packets;
        if (packets.count() < FEWEST) {
            return -1;
        }
        for (int i = 0; i < packets.count(); i++) {
            if (packets.size(i) >= SHORTEST && packets.size(i) <= LONGEST && begins(packets, i, padded)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean begins(Sequence packets, int syn, boolean padded) {
        boolean opener = packets.fromClient(syn);
        int synAck = next(packets, syn, !opener);
        int ack = next(packets, synAck, opener);
        int hello = next(packets, ack, opener);
        if (hello < 0 || packets.micros(synAck) - packets.micros(syn) > SOON_MICROS) {
            return false;
        }
        int shorter = packets.size(syn) - packets.size(synAck);
        int least = packets.size(syn) - packets.size(ack);
        int more = packets.size(hello) - packets.size(ack);
        boolean isHello = padded ? Math.abs(more - PADDED_HELLO) <= BLOCK && more % BLOCK == 0 : more >= HELLO && more <= HELLO_LONGEST;
        boolean alike = padded ? shorter == 0 && (least == 0 || least == BLOCK)
                : shorter == 0 && (least == 8 || least == 12) || shorter == 4 && least == 12;
        return alike && (isHello || more > FULL) && isAnswered(packets, hello, !opener);
    }

    /** A server's flight fills a packet. */
    private static boolean isAnswered(Sequence packets, int hello, boolean client) {
        for (int i = hello + 1; i < Math.min(packets.count(), hello + FLIGHT_NEAR); i++) {
            if (packets.fromClient(i) == client && packets.size(i) >= FULL) {
                return true;
            }
        }
        return false;
    }

    /** Index of that side's next packet near behind; -1 when there is none, or no {@code index}. */
    private static int next(Sequence packets, int index, boolean client) {
        if (index >= 0) {
            for (int i = index + 1; i < Math.min(packets.count(), index + 1 + NEAR); i++) {
                if (packets.fromClient(i) == client) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Nine of ten lengths, the largest aside, which may fill the path, leave one remainder; and they are three or more. */
    private static boolean padded(Sequence packets) {
        int largest = 0;
        for (int i = 0; i < packets.count(); i++) {
            largest = Math.max(largest, packets.size(i));
        }
        for (int remainder = 0; remainder < BLOCK; remainder++) {
            if (padded(packets, largest, remainder)) {
                return true;
            }
        }
        return false;
    }

    private static boolean padded(Sequence packets, int largest, int remainder) {
        int all = 0;
        int fitting = 0;
        int first = 0;
        int second = 0;
        boolean third = false;
        for (int i = BEGINNING; i < packets.count(); i++) {
            int size = packets.size(i);
            if (size != largest) {
                all++;
                if (size % BLOCK == remainder) {
                    fitting++;
                    third |= first != 0 && second != 0 && size != first && size != second;
                    second = first != 0 && second == 0 && size != first ? size : second;
                    first = first == 0 ? size : first;
                }
            }
        }
        return third && all >= LENGTHS_FEWEST && fitting * 10 >= all * 9;
    }
}
