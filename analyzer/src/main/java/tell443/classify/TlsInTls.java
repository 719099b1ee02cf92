package tell443.classify;

import static tell443.classify.Evidence.Group.BYTES;
import static tell443.classify.Evidence.Group.ELSEWHERE;
import static tell443.classify.Evidence.Group.RHYTHM;
import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Given.EXCHANGES;
import static tell443.classify.Given.RECORDS;
import static tell443.classify.Given.SERVER_ALIKE;

/**
 * A proxy in TLS, told by what it carries: TLS (trojan, VLESS, CONNECT to a proxy that speaks TLS; Xue et al. 2024), SOCKS, SSH.
 * Weights are start values: seen in three of four, and in none of 3,500 flows that are no tunnels.
 */
final class TlsInTls {

    private static final int FEW = 3;

    static final Protocol PROTOCOL = Protocol.of(TlsInTls::kind, "tls-in-tls", FlowClass.VPN,
            behaviour("tls-in-tls.script", 5, "records have the exact lengths of a TLS handshake inside: ClientHello, flight, Finished",
                    "RFC 8446 section 4.4, RFC 5246 section 7.4", sight -> sight.inner().script()).onlyWith(RECORDS)
                    .telling(sight -> sight.inner().words()),
            behaviour("tls-in-tls.ladder", 5, "after what may be a ClientHello and a flight inside, a record is as long as SETTINGS of "
                    + "HTTP/2 acknowledged, or close_notify, inside TLS", "RFC 9113 section 6.5, RFC 8446 section 5.2",
                    sight -> sight.inner().ladder()).in(RHYTHM).onlyWith(RECORDS).telling(sight -> sight.inner().words()),
            behaviour("tls-in-tls.socks", 7, "first records have the exact lengths of a SOCKS handshake: a proxy is asked inside",
                    "RFC 1928, RFC 1929", sight -> StreamInTls.socks(sight.data())).in(BYTES).upTo(0.85).onlyWith(RECORDS),
            behaviour("tls-in-tls.ssh", 7, "first records have the lengths of SSH: a banner, key exchange in whole blocks, NEWKEYS",
                    "RFC 4253 sections 4.2, 6, 7 and 8", sight -> SshInTls.seen(sight.data())).in(BYTES).upTo(0.85).onlyWith(RECORDS),
            behaviour("tls-in-tls.padding", 5, "large records in a row differ at random, and by less than 64 bytes",
                    "VMess: padding of 0 to 63 bytes; at most 4 such in a row in 1,000 web flows",
                    sight -> StreamInTls.padded(sight.data())).in(RHYTHM).onlyWith(EXCHANGES),
            behaviour("tls-in-tls.bytes", 5, "behind what may ask a proxy for a host, single bytes go both ways, as typed keys do",
                    "HTTP and websockets have no message of one byte; 14 of 14, 0 of 3,450 other flows",
                    sight -> StreamInTls.bytes(sight.data())).in(BYTES).onlyWith(EXCHANGES),
            behaviour("tls-in-tls.streams", 5, "streams share the connection, each piece behind a header of one length, and in them are the "
                    + "lengths of TLS handshakes and of what follows", "RFC 8446 section 4.4.4, RFC 9113 sections 6.5.3 and 8.5",
                    sight -> InnerStreams.finished(sight.data()) > 0).onlyWith(EXCHANGES)
                    .telling(sight -> "each ends with " + InnerStreams.finished(sight.data()) + " bytes"),
            behaviour("tls-in-tls.handshake", 3, "records near the beginning have the sizes of a TLS handshake inside",
                    "Xue et al. 2024", TlsInTls::alike).onlyWith(SERVER_ALIKE),
            behaviour("tls-in-tls.server", 5, "half of the connections to this server or more begin with a TLS handshake inside",
                    "Xue et al. 2024", TlsInTls::alike).in(ELSEWHERE).onlyWith(SERVER_ALIKE)
                    .telling(TlsInTls::company),
            behaviour("tls-in-tls.company", 5, "four of five connections to this server or more begin with a TLS handshake inside, and this "
                    + "one with an upgrade to a websocket, or a request as long as a ClientHello", "Xue et al. 2024",
                    TlsInTls::inCompany).in(ELSEWHERE).onlyWith(SERVER_ALIKE).telling(TlsInTls::company));

    private TlsInTls() {}

    /** A stream that holds no TLS is a tunnel whose kind has no name of its own. */
    private static String kind(Sight sight) {
        boolean tls = sight.inner().script() || sight.inner().ladder() || StreamInTls.padded(sight.data()) || alike(sight);
        boolean other = StreamInTls.socks(sight.data()) || SshInTls.seen(sight.data()) || StreamInTls.bytes(sight.data());
        return tls || !other ? "tls-in-tls" : "unknown-tunnel";
    }

    private static String company(Sight sight) {
        return sight.facts.around.serverAlike + " of " + sight.facts.around.serverCompared + " before this one";
    }

    private static boolean inCompany(Sight sight) {
        int alike = sight.facts.around.serverAlike;
        return alike >= FEW && alike * 5 >= sight.facts.around.serverCompared * 4 && InnerHandshake.begins(sight.data());
    }

    /** Three before this one, and half of all. */
    private static boolean alike(Sight sight) {
        int alike = sight.facts.around.serverAlike;
        return alike >= FEW && alike * 2 >= sight.facts.around.serverCompared
                && (InnerHandshake.seen(sight.data()) || InnerHandshake.inWebsocket(sight.data()) > 0);
    }
}
