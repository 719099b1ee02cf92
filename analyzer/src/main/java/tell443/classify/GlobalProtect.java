package tell443.classify;

import static tell443.classify.Evidence.Group.BYTES;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Given.FEW_RECORDS;
import static tell443.classify.PacketTunnel.NAMED;

/** Palo Alto's GlobalProtect in TLS: a request, START_TUNNEL, then packets behind 16 bytes (1a2b3c4d, type, length, 1, 0). */
final class GlobalProtect {

    private static final String SOURCE = "openconnect, gpst.c";
    /** START_TUNNEL, without any HTTP around it. */
    static final int START = 12;
    private static final int HEADER = 16;
    private static final int SHORTEST_IP = 20;
    private static final int SHORTEST_HTTP = 60;
    private static final int ENOUGH = 6;

    static final Protocol PROTOCOL = Protocol.of("globalprotect", FlowClass.VPN,
            behaviour("globalprotect.start", 6,
                    "a request is answered by 12 bytes, and all that follows are 16 bytes or an IP packet behind 16",
                    SOURCE, sight -> start(sight.data())).in(BYTES).onlyWith(FEW_RECORDS),
            PacketTunnel.packets("globalprotect", "TCP connections begin inside, each packet behind 16 bytes, as in GlobalProtect", NAMED,
                    GlobalProtect::packets),
            PacketTunnel.acknowledgements("globalprotect", GlobalProtect::packets));

    private GlobalProtect() {}

    private static boolean packets(Sight sight) {
        return sight.packets().behind(HEADER);
    }

    /** The answer is START_TUNNEL without any HTTP around it; later on packets go both ways, or messages without any. */
    private static boolean start(ApplicationData data) {
        int at = 0;
        while (at < data.count() && data.size(at) >= SHORTEST_HTTP) {
            at++;
        }
        if (at == 0 || at >= data.count() || data.fromClient(at) || data.size(at) != START || !data.fromClient(at - 1)) {
            return false;
        }
        int client = 0;
        int server = 0;
        for (int i = at + 1; i < data.count(); i++) {
            if (data.size(i) != HEADER && data.size(i) < HEADER + SHORTEST_IP) {
                return false;
            }
            client += data.fromClient(i) ? 1 : 0;
            server += data.fromClient(i) ? 0 : 1;
        }
        return client >= ENOUGH && server >= ENOUGH || Pings.of(data, HEADER) >= 2;
    }
}
