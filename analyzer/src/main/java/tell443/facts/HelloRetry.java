package tell443.facts;

/**
 * A HelloRetryRequest and the ClientHello that answers it (RFC 8446 section 4.1.4, RFC 9147 section 5.1).
 *
 * @param request a ServerHello in form; its cipher is the one that stays, its group the one asked for, or -1; {@link
 *     ServerHelloFacts#NONE} when no packet of the server was captured
 * @param hello the second ClientHello; {@link ClientHelloFacts#NONE} until it was read
 */
public record HelloRetry(ServerHelloFacts request, ClientHelloFacts hello) {

    public static final HelloRetry NONE = new HelloRetry(ServerHelloFacts.NONE, ClientHelloFacts.NONE);

    public boolean present() {
        return this != NONE;
    }

    /** The request was seen and its answer was not. */
    public boolean awaitsHello() {
        return request.present() && !hello.present();
    }
}
