package tell443.classify;

import static tell443.classify.Evidence.hard;

import java.util.List;

/** DNS over QUIC (RFC 9250). */
final class Doq {

    static final Protocol PROTOCOL = Protocol.of("doq", FlowClass.DOH,
            hard("doq.alpn", 0.98, "the client offers the application protocol doq in an Initial packet that opens",
                    "RFC 9250 section 4.1.1",
                    Doq::offered));

    private Doq() {}

    static boolean offered(Sight sight) {
        List<String> offered = sight.tls.clientHello.profile().alpn();
        for (int i = 0; i < offered.size(); i++) {
            if (Alpn.dnsOverQuic(offered.get(i))) {
                return true;
            }
        }
        return false;
    }
}
