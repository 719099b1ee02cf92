package tell443.facts;

/**
 * One ClientHello (RFC 8446 section 4.1.2).
 *
 * @param sni the outer server_name, lower case, bytes outside printable ASCII as {@code \xNN}; empty when there is none
 * @param sniTruncated the name was longer than the 255 bytes that are kept
 * @param sessionIdLength bytes of legacy_session_id
 * @param sessionId legacy_session_id's first eight bytes, 0 when there is none: to see an echo
 * @param ticketOffered a TLS 1.2 session ticket with content, @param pskOffered a TLS 1.3 pre_shared_key
 * @param earlyData the early_data extension: 0-RTT
 * @param length of the handshake message with its header, bytes
 * @param sslv2 it came in the SSLv2-compatible form (RFC 5246 appendix E.2)
 */
public record ClientHelloFacts(
        ClientHelloProfile profile, String sni, boolean sniTruncated, int sessionIdLength, long sessionId,
        boolean ticketOffered, boolean pskOffered, boolean earlyData, EchFacts ech, int length, boolean sslv2) {

    public static final ClientHelloFacts NONE = new ClientHelloFacts(
            ClientHelloProfile.NONE, "", false, 0, 0, false, false, false, EchFacts.NONE, 0, false);

    /** A hello that contradicts itself: it is not present, and has nothing but the name that was read before. */
    public static ClientHelloFacts malformed(String sni, boolean sniTruncated) {
        return new ClientHelloFacts(ClientHelloProfile.NONE, sni, sniTruncated, 0, 0, false, false, false, EchFacts.NONE, 0, false);
    }

    public boolean present() {
        return profile != ClientHelloProfile.NONE;
    }
}
