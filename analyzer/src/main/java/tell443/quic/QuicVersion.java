package tell443.quic;

import java.util.HexFormat;

/**
 * What a version number means for reading Initial packets: the salt and labels of their keys, the place of the type
 * bits, and whether Google's own handshake is inside.
 *
 * <p>Sources: RFC 9001 section 5.2, RFC 9369 section 3, draft-ietf-quic-tls-22 to -34 section 5.2; for Google's
 * versions and Facebook's mvfst the constants of quiche (BSD-3) and mvfst (MIT).
 */
final class QuicVersion {

    /** Nothing is known but the number. */
    static final int UNKNOWN = 0;
    /** Initials can be opened; CRYPTO frames hold TLS. */
    static final int TLS = 1;
    /** Initials can be opened; CRYPTO frames hold Google's handshake. */
    static final int GOOGLE_SEALED = 2;
    /** Google's handshake in the clear: Q046 and before. */
    static final int GOOGLE_CLEAR = 3;
    /** Reserved to provoke version negotiation (RFC 9000 section 15); may turn out to be v1 or draft 29. */
    static final int GREASED = 4;

    private static final String SALT_V1 = "38762cf7f55934b34d179ae6a4c80cadccbb7f0a";
    private static final String SALT_V2 = "0dede3def700a6db819381be6e269dcbf9bd2ed9";
    private static final String SALT_V2_DRAFT = "a707c203a59b47184a1d62ca570406ea7ae3e5d3";
    private static final String SALT_22 = "7fbcdb0e7c66bbe9193a96cd21519ebd7a02644a";
    private static final String SALT_23 = "c3eef712c72ebb5a11a7d2432bb46365bef9f502";
    private static final String SALT_29 = "afbfec289993d24c9e9786f19c6111e04390a899";

    static final QuicVersion V1 = new QuicVersion(1, "v1", TLS, SALT_V1, false);
    static final QuicVersion DRAFT_29 = new QuicVersion(0xFF00001D, "draft-29", TLS, SALT_29, false);

    private static final QuicVersion[] KNOWN = {
        V1,
        new QuicVersion(0x6B3343CF, "v2", TLS, SALT_V2, true),
        DRAFT_29,
        new QuicVersion(0xFACEB001, "mvfst-22", TLS, SALT_22, false),
        new QuicVersion(0xFACEB002, "mvfst-27", TLS, SALT_23, false),
        new QuicVersion(0xFACEB00E, "mvfst-exp", TLS, SALT_23, false),
        new QuicVersion(0xFACEB003, "mvfst-v1", TLS, SALT_V1, false),
        new QuicVersion(0xFACEB010, "mvfst-alias", TLS, SALT_23, false),
        new QuicVersion(0xFACEB011, "mvfst-exp2", TLS, SALT_23, false),
        new QuicVersion(0xFACEB013, "mvfst-exp3", TLS, SALT_23, false),
        new QuicVersion(0x54303531, "T051", TLS, "7a4edef4e7ccee5fa4506c19124fc8ccda6e033d", false),
        new QuicVersion(0x54303530, "T050", TLS, "7ff579e5acd072915580304c43a2367c60488310", false),
        new QuicVersion(0x51303530, "Q050", GOOGLE_SEALED, "504574efd066fe2f9d945cfcdbd3a7f0d3b56b45", false),
        new QuicVersion(0x709A50C4, "v2-draft-01", TLS, SALT_V2_DRAFT, true),
        draft(22, SALT_22), draft(23, SALT_23), draft(24, SALT_23), draft(25, SALT_23), draft(26, SALT_23),
        draft(27, SALT_23), draft(28, SALT_23), draft(30, SALT_29), draft(31, SALT_29), draft(32, SALT_29),
        draft(33, SALT_V1), draft(34, SALT_V1),
    };

    final int number;
    final String name;
    final int kind;
    /** Version 2: packet types are counted one on, and labels say so. */
    final boolean second;
    private final String salt;
    private int[] saltPads = {}; // made when first asked for: two compressions

    private QuicVersion(int number, String name, int kind, String salt, boolean second) {
        this.number = number;
        this.name = name;
        this.kind = kind;
        this.salt = salt;
        this.second = second;
    }

    private static QuicVersion draft(int draft, String salt) {
        return new QuicVersion(0xFF000000 | draft, "draft-" + draft, TLS, salt, false);
    }

    static QuicVersion of(int number) {
        for (QuicVersion version : KNOWN) {
            if (version.number == number) {
                return version;
            }
        }
        return new QuicVersion(number, text(number), isClearGoogle(number) ? GOOGLE_CLEAR : isGreased(number) ? GREASED : UNKNOWN,
                "", false);
    }

    /** A number that QUIC is known to use, or that it reserves. */
    static boolean isPlausible(int number) {
        if (number == 1 || isGreased(number) || isClearGoogle(number)) {
            return true;
        }
        for (QuicVersion version : KNOWN) {
            if (version.number == number) {
                return true;
            }
        }
        return number >>> 8 == 0xFF0000 && (number & 0xFF) < 64; // drafts older than what can be opened
    }

    static boolean isGreased(int number) {
        return (number & 0x0F0F0F0F) == 0x0A0A0A0A;
    }

    /** "Q0" and two digits, up to Q049. */
    static boolean isClearGoogle(int number) {
        int tens = number >>> 8 & 0xFF;
        int ones = number & 0xFF;
        return number >>> 16 == ('Q' << 8 | '0') && tens >= '0' && tens <= '4' && ones >= '0' && ones <= '9';
    }

    boolean isGoogle() {
        int letter = number >>> 24;
        return kind == GOOGLE_CLEAR || kind == GOOGLE_SEALED || letter == 'T' && kind == TLS;
    }

    /** Empty unless the keys of Initials are known. Racing workers would make the same words. */
    int[] saltPads() {
        int[] pads = saltPads;
        if (pads.length == 0 && !salt.isEmpty()) {
            pads = Hkdf.salt(HexFormat.of().parseHex(salt));
            saltPads = pads;
        }
        return pads;
    }

    private static String text(int number) {
        if (isClearGoogle(number)) {
            return new String(new char[] {'Q', '0', (char) (number >>> 8 & 0xFF), (char) (number & 0xFF)});
        }
        String hex = Integer.toHexString(number);
        return "0x" + "00000000".substring(hex.length()) + hex;
    }
}
