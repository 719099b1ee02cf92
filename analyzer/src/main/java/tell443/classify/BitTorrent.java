package tell443.classify;

import static tell443.classify.Evidence.hard;

/** BitTorrent peers (BEP 3) and their distributed table (BEP 5). */
final class BitTorrent {

    static final Protocol PROTOCOL = Protocol.of("bittorrent", FlowClass.OTHER,
            hard("bittorrent.handshake", 0.98, "the peer handshake: 19 and BitTorrent protocol", "BEP 3",
                    sight -> sight.turns().count() > 0 && sight.turns().startsWith(0, "\u0013BitTorrent protocol")),
            hard("bittorrent.table", 0.95, "a query of the distributed hash table", "BEP 5",
                    sight -> !sight.facts.tcp && sight.turns().count() > 0 && sight.turns().startsWith(0, "d1:ad2:id20:")));

    private BitTorrent() {}
}
