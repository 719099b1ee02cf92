package tell443.classify;

import static tell443.classify.Evidence.Group.RHYTHM;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Evidence.list;
import static tell443.classify.Given.EXCHANGES;
import static tell443.classify.Given.TUNNEL_ENDPOINT;

/** Proxying in HTTP (RFC 9298, RFC 9484): iCloud Private Relay, Cloudflare WARP. Its bytes are HTTP/3 or HTTP/2. */
final class Masque {

    /** 24 of 24 tunnels with a transfer inside; 0 of 880 other connections in QUIC, 0 of 174 in which so much was
     * sent: by that alone 5.5. */
    private static final double TWICE = 6;

    static final Protocol PROTOCOL = Protocol.of("masque", FlowClass.VPN,
            list("masque.endpoint", 8.1, 0.60, "the name asked for is the entrance of a tunnel and nothing else",
                    "lists, whose sources NOTICE names",
                    sight -> sight.tunnelEndpoint.present()).onlyWith(TUNNEL_ENDPOINT)
                    .telling(sight -> sight.tunnelEndpoint.key() + " (" + sight.tunnelEndpoint.operator() + ")"),
            behaviour("masque.acknowledged-twice", TWICE,
                    "what is sent is acknowledged twice, by datagrams of two lengths in turn: packets go through QUIC",
                    "RFC 9221 section 5.2, RFC 9298, RFC 9484", sight -> sight.carrier == Carrier.QUIC
                            && sight.twice().seen(sight.facts.packets)).in(RHYTHM).onlyWith(EXCHANGES)
                    .telling(sight -> sight.twice().words()));

    private Masque() {}
}
