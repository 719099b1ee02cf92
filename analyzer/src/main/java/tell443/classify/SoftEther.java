package tell443.classify;

import static tell443.classify.Evidence.Group.BYTES;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Given.EXCHANGES;
import static tell443.classify.PacketTunnel.NAMED;

/** SoftEther VPN: a log-in in HTTP, then Ethernet frames, behind a number of frames (4 bytes) and the length of each (4). */
final class SoftEther {

    private static final String SOURCE = "SoftEtherVPN, Cedar/Connection.c, Cedar/Protocol.c";
    /** Number, length, and an Ethernet header of 14 bytes. */
    private static final int HEADER = 22;
    /** A picture is sent with the first request, and up to 2,000 random bytes. */
    private static final int WATERMARK = 1_400;

    static final Protocol PROTOCOL = Protocol.of("softether", FlowClass.VPN,
            PacketTunnel.packets("softether", "TCP connections begin inside, each packet in an Ethernet frame behind 8 bytes", NAMED,
                    SoftEther::packets),
            PacketTunnel.acknowledgements("softether", SoftEther::packets),
            behaviour("softether.watermark", 3,
                    "the first request is as long as one with SoftEther's picture, and packets are in Ethernet frames",
                    SOURCE, sight -> packets(sight) && watermark(sight.data())).in(BYTES).onlyWith(EXCHANGES));

    private SoftEther() {}

    private static boolean packets(Sight sight) {
        return sight.packets().behind(HEADER);
    }

    private static boolean watermark(ApplicationData data) {
        int sum = 0;
        for (int i = 0; i < data.count() && data.fromClient(i); i++) {
            sum += data.size(i);
        }
        return sum >= WATERMARK;
    }
}
