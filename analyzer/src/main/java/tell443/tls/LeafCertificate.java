package tell443.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import tell443.facts.CertificateFacts;

/** One X.509 certificate: a plain one is read here, any other by the JDK, whose parser is loaded with the first of them. */
final class LeafCertificate {

    private static final int DER_SEQUENCE = 0x30;
    /** Characters kept of a name after escaping; RFC 5280's own bounds allow some 500. */
    static final int NAME_LIMIT = 1024;
    /** Alternative names kept; public authorities allow 100. */
    static final int NAMES_LIMIT = 256;
    private static final int NAME_TYPE_DNS = 2; // RFC 5280 section 4.2.1.6
    private static final int NAME_TYPE_IP = 7;

    private final PlainCertificate plain = new PlainCertificate();
    private final Digests digests = new Digests();
    private final AsciiBuffer text = new AsciiBuffer(NAME_LIMIT);

    CertificateFacts read(byte[] bytes, int at, int length, int chainLength) {
        if (length == 0 || bytes[at] != DER_SEQUENCE) {
            return CertificateFacts.NONE; // the JDK would try PEM
        }
        return plain.read(bytes, at, length)
                ? new CertificateFacts(plain.subject, plain.issuer, plain.names, plain.notBefore, plain.notAfter,
                        digests.sha256(bytes, at, length, 32), chainLength)
                : readByJdk(bytes, at, length, chainLength);
    }

    /** Apart, so that a test can compare. */
    CertificateFacts readByJdk(byte[] bytes, int at, int length, int chainLength) {
        try {
            ByteArrayInputStream der = new ByteArrayInputStream(bytes, at, length);
            X509Certificate certificate = (X509Certificate) Factory.X509.generateCertificate(der);
            String subject = escaped(certificate.getSubjectX500Principal().getName(X500Principal.RFC2253, Factory.KEYWORDS), false);
            String issuer = escaped(certificate.getIssuerX500Principal().getName(X500Principal.RFC2253, Factory.KEYWORDS), false);
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
                String value = (String) name.get(1);
                names.add(escaped(type == NAME_TYPE_IP ? shortest(value) : value, true));
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

    /** The JDK writes all eight groups of an IPv6 address; RFC 5952 section 4.2 leaves out the first longest run of zeros. */
    static String shortest(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        String framed = ":" + address + ":";
        for (String zeros = ":0:0:0:0:0:0:0:0:"; zeros.length() > 3; zeros = zeros.substring(2)) {
            int at = framed.indexOf(zeros);
            if (at >= 0) {
                String head = framed.substring(0, at);
                String tail = framed.substring(at + zeros.length());
                String text = head + "::" + tail;
                return text.substring(head.isEmpty() ? 0 : 1, text.length() - (tail.isEmpty() ? 0 : 1));
            }
        }
        return address;
    }

    private static final class Factory {

        static final CertificateFactory X509 = create();
        static final Map<String, String> KEYWORDS = AttributeType.keywords();

        private static CertificateFactory create() {
            try {
                return CertificateFactory.getInstance("X.509");
            } catch (CertificateException e) {
                throw new IllegalStateException(e); // every Java platform has it
            }
        }
    }
}
