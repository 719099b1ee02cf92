package tell443.facts;

import java.util.List;

/**
 * What a ClientHello says about the program that sent it; shared by all flows of that program.
 *
 * <p>Lists are comma- or semicolon-free arrays in wire order, GREASE values (RFC 8701) included.
 *
 * @param legacyVersion the version field, such as 0x0303 (DTLS 1.2: 0xfefd)
 * @param maxVersion the highest version offered that is not GREASE: of supported_versions, else the legacy field
 * @param groups named groups offered, @param keyShares groups for which a key share was sent
 * @param alpn protocols offered; bytes outside printable ASCII as {@code \xNN}
 * @param ja3 MD5 in hex, @param ja4 text of the JA4 without its transport letter and SNI letter replaced: complete JA4
 * @param ja3Raw the string that was hashed, @param ja4Raw the JA4_r form (sorted lists instead of hashes)
 */
public record ClientHelloProfile(
        int legacyVersion, int maxVersion, int[] ciphers, int[] extensions, int[] groups, int[] pointFormats,
        int[] signatureAlgorithms, int[] versions, int[] keyShares, List<String> alpn,
        String ja3, String ja4, String ja3Raw, String ja4Raw) {

    public static final ClientHelloProfile NONE = new ClientHelloProfile(
            -1, -1, new int[0], new int[0], new int[0], new int[0], new int[0], new int[0], new int[0], List.of(), "", "", "", "");

    public boolean offersCipher(int suite) {
        for (int cipher : ciphers) {
            if (cipher == suite) {
                return true;
            }
        }
        return false;
    }
}
