package tell443.quic;

/** What the reader needs from the TLS room, which it does not know: reads hellos from the start of a CRYPTO stream. */
public interface CryptoConsumer {

    /**
     * Called when a whole handshake message is there, and again with more when the answer was {@code TRUNCATED}
     * (a HelloRetryRequest is followed by a ServerHello).
     *
     * @param bytes hold the stream from its first byte at {@code at} on; good only during the call
     * @param held contiguous bytes, at least one handshake message
     * @return {@link tell443.bytes.Cursor} status: OK = read, no more is wanted; TRUNCATED = come again with more;
     *     MALFORMED = give up
     */
    int crypto(boolean fromClient, byte[] bytes, int at, int held);
}
