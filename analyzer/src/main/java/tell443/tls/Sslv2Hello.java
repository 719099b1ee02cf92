package tell443.tls;

import java.util.List;
import tell443.bytes.Bytes;
import tell443.bytes.Cursor;
import tell443.facts.ClientHelloFacts;
import tell443.facts.ClientHelloProfile;
import tell443.facts.EchFacts;

/**
 * The ClientHello of SSLv2, in which old clients offered SSLv3 and TLS 1.0 (RFC 5246 appendix E.2). It has no
 * extensions, and JA3 and JA4 are not defined for it.
 *
 * <pre>
 *  0        2   3        5                6           8          10
 *  | 0x80.. | 1 | version | ciphers length | id length | challenge | ciphers, 3 bytes each | id | challenge |
 * </pre>
 */
final class Sslv2Hello {

    private static final int RECORD_HEADER_LENGTH = 2;
    private static final int CLIENT_HELLO = 1;
    private static final int NO_PADDING = 0x8000;

    private int version;
    private int[] ciphers = new int[0];
    private int sessionIdLength;
    private long sessionId;
    private int length;

    int read(byte[] bytes, Cursor in, int at, int held) {
        int header = held < RECORD_HEADER_LENGTH ? NO_PADDING : Bytes.u16(bytes, at);
        length = header & ~NO_PADDING;
        int declared = RECORD_HEADER_LENGTH + length;
        in.wrap(bytes, at, Math.min(held, declared), declared);
        in.u16();
        int type = in.u8();
        version = in.u16();
        int ciphersLength = in.u16();
        sessionIdLength = in.u16();
        int challengeLength = in.u16();
        int ciphersAt = in.take(ciphersLength);
        sessionId = ClientHelloLayout.firstEight(bytes, in.take(sessionIdLength), sessionIdLength);
        in.take(challengeLength);
        if (held < RECORD_HEADER_LENGTH) {
            return Cursor.TRUNCATED;
        }
        boolean wrong = header < NO_PADDING || type != CLIENT_HELLO || ciphersLength % 3 != 0 || in.hasMore();
        if (in.status() == Cursor.OK && !wrong) {
            ciphers = readCiphers(bytes, ciphersAt, ciphersLength / 3);
        }
        return in.status() == Cursor.OK && wrong ? Cursor.MALFORMED : in.status();
    }

    ClientHelloFacts facts() {
        int[] none = ClientHelloProfile.NONE.groups();
        ClientHelloProfile profile = new ClientHelloProfile(
                version, version, ciphers, none, none, none, none, none, none, List.of(), "", "", "", "");
        return new ClientHelloFacts(profile, "", false, sessionIdLength, sessionId, false, false, false, EchFacts.NONE, length, true);
    }

    /** A TLS suite is a zero byte and its number; kinds of SSLv2 itself keep their three bytes. */
    private static int[] readCiphers(byte[] bytes, int at, int count) {
        int[] suites = new int[count];
        for (int i = 0; i < count; i++) {
            suites[i] = Bytes.u24(bytes, at + 3 * i);
        }
        return suites;
    }
}
