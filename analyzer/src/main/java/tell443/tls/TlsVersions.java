package tell443.tls;

/** Names of TLS and DTLS versions. */
public final class TlsVersions {

    private TlsVersions() {}

    public static String name(int version) {
        return switch (version) {
            case 0x0304 -> "TLSv1.3";
            case 0x0303 -> "TLSv1.2";
            default -> "0x" + Integer.toHexString(version);
        };
    }
}
