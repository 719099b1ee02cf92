package tell443.classify;

import static tell443.classify.Evidence.Group.BYTES;
import static tell443.classify.Evidence.Group.RHYTHM;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Evidence.hard;
import static tell443.classify.Given.DATAGRAMS;
import static tell443.classify.Given.EXCHANGES;
import static tell443.classify.Given.NO_HTTP2;
import static tell443.classify.PacketTunnel.NAMED;

import tell443.facts.Opening.Messages;

/** SoftEther VPN: a log-in in HTTP, then Ethernet frames, behind a number of frames (4 bytes) and the length of each (4). */
final class SoftEther {

    private static final String SOURCE = "SoftEtherVPN, Cedar/Connection.c, Cedar/Protocol.c";
    /** Number, length, and an Ethernet header of 14 bytes. */
    private static final int HEADER = 22;
    /** A picture is sent with the first request, and up to 2,000 random bytes. */
    private static final int WATERMARK = 1_400;
    private static final int MOST_VALUES = 64;
    private static final int LONGEST_NAME = 64;
    private static final int MOST_TYPES = 4;

    static final Protocol PROTOCOL = Protocol.of("softether", FlowClass.VPN,
            PacketTunnel.packets("softether", "TCP connections begin inside, each packet in an Ethernet frame behind 8 bytes", NAMED,
                    SoftEther::packets),
            PacketTunnel.acknowledgements("softether", SoftEther::packets),
            behaviour("softether.watermark", 3,
                    "the first request is as long as one with SoftEther's picture, and packets are in Ethernet frames",
                    SOURCE, sight -> packets(sight) && watermark(sight.data())).in(BYTES).onlyWith(EXCHANGES),
            behaviour("softether.blocks", NAMED,
                    "one side's records hold 4 bytes and so many times a TCP acknowledgement in an Ethernet frame behind 4 bytes each",
                    SOURCE, sight -> blocks(sight) > 0).in(RHYTHM).onlyWith(EXCHANGES | NO_HTTP2)
                    .telling(sight -> "records of 4 bytes and a multiple of " + blocks(sight)));

    /** Its servers and clients ask where they are seen from, and how to reach each other, with messages in the clear. */
    static final Protocol UDP = Protocol.of("softether", FlowClass.VPN,
            hard("softether.address", 0.9, "a single letter A is answered by an address and a port in text",
                    "SoftEtherVPN, Mayaqua/Network.c, NAT traversal", sight -> address(sight.turns())).onlyWith(DATAGRAMS),
            hard("softether.pack", 0.9, "messages both ways are packs of named values", "SoftEtherVPN, Mayaqua/Pack.c",
                    sight -> pack(sight.turns(), sight.turns().nth(true, 0)) && pack(sight.turns(), sight.turns().nth(false, 0)))
                    .onlyWith(DATAGRAMS));

    private SoftEther() {}

    private static boolean address(Messages turns) {
        int question = turns.nth(true, 0);
        int answer = turns.nth(false, 0);
        return question >= 0 && answer >= 0 && turns.length(question) == 1 && turns.u8(question, 0) == 'A'
                && turns.startsWith(answer, "IP=") && Clear.contains(turns, answer, ",PORT=");
    }

    /** How many values; the first name's length and one more, the name; a type; how many values it has, not none. */
    private static boolean pack(Messages turns, int i) {
        long values = i < 0 ? 0 : turns.u32(i, 0);
        int length = values < 1 || values > MOST_VALUES ? 0 : (int) Math.min(LONGEST_NAME, turns.u32(i, 4) - 1);
        for (int at = 8; at < 8 + length; at++) {
            if (turns.u8(i, at) < '_' && !(turns.u8(i, at) >= '0' && turns.u8(i, at) <= 'Z') || turns.u8(i, at) > 'z') {
                return false;
            }
        }
        long type = turns.count() == 0 || length <= 0 ? -1 : turns.u32(i, 8 + length);
        return type >= 0 && type <= MOST_TYPES && turns.u32(i, 12 + length) >= 1 && turns.u32(i, 12 + length) <= MOST_VALUES;
    }

    private static int blocks(Sight sight) {
        return (sight.given & NO_HTTP2) != 0 ? SoftEtherBlocks.acknowledgement(sight.data()) : 0;
    }

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
