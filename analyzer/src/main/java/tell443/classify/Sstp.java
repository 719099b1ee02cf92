package tell443.classify;

import static tell443.classify.Evidence.Group.BYTES;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Given.FEW_RECORDS;
import static tell443.classify.PacketTunnel.NAMED;

/**
 * Microsoft's Secure Socket Tunneling Protocol: a request in HTTP, then control messages of fixed lengths and PPP.
 *
 * <p>Lengths by MS-SSTP sections 2.2.9 to 2.2.11: a header of 8 bytes and attributes of 4 and 2 bytes (Call Connect Request), 4 and 36
 * (Call Connect Acknowledge), 4 and 100 (Call Connected).
 */
final class Sstp {

    private static final String SPEC = "MS-SSTP sections 2.2.9, 2.2.10 and 2.2.11";
    private static final int REQUEST = 14;
    private static final int ACKNOWLEDGE = 48;
    private static final int CONNECTED = 112;
    /** SSTP's four bytes, and PPP's protocol in one byte, in two, or behind FF 03. */
    private static final int[] HEADERS = {5, 6, 8};
    private static final int SHORTEST_HTTP = 60;
    /** PPP is agreed upon within so many records. */
    private static final int NEGOTIATION = 60;

    static final Protocol PROTOCOL = Protocol.of("sstp", FlowClass.VPN,
            behaviour("sstp.request", 6,
                    "after one exchange of HTTP, 14 bytes are answered by 48: a call is requested and acknowledged", SPEC,
                    sight -> request(sight.data()) > 0).in(BYTES).onlyWith(FEW_RECORDS),
            behaviour("sstp.connected", 9,
                    "after one exchange of HTTP, 14 bytes are answered by 48, and 112 bytes follow: a call is connected", SPEC,
                    Sstp::connected).in(BYTES).upTo(0.85).onlyWith(FEW_RECORDS),
            PacketTunnel.packets("sstp",
                    "a call is requested, and TCP connections begin inside, each packet behind the headers of SSTP and PPP", NAMED,
                    sight -> PacketTunnel.behind(sight, HEADERS) && seen(sight)));

    private Sstp() {}

    static boolean seen(Sight sight) {
        return request(sight.data()) > 0;
    }

    /** Index of the Call Connect Request, which is the client's second record, or -1. */
    private static int request(ApplicationData data) {
        int at = 1;
        boolean answered = false;
        while (at < data.count() && !data.fromClient(at)) {
            answered |= data.size(at++) >= SHORTEST_HTTP;
        }
        boolean alike = at + 1 < data.count() && data.fromClient(0) && data.size(0) >= SHORTEST_HTTP && answered
                && data.size(at) == REQUEST && !data.fromClient(at + 1) && data.size(at + 1) == ACKNOWLEDGE;
        return alike ? at : -1;
    }

    private static boolean connected(Sight sight) {
        ApplicationData data = sight.data();
        int request = request(data);
        for (int i = request + 2; request > 0 && i < Math.min(data.count(), NEGOTIATION); i++) {
            if (data.fromClient(i) && data.size(i) == CONNECTED) {
                return true;
            }
        }
        return false;
    }
}
