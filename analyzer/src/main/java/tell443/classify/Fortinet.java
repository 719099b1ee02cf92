package tell443.classify;

import static tell443.classify.Evidence.Group.BYTES;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Given.EXCHANGES;
import static tell443.classify.PacketTunnel.NAMED;

/** Fortinet's SSL-VPN: PPP frames behind a header of 6 bytes (length, 50 50, length). */
final class Fortinet {

    private static final int HEADER = 6;
    /** Header, FF 03 C0 21 and an LCP message of 8 bytes: code, identifier, length, magic number (RFC 1661 section 5.8). */
    private static final int ECHO = 18;
    /** Header, the protocol, and a message of PPP without options. */
    private static final int SHORTEST = 12;
    private static final int SHORTEST_HTTP = 100;
    /** With the protocol in one or two bytes, or behind FF 03. */
    private static final int[] HEADERS = {7, 8, 10};

    static final Protocol PROTOCOL = Protocol.of("fortinet", FlowClass.VPN,
            behaviour("fortinet.echo", 6,
                    "after a request in HTTP, 18 bytes are answered by 18 now and again: PPP's echo behind 6 bytes",
                    "openfortivpn, io.c; RFC 1661 section 5.8", sight -> echoes(sight, 3)).in(BYTES).onlyWith(EXCHANGES)
                    .telling(sight -> Pings.of(sight.data(), ECHO) + " times"),
            PacketTunnel.packets("fortinet",
                    "TCP connections begin inside, each packet behind the headers of Fortinet and of PPP, which was negotiated", NAMED,
                    Fortinet::packets),
            PacketTunnel.acknowledgements("fortinet", Fortinet::packets));

    private Fortinet() {}

    static boolean packets(Sight sight) {
        return PacketTunnel.behind(sight, HEADERS) && !Sstp.seen(sight)
                && (echoes(sight, 1) || Ppp.negotiated(sight.data(), HEADER));
    }

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
