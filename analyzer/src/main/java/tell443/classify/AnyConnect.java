package tell443.classify;

import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Evidence.hard;
import static tell443.classify.Evidence.Group.BYTES;
import static tell443.classify.Evidence.Group.OFFER;

/** The data channel of Cisco AnyConnect and openconnect over DTLS, whose session is agreed upon in TLS beforehand. */
final class AnyConnect {

    private static final String DRAFT = "draft-mavrogiannopoulos-openconnect, section 2.4";

    static final Protocol PROTOCOL = Protocol.of("anyconnect-dtls", FlowClass.VPN,
            hard("anyconnect.bad-version", 0.97, "DTLS version 0x0100, which only AnyConnect speaks",
                    "OpenSSL, DTLS1_BAD_VER; 3 public captures, no other",
                    sight -> sight.tls.dtlsBadVersion()),
            behaviour("anyconnect.resumed", 5, "the first DTLS handshake is a resumption: its session was agreed upon elsewhere", DRAFT,
                    AnyConnect::resumed).in(BYTES),
            behaviour("anyconnect.psk", 5, "DTLS with a pre-shared key and a session id of 32 bytes", DRAFT,
                    AnyConnect::preSharedKey).in(OFFER));

    private AnyConnect() {}

    private static boolean resumed(Sight sight) {
        return sight.bothHellos() && sight.tls.clientHello.sessionIdLength() == 32 && !sight.tls.certificateSeen
                && sight.tls.sessionEchoed;
    }

    private static boolean preSharedKey(Sight sight) {
        return sight.bothHellos() && sight.tls.clientHello.sessionIdLength() == 32 && !sight.tls.certificateSeen
                && preSharedKey(sight.tls.serverHello.cipher());
    }

    /** IANA's PSK, DHE_PSK, RSA_PSK and ECDHE_PSK suites. */
    private static boolean preSharedKey(int cipher) {
        return cipher >= 0x008A && cipher <= 0x0095 || cipher >= 0x00A8 && cipher <= 0x00B9
                || cipher >= 0xC033 && cipher <= 0xC03B
                || cipher >= 0xC0A4 && cipher <= 0xC0AB || cipher >= 0xCCAB && cipher <= 0xCCAE || cipher >= 0xD001 && cipher <= 0xD005;
    }
}
