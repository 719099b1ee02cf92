package tell443.tls;

/** Protocol versions as they stand in hellos, and their names. */
public final class TlsVersions {

    static final int TLS_1_2 = 0x0303;
    static final int TLS_1_3 = 0x0304;
    /** Spoken by OpenSSL before 0.9.8f and still by AnyConnect. */
    static final int DTLS_BAD = 0x0100;
    static final int DTLS_1_0 = 0xFEFF;
    static final int DTLS_1_2 = 0xFEFD;
    static final int DTLS_1_3 = 0xFEFC;

    private TlsVersions() {}

    /** Such as {@code TLSv1.2}, {@code TLSv1.3-draft-28}, {@code DTLSv1.2}; {@code 0xNNNN} when unknown; empty below 0. */
    public static String name(int version) {
        return switch (version) {
            case 0x0002 -> "SSLv2";
            case 0x0300 -> "SSLv3";
            case 0x0301 -> "TLSv1.0";
            case 0x0302 -> "TLSv1.1";
            case TLS_1_2 -> "TLSv1.2";
            case TLS_1_3 -> "TLSv1.3";
            case DTLS_BAD -> "DTLSv0.9"; // OpenSSL's name for it
            case DTLS_1_0 -> "DTLSv1.0";
            case DTLS_1_2 -> "DTLSv1.2";
            case DTLS_1_3 -> "DTLSv1.3";
            default -> otherName(version);
        };
    }

    /** TLS 1.3 before it was an RFC: the draft's number in the low byte. */
    static boolean isDraft(int version) {
        return version >>> 8 == 0x7F;
    }

    /** Whether this is a version of TLS or DTLS 1.3, drafts included. */
    public static boolean isTls13(int version) {
        return version == TLS_1_3 || version == DTLS_1_3 || isDraft(version);
    }

    static boolean isDtls(int version) {
        return version == DTLS_1_0 || version == DTLS_1_2 || version == DTLS_1_3 || version == DTLS_BAD;
    }

    /** Orders versions by age; the number alone does not: DTLS counts down, and drafts of TLS 1.3 lie above it. */
    static int age(int version) {
        return switch (version) {
            case TLS_1_3, DTLS_1_3 -> 0x400;
            case DTLS_1_2 -> 0x203;
            case DTLS_1_0 -> 0x202;
            case DTLS_BAD -> 0x201;
            case 0x0002, 0x0300, 0x0301, 0x0302, TLS_1_3 - 1 -> version - 0x0100;
            default -> isDraft(version) ? 0x300 + (version & 0xFF) : -0x10000 + version;
        };
    }

    private static String otherName(int version) {
        if (version < 0) {
            return "";
        }
        AsciiBuffer text = new AsciiBuffer(32);
        if (isDraft(version)) {
            return text.put("TLSv1.3-draft-").decimal(version & 0xFF).text();
        }
        return text.put("0x").hex4(version).text();
    }
}
