package tell443.tls;

import tell443.facts.Quality;

/** What {@link DtlsReader} must keep of one DTLS association between datagrams. */
public final class DtlsConnection {

    final DtlsFragments[] clientMessages = new DtlsFragments[DtlsFragments.MESSAGES];
    final DtlsFragments[] serverMessages = new DtlsFragments[DtlsFragments.MESSAGES];
    /** Bytes held for fragments of both sides. */
    int heldBytes;
    /** Message sequence of the latest ClientHello that was whole, or -1: what is not above it came again. */
    int clientHelloSequence = -1;
    boolean version13;
    boolean helloVerify;
    boolean rolesSwapped;
    int quality;

    /** Bits of {@link Quality} that the handshake earned so far; a hello still in pieces is one of them. */
    public int quality() {
        boolean pieces = hasHello(clientMessages) || hasHello(serverMessages);
        return pieces ? quality | Quality.HELLO_INCOMPLETE.bit() : quality;
    }

    /** The server asked the client to show that it can receive (HelloVerifyRequest, RFC 6347 section 4.2.1). */
    public boolean helloVerifyRequested() {
        return helloVerify;
    }

    /** A ClientHello came from the side that was called the server, or the reverse: the sides must change names. */
    public boolean rolesSwapped() {
        return rolesSwapped;
    }

    /** Bytes of fragments held back. */
    public int heldBytes() {
        return heldBytes;
    }

    private static boolean hasHello(DtlsFragments[] messages) {
        for (DtlsFragments message : messages) {
            if (message != null && message.type != DtlsReader.CERTIFICATE) {
                return true;
            }
        }
        return false;
    }
}
