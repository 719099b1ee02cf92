package tell443.tls;

import tell443.bytes.Cursor;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.ClientHelloFacts;
import tell443.facts.ClientHelloProfile;
import tell443.facts.EchFacts;
import tell443.facts.ServerHelloFacts;

/**
 * Reads ClientHello and ServerHello messages and remembers what it made of them.
 *
 * <p>Every read takes a message where it lies and answers {@link Cursor#OK}, {@link Cursor#TRUNCATED} or {@link
 * Cursor#MALFORMED}; the facts are worth asking for only after OK, and stay good for ever. What is malformed is counted
 * here; what is truncated is the caller's to await. One per worker.
 */
public final class HelloReader {

    /** What carries the handshake; JA4 begins with its letter. */
    public enum Transport {
        TCP('t'),
        QUIC('q'),
        DTLS('d');

        private final char letter;

        Transport(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }
    }

    private static final int HEADER_LENGTH = 4; // type, 24-bit length
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;

    private final Counters counters;
    private final Cursor in = new Cursor();
    private final ClientHelloLayout clientLayout = new ClientHelloLayout();
    private final ServerHelloLayout serverLayout = new ServerHelloLayout();
    private final Sslv2Hello sslv2 = new Sslv2Hello();
    private final Names names = new Names();
    private final ClientHelloProfiles clientProfiles;
    private final ServerHellos serverHellos;

    private ClientHelloFacts clientHello = ClientHelloFacts.NONE;
    private ServerHelloFacts serverHello = ServerHelloFacts.NONE;
    private boolean malformedExtension;
    private int missing;

    public HelloReader(Counters counters) {
        this.counters = counters;
        Digests digests = new Digests();
        clientProfiles = new ClientHelloProfiles(digests);
        serverHellos = new ServerHellos(digests);
    }

    /**
     * Reads a ClientHello with its header: type and 24-bit length. For DTLS that is the message put together again,
     * without the fields of its fragments. What is held behind the message is not looked at.
     */
    public int readClientHello(byte[] bytes, int at, int held, Transport transport) {
        clientHello = ClientHelloFacts.NONE;
        clientLayout.serverName.clear();
        int length = open(bytes, at, held, CLIENT_HELLO);
        return length < 0 ? answer(in.status()) : clientHelloBody(bytes, at + HEADER_LENGTH, held - HEADER_LENGTH, length, transport);
    }

    /** Reads a ServerHello with its header, a HelloRetryRequest of TLS 1.3 included. */
    public int readServerHello(byte[] bytes, int at, int held, Transport transport) {
        serverHello = ServerHelloFacts.NONE;
        int length = open(bytes, at, held, SERVER_HELLO);
        return length < 0 ? answer(in.status()) : serverHelloBody(bytes, at + HEADER_LENGTH, held - HEADER_LENGTH, length);
    }

    /** Reads a ClientHello in the form of SSLv2, with its two bytes of record header (RFC 5246 appendix E.2). */
    public int readSslv2ClientHello(byte[] bytes, int at, int held) {
        clientHello = ClientHelloFacts.NONE;
        malformedExtension = false;
        int status = sslv2.read(bytes, in, at, held);
        missing = Math.max(1, in.missing());
        if (status == Cursor.OK) {
            clientHello = sslv2.facts();
        }
        return answer(status);
    }

    public ClientHelloFacts clientHello() {
        return clientHello;
    }

    /** After {@link Cursor#MALFORMED} of a ClientHello, in the bytes that were read: the name before the contradiction, if there is one. */
    public ClientHelloFacts malformedHello(byte[] bytes) {
        Slice name = clientLayout.serverName;
        return name.present() ? ClientHelloFacts.malformed(names.of(bytes, name.at, name.length), name.length > Names.KEPT)
                : ClientHelloFacts.NONE;
    }

    public ServerHelloFacts serverHello() {
        return serverHello;
    }

    /** The session id of the ServerHello read last is that ClientHello's, and is not empty. */
    public boolean echoesSession(ClientHelloFacts client) {
        return serverLayout.sessionIdLength > 0 && serverLayout.sessionIdLength == client.sessionIdLength()
                && serverLayout.sessionId == client.sessionId();
    }

    /** The ServerHello read last asks the client to try again (RFC 8446 section 4.1.4). */
    public boolean isHelloRetryRequest() {
        return serverHello.present() && serverLayout.helloRetryRequest;
    }

    /** The hello read last is usable, but an extension in it contradicts itself and was left out. */
    public boolean hasMalformedExtension() {
        return malformedExtension;
    }

    /** After {@link Cursor#TRUNCATED}: how many bytes of the message, or of its header, are still to come. */
    public int missing() {
        return missing;
    }

    /** A ClientHello without its header, of {@code length} bytes. */
    int clientHelloBody(byte[] bytes, int at, int held, int length, Transport transport) {
        clientHello = ClientHelloFacts.NONE;
        in.wrap(bytes, at, Math.min(held, length), length);
        int status = whole(clientLayout.read(bytes, in, transport == Transport.DTLS), held, length);
        malformedExtension = status == Cursor.OK && clientLayout.malformedExtension;
        if (status == Cursor.OK) {
            clientHello = clientFacts(bytes, HEADER_LENGTH + length, transport);
        }
        return answer(status);
    }

    /** A ServerHello without its header, of {@code length} bytes. */
    int serverHelloBody(byte[] bytes, int at, int held, int length) {
        serverHello = ServerHelloFacts.NONE;
        in.wrap(bytes, at, Math.min(held, length), length);
        int status = whole(serverLayout.read(bytes, in), held, length);
        malformedExtension = status == Cursor.OK && serverLayout.malformedExtension;
        if (status == Cursor.OK) {
            serverHello = serverHellos.of(bytes, serverLayout);
        }
        return answer(status);
    }

    private ClientHelloFacts clientFacts(byte[] bytes, int length, Transport transport) {
        ClientHelloLayout hello = clientLayout;
        ClientHelloProfile profile = clientProfiles.of(bytes, hello, transport);
        Slice name = hello.serverName;
        EchFacts ech = hello.ech;
        return new ClientHelloFacts(profile, names.of(bytes, name.at, name.length), name.length > Names.KEPT, hello.sessionIdLength,
                hello.sessionId, hello.ticket, hello.preSharedKey, hello.earlyData, ech, length, false);
    }

    /** Reads a handshake header. @return the body's length, or -1 with the reason in the cursor's status */
    private int open(byte[] bytes, int at, int held, int wantedType) {
        malformedExtension = false;
        in.wrap(bytes, at, Math.min(held, HEADER_LENGTH), HEADER_LENGTH);
        int type = in.u8();
        if (in.status() == Cursor.OK && type != wantedType) {
            in.skip(HEADER_LENGTH); // more than is left: MALFORMED
        }
        int length = in.u24();
        missing = in.missing();
        return in.status() == Cursor.OK ? length : -1;
    }

    /** A message is read only once all of it is held, even where its last bytes would only be stepped over. */
    private int whole(int status, int held, int length) {
        missing = length - held;
        return status == Cursor.OK && held < length ? Cursor.TRUNCATED : status;
    }

    private int answer(int status) {
        if (status == Cursor.MALFORMED || malformedExtension) {
            counters.count(Counter.HELLO_MALFORMED);
        }
        return status;
    }
}
