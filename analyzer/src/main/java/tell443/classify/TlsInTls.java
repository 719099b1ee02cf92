package tell443.classify;

import static tell443.classify.Evidence.Group.ELSEWHERE;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Given.SERVER_ALIKE;

/** A proxy in TLS that carries TLS: trojan, CONNECT to a proxy that speaks TLS, stunnel in front of one (Xue et al. 2024). */
final class TlsInTls {

    private static final int FEW = 3;

    static final Protocol PROTOCOL = Protocol.of("tls-in-tls", FlowClass.VPN,
            behaviour("tls-in-tls.handshake", 3, "records near the beginning have the sizes of a TLS handshake inside", "Xue et al. 2024",
                    sight -> alike(sight) && InnerHandshake.seen(sight.data())).onlyWith(SERVER_ALIKE),
            behaviour("tls-in-tls.server", 5, "most connections to this server begin with the sizes of a TLS handshake inside",
                    "Xue et al. 2024", TlsInTls::alike).in(ELSEWHERE).onlyWith(SERVER_ALIKE)
                    .telling(sight -> sight.facts.around.serverAlike + " of " + sight.facts.around.serverCompared + " before this one"));

    private TlsInTls() {}

    /** Three before this one, and two of three of all. */
    private static boolean alike(Sight sight) {
        int alike = sight.facts.around.serverAlike;
        return alike >= FEW && alike * 3 >= sight.facts.around.serverCompared * 2 && InnerHandshake.seen(sight.data());
    }
}
