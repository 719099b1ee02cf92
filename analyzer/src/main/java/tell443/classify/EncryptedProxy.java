package tell443.classify;

import static tell443.classify.Evidence.Group.BYTES;
import static tell443.classify.Evidence.Group.ELSEWHERE;
import static tell443.classify.Evidence.Group.RHYTHM;
import static tell443.classify.Evidence.behaviour;

import tell443.facts.Pieces;

/**
 * A proxy that is random from the first byte, as Shadowsocks, in which TLS begins: what it adds is constant, so that a client's
 * last handshake message keeps a length that few other things have.
 *
 * <pre>
 *  address and ClientHello  -->
 *                           <--  a server's flight, certificate included
 *  Finished                 -->  alone, plus 0 (stream cipher) or 34 bytes (AEAD: length, two tags)
 * </pre>
 *
 * <p>Measured: 59 of 91 flows through Shadowsocks, 0 of 24 that are random with nothing inside. A request may go with Finished in one
 * segment: then what comes later tells, SETTINGS acknowledged alone or the end.
 */
final class EncryptedProxy {

    private static final String SOURCE =
            "RFC 8446 section 4.4.4, RFC 5246 section 7.4.9; shadowsocks.org, AEAD ciphers; 0 of 24 other flows";

    private static final int HELLO = 250;
    private static final int HELLO_LONGEST = 760;
    private static final int LARGE_HELLO = 1600;
    private static final int LARGE_HELLO_LONGEST = 2800;
    private static final int FLIGHT = 1200;
    private static final int FLIGHT_LONGEST = 8000;
    /** Of a resumed session. */
    private static final int SHORT_FLIGHT = 250;
    private static final int CHUNK = 34;
    /** SETTINGS acknowledged in a record of TLS 1.3, or close_notify in one of TLS 1.2; close_notify in TLS 1.3. */
    private static final int ACKNOWLEDGED = 31;
    private static final int CLOSE = 24;
    private static final int LADDER_END = 16;
    private static final int LAST = 4;
    private static final int KEYS = 10;
    private static final int CONNECTIONS = 3;
    /**
     * What a client ends its handshake with: Finished of TLS 1.3 with SHA-256 and SHA-384, without and with ChangeCipherSpec; key
     * exchange, ChangeCipherSpec and Finished of TLS 1.2 with X25519 and P-256, ChaCha20 and GCM.
     */
    private static final int[] ENDINGS = {58, 64, 74, 80, 85, 93, 118, 126};

    static final Protocol PROTOCOL = Protocol.of("fully-encrypted", FlowClass.VPN,
            behaviour("encrypted-proxy.handshake", 3,
                    "random from the first byte, and the first pieces have the sizes of a TLS handshake inside", SOURCE,
                    EncryptedProxy::seen)
                    .telling(sight -> told(sight.facts.opening.pieces)),
            behaviour("encrypted-proxy.ladder", 3,
                    "random from the first byte; after what may be a ClientHello and a flight inside, a piece is "
                    + "as long as SETTINGS of HTTP/2 acknowledged, or the last as close_notify, inside TLS",
                    "RFC 9113 section 6.5, RFC 8446 section 6.1; 0 of 80 other flows", EncryptedProxy::ladder).in(RHYTHM)
                    .telling(sight -> told(sight.facts.opening.pieces)),
            behaviour("encrypted-proxy.bytes", 3, "random from the first byte; then single bytes go both ways, as keys do that are typed",
                    "shadowsocks.org, AEAD ciphers: 34 bytes more, stream ciphers: none; 0 of 80 other flows", EncryptedProxy::bytes),
            behaviour("encrypted-proxy.lengths", 3.5,
                    "random from the first byte; both sides draw the lengths of their pieces from one short list, as obfs4 does",
                    "obfs4-spec section 6; 0 of 1,160 other streams that are not TLS", EncryptedProxy::lengths).in(BYTES).upTo(0.75)
                    .telling(sight -> sight.facts.around.lengthsShared + " lengths are both sides'"),
            behaviour("encrypted-proxy.server", 3,
                    "random from the first byte, as most connections to this server that begin with the sizes of a TLS handshake, "
                    + "each of another length", "RFC 8446 section 2; 0 of 222 other random streams", EncryptedProxy::repeated)
                    .in(ELSEWHERE).upTo(0.75)
                    .telling(sight -> sight.facts.around.streamsAlike + " of " + sight.facts.around.streamsCompared + " before it"));

    private EncryptedProxy() {}

    private static boolean lengths(Sight sight) {
        return sight.facts.around.lengthsShared > 0;
    }

    private static boolean repeated(Sight sight) {
        int alike = sight.facts.around.streamsAlike;
        return alike >= CONNECTIONS && alike * 2 >= sight.facts.around.streamsCompared
                && sight.facts.opening.pieces.fromClient(0) && sight.facts.opening.pieces.size(0) >= RandomStream.HELLO;
    }

    private static boolean seen(Sight sight) {
        Pieces pieces = sight.facts.opening.pieces;
        if (pieces.count() < 3 || !pieces.fromClient(0) || !isHello(pieces.size(0)) || !FullyEncrypted.firstMessage(sight)) {
            return false;
        }
        int flight = flight(pieces);
        int finished = finished(pieces);
        return flight >= FLIGHT && flight <= FLIGHT_LONGEST && finished < pieces.count() && isEnding(pieces.size(finished));
    }

    private static String told(Pieces pieces) {
        return pieces.size(0) + " bytes, answered by " + flight(pieces) + ", then " + pieces.size(finished(pieces));
    }

    /** A piece that a proxy's client sends alone behind the flight, or among its last. */
    private static boolean ladder(Sight sight) {
        Pieces pieces = sight.facts.opening.pieces;
        boolean begins = pieces.count() > 4 && pieces.fromClient(0) && isHello(pieces.size(0));
        if (!begins || flight(pieces) < SHORT_FLIGHT || flight(pieces) > FLIGHT_LONGEST || !FullyEncrypted.firstMessage(sight)) {
            return false;
        }
        boolean acknowledges = false;
        boolean closes = false;
        for (int i = finished(pieces) + 1; i < pieces.count(); i++) {
            if (pieces.fromClient(i) && (i < LADDER_END || i + LAST >= pieces.count())) {
                int size = pieces.size(i);
                acknowledges |= size == ACKNOWLEDGED || size == ACKNOWLEDGED + CHUNK;
                closes |= i + LAST >= pieces.count() && (size == CLOSE || size == CLOSE + CHUNK);
            }
        }
        return acknowledges || closes;
    }

    private static boolean bytes(Sight sight) {
        Pieces pieces = sight.facts.opening.pieces;
        return pieces.count() >= 2 * KEYS && FullyEncrypted.firstMessage(sight) && (bytes(pieces, 1) || bytes(pieces, 1 + CHUNK));
    }

    /** Many each way, and half of all. */
    private static boolean bytes(Pieces pieces, int size) {
        int client = 0;
        int server = 0;
        for (int i = 0; i < pieces.count(); i++) {
            client += pieces.fromClient(i) && pieces.size(i) == size ? 1 : 0;
            server += !pieces.fromClient(i) && pieces.size(i) == size ? 1 : 0;
        }
        return client >= KEYS && server >= KEYS && (client + server) * 2 >= pieces.count();
    }

    private static boolean isHello(int size) {
        return size >= HELLO && size <= HELLO_LONGEST || size >= LARGE_HELLO && size <= LARGE_HELLO_LONGEST;
    }

    private static boolean isEnding(int size) {
        for (int ending : ENDINGS) {
            if (size == ending || size == ending + CHUNK) {
                return true;
            }
        }
        return false;
    }

    /** Index of the client's second turn. */
    private static int finished(Pieces pieces) {
        int i = 1;
        while (i < pieces.count() && !pieces.fromClient(i)) {
            i++;
        }
        return i;
    }

    private static int flight(Pieces pieces) {
        int sum = 0;
        for (int i = 1; i < finished(pieces); i++) {
            sum += pieces.size(i);
        }
        return sum;
    }
}
