package tell443.facts;

import java.util.List;

/**
 * The leaf certificate a TLS 1.2 or older server sent.
 *
 * @param subject RFC 4514 string, @param issuer likewise
 * @param names subject alternative names of type DNS and IP
 * @param notBeforeSeconds validity, seconds since 1970, @param notAfterSeconds likewise
 * @param sha256 of the DER bytes, hex
 * @param chainLength certificates in the message
 */
public record CertificateFacts(
        String subject, String issuer, List<String> names, long notBeforeSeconds, long notAfterSeconds, String sha256, int chainLength) {

    public static final CertificateFacts NONE = new CertificateFacts("", "", List.of(), 0, 0, "", 0);

    public boolean present() {
        return this != NONE;
    }
}
