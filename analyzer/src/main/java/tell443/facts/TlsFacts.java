package tell443.facts;

/** The visible handshake of a TLS or DTLS connection, and of TLS inside QUIC. One object per connection; grows as it is read. */
public final class TlsFacts {

    /** What came before TLS in the stream, in the clear. */
    public enum Prefix {
        NONE(""),
        PROXY_V1("proxy-v1"),
        PROXY_V2("proxy-v2"),
        HTTP_CONNECT("http-connect"),
        SOCKS4("socks4"),
        SOCKS5("socks5"),
        /** An X.224 connection request (MS-RDPBCGR section 2.2.1.1). */
        RDP("rdp");

        private static final Prefix[] ALL = values();

        private final String label;

        Prefix(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    private static final int PREFIX_MASK = 7;
    private static final int FRAMING_LOST = 8;
    private static final int DTLS_BAD_VERSION = 16;

    public static final TlsFacts NONE = new TlsFacts();

    public ClientHelloFacts clientHello = ClientHelloFacts.NONE;
    public ServerHelloFacts serverHello = ServerHelloFacts.NONE;
    public CertificateFacts certificate = CertificateFacts.NONE;
    public HelloRetry retry = HelloRetry.NONE;
    private byte prefixAndMarks; // 48 bytes in all: one of these objects lives as long as its flow
    public boolean dtls;
    /** A Certificate message of the server was seen, readable or not. */
    public boolean certificateSeen;
    /** The server's session id is the client's: resumption up to TLS 1.2, a formality in TLS 1.3. */
    public boolean sessionEchoed;
    /** ChangeCipherSpec seen from client, from server. */
    public boolean clientChangedCipher;
    public boolean serverChangedCipher;
    /** First alert in the clear, level &lt;&lt; 8 | description, or -1. */
    public short clientAlert = -1;
    public short serverAlert = -1;
    /** First packet of the flow to the end of the hello, microseconds + 1; 0 when it was not seen. */
    public int clientHelloMicros;
    public int serverHelloMicros;
    /** TLS records were seen but no hello: the connection was joined late, or one side is missing. */
    public boolean recordsOnly;
    /** The handshake is that of a tunnel's control channel (OpenVPN), or carried by RDP-UDP: it says nothing of what the flow itself is. */
    public boolean inTunnel;

    public Prefix prefix() {
        return Prefix.ALL[prefixAndMarks & PREFIX_MASK];
    }

    public void setPrefix(Prefix prefix) {
        prefixAndMarks = (byte) (prefixAndMarks & ~PREFIX_MASK | prefix.ordinal());
    }

    /** After a whole handshake the stream stopped being TLS records although no byte is missing. */
    public boolean framingLost() {
        return (prefixAndMarks & FRAMING_LOST) != 0;
    }

    public void loseFraming() {
        prefixAndMarks |= FRAMING_LOST;
    }

    /** DTLS1_BAD_VER 0x0100, spoken by AnyConnect only. */
    public boolean dtlsBadVersion() {
        return (prefixAndMarks & DTLS_BAD_VERSION) != 0;
    }

    public void speakDtlsBadVersion() {
        prefixAndMarks |= DTLS_BAD_VERSION;
    }

    /** Notes a HelloRetryRequest; only one is allowed, and the first is believed. */
    public void requestRetry(ServerHelloFacts request) {
        if (!retry.present()) {
            retry = new HelloRetry(request, ClientHelloFacts.NONE);
        }
    }

    /** The first ClientHello was seen and the second, which the server asked for, was not. */
    public boolean awaitsSecondHello() {
        return retry.awaitsHello() && clientHello.present();
    }

    /** Notes the second ClientHello. */
    public void answerRetry(ClientHelloFacts hello) {
        retry = new HelloRetry(retry.request(), hello);
    }

    public boolean present() {
        return this != NONE;
    }

    /** The session was resumed: TLS 1.3 by an accepted key, TLS 1.2 and older by an echoed session id or without a certificate. */
    public boolean resumed() {
        if (!clientHello.present() || !serverHello.present()) {
            return false;
        }
        if (serverHello.version() >= 0x0304 && serverHello.version() != 0xFEFF && serverHello.version() != 0xFEFD) {
            return serverHello.pskAccepted();
        }
        return !certificateSeen && serverChangedCipher && (sessionEchoed || clientHello.ticketOffered());
    }
}
