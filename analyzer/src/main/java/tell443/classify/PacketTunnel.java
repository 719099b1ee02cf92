package tell443.classify;

import static tell443.classify.Evidence.Group.BYTES;
import static tell443.classify.Evidence.Group.RHYTHM;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Given.EXCHANGES;

import java.util.function.Predicate;

/** IP packets inside TLS, whoever's tunnel it is; and OpenVPN over TCP inside TLS, which stunnel is used for. */
final class PacketTunnel {

    /** 0 of 1,700 flows of other traffic with so many records, all of one laboratory: taken for at most 0.4 %; ln(0.93 / 0.004). */
    private static final double PACKETS = 5.4;
    /** A header of the right length besides. */
    static final double NAMED = 5.6;
    private static final double ACKNOWLEDGEMENTS = 4;
    private static final String TCP = "RFC 9293 section 3.1, RFC 7323 section 3.2";

    static final Protocol PROTOCOL = Protocol.of("unknown-tunnel", FlowClass.VPN,
            packets("tunnel",
                    "TCP connections begin inside: SYN, SYN-ACK and ACK behind one header, and the ACK's length again and again",
                    PACKETS, sight -> sight.packets().seen()),
            acknowledgements("tunnel", sight -> true),
            behaviour("tunnel.openvpn", 5,
                    "the first messages have the lengths of OpenVPN's resets: L, L + 12 and L + 8, each behind 2 bytes",
                    "OpenVPN wire protocol, openvpn.github.io/openvpn-rfc; ssl_pkt.h", PacketTunnel::openVpn).in(BYTES)
                    .onlyWith(EXCHANGES));

    private static final int LENGTH_FIELD = 2;

    private PacketTunnel() {}

    static Evidence packets(String protocol, String because, double weight, Predicate<Sight> packets) {
        return behaviour(protocol + ".packets", weight, because, TCP, packets).onlyWith(EXCHANGES).telling(PacketTunnel::handshakes);
    }

    static Evidence acknowledgements(String protocol, Predicate<Sight> packets) {
        return behaviour(protocol + ".acknowledgements", ACKNOWLEDGEMENTS,
                "while one side sends long records, the other sends short ones of one length, as TCP inside acknowledges data",
                "RFC 9293 section 3.8.6.3", sight -> packets.test(sight) && sight.clocking().seen())
                .in(RHYTHM).onlyWith(EXCHANGES).telling(PacketTunnel::clocking);
    }

    /** Whether there are packets behind a header of one of these lengths. */
    static boolean behind(Sight sight, int... headers) {
        boolean fits = false;
        for (int header : headers) {
            fits |= sight.packets().behind(header);
        }
        return fits;
    }

    private static String clocking(Sight sight) {
        return sight.clocking().acknowledgements() + " of " + sight.clocking().records() + " records between long ones are "
                + sight.clocking().size() + " bytes, several such, or have blocks of SACK";
    }

    private static String handshakes(Sight sight) {
        InnerPackets packets = sight.packets();
        return packets.handshakes() + " beginning with " + packets.synchronize() + " bytes; " + packets.acknowledgementsFromClient()
                + " records of the client and " + packets.acknowledgementsFromServer() + " of the server are " + packets.acknowledgement()
                + " bytes, " + packets.shorterThanPackets() + " are too short for a packet";
    }

    /** Lengths of no authentication, SHA-1, SHA-256 or tls-crypt, SHA-512. The client's ACK may come with its next message. */
    private static boolean openVpn(Sight sight) {
        ApplicationData data = sight.data();
        int reset = data.count() < 3 || !data.fromClient(0) ? 0 : data.size(0) - LENGTH_FIELD;
        if (reset != 14 && reset != 42 && reset != 54 && reset != 86) {
            return false;
        }
        int answer = 1;
        while (answer < Math.min(data.count(), 6) && !data.fromClient(answer) && data.size(answer) != reset + 12 + LENGTH_FIELD) {
            answer++; // behind session tickets
        }
        return answer + 1 < Math.min(data.count(), 6) && !data.fromClient(answer) && data.fromClient(answer + 1)
                && data.size(answer + 1) >= reset + 8 + LENGTH_FIELD;
    }
}
