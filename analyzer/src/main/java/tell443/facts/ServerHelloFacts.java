package tell443.facts;

/**
 * One ServerHello (RFC 8446 section 4.1.3).
 *
 * @param legacyVersion the version field
 * @param version negotiated: selected_version of supported_versions where present (drafts keep their 0x7fNN), else the field
 * @param cipher the suite's number
 * @param alpn the protocol selected where it is visible (TLS 1.2 and below); empty otherwise
 * @param sessionIdLength bytes; whether it echoes the client's is in {@link TlsFacts#sessionEchoed}
 * @param pskAccepted selected pre_shared_key: TLS 1.3 resumption
 * @param keyShareGroup the group selected, or -1
 * @param extensions types in wire order
 * @param ja3s MD5 in hex
 */
public record ServerHelloFacts(
        int legacyVersion, int version, int cipher, String alpn, int sessionIdLength,
        boolean pskAccepted, int keyShareGroup, int[] extensions, String ja3s, String ja3sRaw) {

    public static final ServerHelloFacts NONE =
            new ServerHelloFacts(-1, -1, -1, "", 0, false, -1, new int[0], "", "");

    public boolean present() {
        return this != NONE;
    }
}
