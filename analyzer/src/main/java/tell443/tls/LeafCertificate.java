package tell443.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import tell443.facts.CertificateFacts;

/** One X.509 certificate, read by the JDK; its parser is loaded with the first certificate. */
final class LeafCertificate {

    private static final int DER_SEQUENCE = 0x30;
    /** Characters kept of a name after escaping; RFC 5280's own bounds allow some 500. */
    private static final int NAME_LIMIT = 1024;
    /** Alternative names kept; public authorities allow 100. */
    private static final int NAMES_LIMIT = 256;
    private static final int NAME_TYPE_DNS = 2; // RFC 5280 section 4.2.1.6
    private static final int NAME_TYPE_IP = 7;

    private final Digests digests = new Digests();
    private final AsciiBuffer text = new AsciiBuffer(NAME_LIMIT);

    CertificateFacts read(byte[] bytes, int at, int length, int chainLength) {
        if (length == 0 || bytes[at] != DER_SEQUENCE) {
            return CertificateFacts.NONE; // the JDK would try PEM
        }
        try {
            ByteArrayInputStream der = new ByteArrayInputStream(bytes, at, length);
            X509Certificate certificate = (X509Certificate) Factory.X509.generateCertificate(der);
            String subject = escaped(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253), false);
            String issuer = escaped(certificate.getIssuerX500Principal().getName(X500Principal.RFC2253), false);
            long notBefore = Math.floorDiv(certificate.getNotBefore().getTime(), 1000L);
            long notAfter = Math.floorDiv(certificate.getNotAfter().getTime(), 1000L);
            return new CertificateFacts(subject, issuer, names(certificate), notBefore, notAfter,
                    digests.sha256(bytes, at, length, 32), chainLength);
        } catch (CertificateException | RuntimeException e) {
            return CertificateFacts.NONE; // hostile bytes: whatever the JDK's parser says, the caller counts it
        }
    }

    private List<String> names(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        if (all == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (List<?> name : all) {
            int type = (Integer) name.get(0);
            if ((type == NAME_TYPE_DNS || type == NAME_TYPE_IP) && names.size() < NAMES_LIMIT) {
                names.add(escaped((String) name.get(1), true));
            }
        }
        return List.copyOf(names);
    }

    /**
     * Printable ASCII. RFC 4514 escapes with backslashes itself, but never as {@code \x}, so those of a distinguished
     * name can stay; {@code ofHost}: a host name has none by rights, is a list item, and is put into lower case.
     */
    private String escaped(String name, boolean ofHost) {
        text.clear();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            int c = octet & 0xFF;
            if (text.length >= NAME_LIMIT) {
                break;
            } else if (ofHost) {
                text.escaped(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
            } else if (c == '\\' || c == ';') {
                text.put(c);
            } else {
                text.escaped(c);
            }
        }
        return text.text();
    }

    private static final class Factory {

        static final CertificateFactory X509 = create();

        private static CertificateFactory create() {
            try {
                return CertificateFactory.getInstance("X.509");
            } catch (CertificateException e) {
                throw new IllegalStateException(e); // every Java platform has it
            }
        }
    }
}
