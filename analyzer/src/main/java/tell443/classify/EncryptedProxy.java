package tell443.classify;

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
 * <p>Measured: 59 of 91 flows through Shadowsocks, 0 of 24 that are random with nothing inside.
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
    private static final int CHUNK = 34;
    /**
     * What a client ends its handshake with: Finished of TLS 1.3 with SHA-256 and SHA-384, without and with ChangeCipherSpec; key
     * exchange, ChangeCipherSpec and Finished of TLS 1.2 with X25519 and P-256, ChaCha20 and GCM.
     */
    private static final int[] ENDINGS = {58, 64, 74, 80, 85, 93, 118, 126};

    static final Protocol PROTOCOL = Protocol.of("fully-encrypted", FlowClass.VPN,
            behaviour("encrypted-proxy.handshake", 3,
                    "random from the first byte, and the first pieces have the sizes of a TLS handshake inside", SOURCE,
                    EncryptedProxy::seen)
                    .telling(sight -> told(sight.facts.opening.pieces)));

    private EncryptedProxy() {}

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
