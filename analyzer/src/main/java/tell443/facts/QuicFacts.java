package tell443.facts;

/** What the long headers and Initial packets of a QUIC connection show. One object per connection; grows as it is read. */
public final class QuicFacts {

    private static final byte[] NO_ID = {};

    public static final QuicFacts NONE = new QuicFacts();

    /** Version of the first client Initial (or first long header), 0 when none was seen. */
    public int version;
    /** Text such as {@code v1}, {@code v2}, {@code draft-29}, {@code Q046}; empty when unknown. */
    public String versionName = "";
    /** Google QUIC: public header or Q0xx/T0xx long header. */
    public boolean google;
    /** At least one Initial whose AEAD tag fits was opened, from the client, from the server. */
    public boolean clientInitialOpened;
    public boolean serverInitialOpened;
    public int clientInitials;
    public int serverInitials;
    public boolean versionNegotiation;
    public boolean retry;
    public boolean zeroRtt;
    public boolean handshakePackets;
    /** Short header packets (1-RTT) from the client, from the server. */
    public long clientShort;
    public long serverShort;
    /** Connection ids: of the first client Initial, and the source id each side chose. For reading only. */
    public byte[] originalDcid = NO_ID;
    public byte[] clientScid = NO_ID;
    public byte[] serverScid = NO_ID;
    /** Spin bit seen with both values in short headers. */
    public boolean spin;
    /** Google QUIC CHLO: the UAID tag (user agent) and SNI tag, empty when not seen. */
    public String userAgent = "";
    public String sni = "";
    /** A client Initial was opened but its ClientHello never became whole. */
    public boolean helloIncomplete;
    /** Datagrams after the handshake that are neither long nor short header packets. */
    public long notQuic;
    /** Server answered with anything that is QUIC (long header of the same version, Retry, or version negotiation). */
    public boolean serverAnswered;
    /** Google QUIC: a CHLO was read, from the clear (Q046 and before) or from an Initial (Q050). */
    public boolean googleHello;

    public boolean present() {
        return this != NONE;
    }
}
