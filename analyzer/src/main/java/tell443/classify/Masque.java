package tell443.classify;

import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Evidence.list;
import static tell443.classify.Given.EXCHANGES;
import static tell443.classify.Given.TUNNEL_ENDPOINT;

/** Proxying in HTTP (RFC 9298, RFC 9484): iCloud Private Relay, Cloudflare WARP. Its bytes are HTTP/3 or HTTP/2. */
final class Masque {

    static final Protocol PROTOCOL = Protocol.of("masque", FlowClass.VPN,
            list("masque.endpoint", 8.1, 0.60, "the name asked for is the entrance of a tunnel and nothing else",
                    "lists, whose sources NOTICE names",
                    sight -> sight.tunnelEndpoint.present()).onlyWith(TUNNEL_ENDPOINT)
                    .telling(sight -> sight.tunnelEndpoint.key() + " (" + sight.tunnelEndpoint.operator() + ")"),
            behaviour("masque.quic-inside", 8,
                    "in mid-connection datagrams of one length come alone as the first of a QUIC connection inside must, and what follows "
                    + "is acknowledged twice", "RFC 9000 section 14.1, RFC 9298; 0 of 1,069 other connections", Masque::quicInside)
                    .onlyWith(EXCHANGES)
                    .telling(sight -> sight.facts.packets.size(QuicInside.initial(sight.facts.packets)) + " bytes, datagram "
                            + (QuicInside.initial(sight.facts.packets) + 1)));

    private Masque() {}

    private static boolean quicInside(Sight sight) {
        return sight.carrier == Carrier.QUIC && sight.facts.quic.clientInitialOpened && QuicInside.initial(sight.facts.packets) >= 0;
    }
}
