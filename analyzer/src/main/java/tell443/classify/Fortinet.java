package tell443.classify;

import static tell443.classify.Evidence.Group.BYTES;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Given.EXCHANGES;

/** Fortinet's SSL-VPN: PPP frames behind a header of 6 bytes (length, 50 50, length). */
final class Fortinet {

    /** Header, FF 03 C0 21 and an LCP message of 8 bytes: code, identifier, length, magic number (RFC 1661 section 5.8). */
    private static final int ECHO = 18;
    /** Header, address and control, C0 21 and four bytes: the shortest of LCP. */
    private static final int SHORTEST = 12;
    private static final int SHORTEST_HTTP = 100;
    /** With the protocol in one or two bytes, or behind FF 03. */
    private static final int[] HEADERS = {7, 8, 10};

    static final Protocol PROTOCOL = Protocol.of("fortinet", FlowClass.VPN,
            behaviour("fortinet.echo", 6, "after a request in HTTP, 18 bytes are answered by 18 bytes now and again: PPP's echo behind 6 bytes",
                    "openfortivpn, io.c; RFC 1661 section 5.8", sight -> echoes(sight, 3)).in(BYTES).onlyWith(EXCHANGES)
                    .telling(sight -> Pings.of(sight.data(), ECHO) + " times"),
            behaviour("fortinet.packets", 5.6, "TCP connections begin inside, each packet behind the headers of Fortinet and PPP, and PPP's echo",
                    "openfortivpn, io.c; RFC 9293 section 3.1",
                    sight -> PacketTunnel.behind(sight, HEADERS) && echoes(sight, 1)).onlyWith(EXCHANGES));

    private Fortinet() {}

    private static boolean echoes(Sight sight, int enough) {
        ApplicationData data = sight.data();
        if (data.count() == 0 || !data.fromClient(0) || data.size(0) < SHORTEST_HTTP || Sstp.seen(sight)) {
            return false;
        }
        for (int i = 0; i < data.count() - 1; i++) {
            if (data.size(i) < SHORTEST) {
                return false;
            }
        }
        return Pings.of(data, ECHO) >= enough;
    }
}
