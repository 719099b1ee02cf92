package tell443.classify;

import static tell443.classify.Evidence.hard;
import static tell443.classify.Given.CERTIFICATE;

/** Tor over TLS 1.2 and older, by the names its link handshake invents (tor-spec, section "Negotiating and initializing channels"). */
final class Tor {

    static final Protocol PROTOCOL = Protocol.of("tor", FlowClass.VPN,
            hard("tor.certificate", 0.97,
                    "the certificate has one invented name each for subject (www.*.net) and issuer (www.*.com), and neither was asked for",
                    "tor-spec; 43 of 43 public flows, none of 5,000 others", Tor::certificate).onlyWith(CERTIFICATE)
                    .telling(sight -> sight.tls.certificate.subject() + " issued by " + sight.tls.certificate.issuer()));

    private Tor() {}

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
