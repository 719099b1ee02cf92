package tell443.quic;

/**
 * Finds the keys that open an Initial.
 *
 * <p>Keys come from the destination id of the client's <em>first</em> Initial and stay (RFC 9001 section 5.2), although
 * later headers carry the id the server chose. They change after a Retry, after version negotiation, and when
 * another connection begins on the same ports; then the id in the header is the key. So both are tried.
 */
final class KeyRing {

    private static final QuicVersion[] GREASE_GUESSES = {QuicVersion.V1, QuicVersion.DRAFT_29};

    private final InitialKeys keys = new InitialKeys();
    final InitialOpener opener;
    private final int[] scratch = new int[Hkdf.PADS];
    private int[] derivedFrom = {}; // the secret whose keys are set, by identity
    private boolean derivedClient;

    KeyRing(boolean trusting) {
        opener = new InitialOpener(keys, trusting);
    }

    /** Opens an Initial of the client; keys of its own id replace the connection's when they fit. */
    boolean openClient(QuicConnection connection, LongHeader header, byte[] bytes, int packet) {
        boolean own = !connection.isKeyedBy(bytes, header.destination, header.destinationLength);
        boolean fresh = !connection.facts.serverAnswered || connection.facts.retry; // then a new id is a new key
        if (connection.isKeyed() && !(own && fresh) && openKeyed(connection, header, true, bytes, packet)) {
            return true;
        }
        if (own && openOwn(connection, header, bytes, packet)) {
            return true;
        }
        return own && fresh && connection.isKeyed() && openKeyed(connection, header, true, bytes, packet);
    }

    /** Opens an Initial with the keys the connection has. */
    boolean openKeyed(QuicConnection connection, LongHeader header, boolean client, byte[] bytes, int packet) {
        QuicVersion version = header.version.kind == QuicVersion.GREASED ? connection.keyVersion() : header.version;
        if (version.saltPads().length == 0) {
            return false;
        }
        int[] secret = connection.secret();
        boolean known = secret.length > 0 && version == connection.keyVersion();
        if (!known) { // not derived yet, or the server changed the version (RFC 9368)
            secret = new int[Hkdf.PADS];
            byte[] id = connection.keyId();
            keys.secret(version, id, 0, id.length, secret);
        }
        if (derivedFrom != secret || derivedClient != client) {
            keys.derive(version, secret, client);
            derivedFrom = secret;
            derivedClient = client;
        }
        boolean opened = opener.open(bytes, packet, header.number, header.end);
        if (opened && !known) {
            connection.key(version);
            connection.keep(secret);
        }
        return opened;
    }

    private boolean openOwn(QuicConnection connection, LongHeader header, byte[] bytes, int packet) {
        if (header.version.kind != QuicVersion.GREASED) {
            return openOwn(connection, header.version, header, bytes, packet);
        }
        for (QuicVersion guess : GREASE_GUESSES) {
            if (openOwn(connection, guess, header, bytes, packet)) {
                return true;
            }
        }
        return false;
    }

    private boolean openOwn(QuicConnection connection, QuicVersion version, LongHeader header, byte[] bytes, int packet) {
        if (version.saltPads().length == 0) {
            return false;
        }
        keys.secret(version, bytes, header.destination, header.destinationLength, scratch);
        keys.derive(version, scratch, true);
        derivedFrom = scratch;
        boolean opened = opener.open(bytes, packet, header.number, header.end);
        if (opened) {
            if (connection.isKeyed() && !connection.facts.retry) {
                connection.client.restart();
            }
            connection.key(version, bytes, header.destination, header.destinationLength);
            connection.keep(scratch.clone());
            derivedFrom = connection.secret();
            derivedClient = true;
        }
        return opened;
    }
}
