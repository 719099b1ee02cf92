package tell443.classify;

import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Evidence.hard;
import static tell443.classify.Given.CERTIFICATE;
import static tell443.classify.Given.EXCHANGES;

/**
 * Tor: by the names that its link handshake invents, visible up to TLS 1.2 (tor-spec, section "Negotiating and initializing
 * channels"), and by its cells of 514 bytes, which go into records whole (section "Cell packet format").
 */
final class Tor {

    static final Protocol PROTOCOL = Protocol.of("tor", FlowClass.VPN,
            hard("tor.certificate", 0.97,
                    "the certificate has one invented name each for subject (www.*.net) and issuer (www.*.com), and neither was asked for",
                    "tor-spec; 43 of 43 public flows, none of 5,000 others", Tor::certificate).onlyWith(CERTIFICATE)
                    .telling(sight -> sight.tls.certificate.subject() + " issued by " + sight.tls.certificate.issuer()),
            behaviour("tor.cells", 7, "one side's records hold whole cells of 514 bytes, now one and now several",
                    "tor-spec, section Cell packet format", Tor::cells).upTo(0.85).onlyWith(EXCHANGES));

    private static final int CELL = 514;
    private static final int ENOUGH = 6;
    /** Records with no cell in them. */
    private static final int SHORT = 20;
    private static final int MOST_PARTS = 16;

    private Tor() {}

    private static boolean cells(Sight sight) {
        return cells(sight.data(), true) || cells(sight.data(), false);
    }

    /**
     * From the first whole cell on nine of ten records are cells, each alone or with those that follow it: what is longer than a
     * record may be goes into several. And not all are of one length: requests of an application may be.
     */
    private static boolean cells(ApplicationData data, boolean client) {
        int all = 0;
        int whole = 0;
        int alone = 0;
        int first = 0;
        boolean others = false;
        int sum = 0;
        int parts = 0;
        for (int i = 0; i < data.count(); i++) {
            boolean begun = alone > 0 || data.size(i) % CELL == 0;
            if (data.fromClient(i) != client || data.size(i) < SHORT || !begun) {
                continue;
            }
            sum += data.size(i);
            parts++;
            if (sum % CELL == 0) {
                whole += parts;
                alone += parts == 1 ? 1 : 0;
                first = first == 0 ? sum : first;
                others |= sum != first;
            }
            if (sum % CELL == 0 || parts == MOST_PARTS) {
                all += parts;
                sum = 0;
                parts = 0;
            }
        }
        return alone >= ENOUGH && whole * 10 >= all * 9 && others;
    }

    private static boolean certificate(Sight sight) {
        String subject = sight.tls.certificate.subject();
        String issuer = sight.tls.certificate.issuer();
        return invented(subject, "CN=www.", ".net") && invented(issuer, "CN=www.", ".com")
                && sight.tls.clientHello.profile().alpn().isEmpty() && askedForAnother(sight.sni);
    }

    /** The name asked for, if any, is invented, too; ending in .com it cannot be the one that answers. */
    private static boolean askedForAnother(String sni) {
        return sni.isEmpty() || invented(sni, "www.", ".com");
    }

    /** Nothing but the prefix, 4 to 25 characters of base32, and the suffix: no further name attribute. */
    private static boolean invented(String name, String prefix, String suffix) {
        int end = name.length() - suffix.length();
        int length = end - prefix.length();
        if (length < 4 || length > 25 || !name.startsWith(prefix) || !name.endsWith(suffix)) {
            return false;
        }
        for (int i = prefix.length(); i < end; i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '2' || c > '7')) {
                return false;
            }
        }
        return true;
    }
}
