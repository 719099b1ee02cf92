package tell443.classify;

import tell443.facts.FlowFacts;
import tell443.facts.Quality;
import tell443.facts.TlsFacts;

/**
 * Bits for what a flow must hold before some reasons are worth looking for. They are computed once per flow; a reason whose
 * {@link Evidence#needs} are not all given is not looked for, which changes nothing, because it would not be seen.
 */
final class Given {

    static final int CLIENT_HELLO = 1;
    static final int SERVER_HELLO = 1 << 1;
    /** One hello of the two. */
    static final int LONE_HELLO = 1 << 2;
    /** The server selected an application protocol where it can be seen. */
    static final int SELECTED = 1 << 3;
    /** The server selects, or the client offers nothing but, protocols that are not HTTP. */
    static final int NOT_WEB = 1 << 4;
    static final int CERTIFICATE = 1 << 5;
    /** Something in the clear came before TLS. */
    static final int PREFIX = 1 << 6;
    /** After a whole handshake the stream stopped being TLS. */
    static final int FRAMING_LOST = 1 << 7;
    /** First messages that are neither TLS nor of an opened QUIC connection. */
    static final int TURNS = 1 << 8;
    /** Datagrams of no carrier that was recognized. */
    static final int DATAGRAMS = 1 << 9;
    static final int RESOLVER_NAME = 1 << 10;
    static final int RESOLVER_ADDRESS = 1 << 11;
    static final int RESOLVER_CERTIFICATE = 1 << 12;
    static final int TUNNEL_ENDPOINT = 1 << 13;
    static final int OPERATOR = 1 << 14;

    /** Enough records of data, in QUIC datagrams, for their sizes to say something. */
    static final int EXCHANGES = 1 << 15;
    /** The client turned to other servers while this one answered. */
    static final int CONTACTS = 1 << 16;

    /** Earlier connections to the server looked as tunnels do. */
    static final int SERVER_ALIKE = 1 << 17;

    /** Records of data on a connection whose start was seen: enough for first messages. */
    static final int RECORDS = 1 << 18;

    /** Earlier connections to the server looked as DNS does. */
    static final int SERVER_DNS = 1 << 19;

    /** Enough records of data to hold a log-in and a few messages. */
    static final int FEW_RECORDS = 1 << 20;

    /** The client resumed DTLS with the same server and port. */
    static final int DTLS_RESUMED = 1 << 21;

    /** A whole handshake in which HTTP/2 cannot have been agreed on, and nothing is missing. */
    static final int NO_HTTP2 = 1 << 22;

    private static final int FEW = 8;
    private static final int SOME_RECORDS = 4;
    private static final int ENOUGH_RECORDS = 20;
    private static final int ENOUGH_CONTACTS = 4;
    private static final int INCOMPLETE = Quality.GAP.bit() | Quality.RECORDS_LOST.bit() | Quality.SNAPPED.bit() | Quality.MIDSTREAM.bit()
            | Quality.ONE_WAY.bit();

    private Given() {}

    static int of(Sight sight) {
        return hellos(sight) | lists(sight) | (sight.tls.prefix() != TlsFacts.Prefix.NONE ? PREFIX : 0)
                | (sight.tls.framingLost() ? FRAMING_LOST : 0)
                | (sight.turns().count() > 0 ? TURNS : 0)
                | (messages(sight) >= ENOUGH_RECORDS ? EXCHANGES : 0)
                | (sight.tls.serverHello.present()
                        && sight.facts.client.dataRecords + sight.facts.server.dataRecords >= SOME_RECORDS ? RECORDS : 0)
                | (sight.facts.around.contacts >= ENOUGH_CONTACTS ? CONTACTS : 0)
                | (sight.facts.around.serverAlike > 0 ? SERVER_ALIKE : 0)
                | (sight.facts.around.serverLikeDns > 0 ? SERVER_DNS : 0)
                | (sight.facts.client.dataRecords + sight.facts.server.dataRecords >= FEW ? FEW_RECORDS : 0)
                | (sight.facts.around.dtlsResumed ? DTLS_RESUMED : 0)
                | (noHttp2(sight.facts, sight.tls) ? NO_HTTP2 : 0)
                | (sight.carrier == Carrier.UDP ? DATAGRAMS : 0);
    }

    private static long messages(Sight sight) {
        return sight.carrier == Carrier.QUIC ? sight.facts.packets.count()
                : sight.facts.client.dataRecords + sight.facts.server.dataRecords;
    }

    private static int hellos(Sight sight) {
        boolean client = sight.tls.clientHello.present();
        boolean server = sight.tls.serverHello.present();
        return (client ? CLIENT_HELLO : 0) | (server ? SERVER_HELLO : 0)
                | (client != server ? LONE_HELLO : 0)
                | (sight.tls.serverHello.alpn().isEmpty() ? 0 : SELECTED)
                | (sight.offersNoWeb || sight.selectsNoWeb ? NOT_WEB : 0)
                | (sight.tls.certificate.present() ? CERTIFICATE : 0);
    }

    /** HTTP/2 in TLS must be agreed on by ALPN (RFC 9113 section 3.2). */
    static boolean noHttp2(FlowFacts facts, TlsFacts tls) {
        boolean hidden = tls.serverHello.version() >= 0x0304;
        boolean none = hidden ? tls.clientHello.profile().alpn().isEmpty() : tls.serverHello.alpn().isEmpty();
        return none && tls.clientHello.present() && tls.serverHello.present() && (facts.quality & INCOMPLETE) == 0;
    }

    private static int lists(Sight sight) {
        return (sight.resolverName.present() ? RESOLVER_NAME : 0)
                | (sight.resolverAddress.present() ? RESOLVER_ADDRESS : 0)
                | (sight.resolverCertificate.present() ? RESOLVER_CERTIFICATE : 0)
                | (sight.tunnelEndpoint.present() ? TUNNEL_ENDPOINT : 0)
                | (sight.operator.present() ? OPERATOR : 0);
    }
}
