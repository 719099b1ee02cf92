package tell443.classify;

import static tell443.classify.Evidence.list;
import static tell443.classify.Given.TUNNEL_ENDPOINT;

/** Proxying in HTTP (RFC 9298, RFC 9484): iCloud Private Relay, Cloudflare WARP. Its bytes are HTTP/3 or HTTP/2. */
final class Masque {

    static final Protocol PROTOCOL = Protocol.of("masque", FlowClass.VPN,
            list("masque.endpoint", 8.1, 0.60, "the name asked for is the entrance of a tunnel and nothing else",
                    "lists, whose sources NOTICE names",
                    sight -> sight.tunnelEndpoint.present()).onlyWith(TUNNEL_ENDPOINT)
                    .telling(sight -> sight.tunnelEndpoint.key() + " (" + sight.tunnelEndpoint.operator() + ")"));

    private Masque() {}
}
