package tell443.classify;

import static tell443.classify.Evidence.Group.BYTES;
import static tell443.classify.Evidence.Group.ELSEWHERE;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Given.DTLS_RESUMED;
import static tell443.classify.Given.FEW_RECORDS;
import static tell443.classify.PacketTunnel.NAMED;

/**
 * Cisco AnyConnect and openconnect over TLS: a log-in in HTTP, then packets behind a header of 8 bytes (STF, 1, length, type, 0).
 * Where DTLS carries the packets, messages without any remain: dead peer detection and keepalive.
 */
final class AnyConnectTls {

    private static final String DRAFT = "draft-mavrogiannopoulos-openconnect, section 2.2";
    private static final int HEADER = 8;
    private static final int SHORTEST_IP = 20;
    private static final int SHORTEST_HTTP = 100;

    static final Protocol PROTOCOL = Protocol.of("anyconnect-tls", FlowClass.VPN,
            PacketTunnel.packets("anyconnect-tls", "TCP connections begin inside, each packet behind 8 bytes, as in AnyConnect", NAMED,
                    AnyConnectTls::packets),
            PacketTunnel.acknowledgements("anyconnect-tls", AnyConnectTls::packets),
            behaviour("anyconnect-tls.alive", 5.5,
                    "after a log-in in HTTP, 8 bytes are answered by 8 bytes, and nothing else is too short for an IP packet behind 8",
                    DRAFT,
                    AnyConnectTls::alive).in(BYTES).onlyWith(FEW_RECORDS)
                    .telling(sight -> Pings.of(sight.data(), HEADER) + " times"),
            behaviour("anyconnect-tls.dtls", 5.5,
                    "meanwhile the client begins DTLS with the same server and port and names a session that was agreed upon elsewhere",
                    "draft-mavrogiannopoulos-openconnect, section 2.4", AnyConnectTls::besideDtls).in(ELSEWHERE).onlyWith(DTLS_RESUMED));

    private AnyConnectTls() {}

    private static boolean packets(Sight sight) {
        return sight.packets().behind(HEADER) && !Sstp.seen(sight) && !Fortinet.packets(sight); // whose headers and PPP's may be as long
    }

    /** Browsers offer HTTP/2; clients of AnyConnect do not. */
    private static boolean besideDtls(Sight sight) {
        return sight.facts.around.dtlsResumed && !Https.notWeb(sight) && !sight.tls.clientHello.profile().alpn().contains("h2");
    }

    private static boolean alive(Sight sight) {
        ApplicationData data = sight.data();
        if (data.count() == 0 || !data.fromClient(0) || data.size(0) < SHORTEST_HTTP || Sstp.seen(sight)) {
            return false;
        }
        for (int i = 0; i < data.count() - 1; i++) { // the last may be the client's farewell
            if (data.size(i) != HEADER && data.size(i) < HEADER + SHORTEST_IP) {
                return false;
            }
        }
        return Pings.of(data, HEADER) >= 2;
    }
}
