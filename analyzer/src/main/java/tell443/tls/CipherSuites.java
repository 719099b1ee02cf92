package tell443.tls;

/** IANA names of cipher suites. */
public final class CipherSuites {

    private CipherSuites() {}

    public static String name(int suite) {
        return suite == 0x1301 ? "TLS_AES_128_GCM_SHA256" : "0x" + Integer.toHexString(suite);
    }
}
