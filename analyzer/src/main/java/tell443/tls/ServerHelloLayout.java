package tell443.tls;

import tell443.bytes.Bytes;
import tell443.bytes.Cursor;

/** Where the parts of a ServerHello (RFC 8446 section 4.1.3, RFC 5246 section 7.4.1.3) lie in the bytes just read. */
final class ServerHelloLayout {

    /** SHA-256 of "HelloRetryRequest": the random of a ServerHello that is one (RFC 8446 section 4.1.3). */
    private static final long[] RETRY_RANDOM = {0xCF21AD74E59A6111L, 0xBE1D8C021E65B891L, 0xC2A211167ABB8C5EL, 0x079E09E2C8A8339CL};
    private static final int RANDOM_LENGTH = 32;
    /** Drafts of TLS 1.3 below 22 have neither session id nor compression method. */
    private static final int FIRST_DRAFT_LIKE_TLS_1_2 = 22;

    int legacyVersion;
    int selectedVersion;
    int cipher;
    int sessionIdLength;
    long sessionId;
    int keyShareGroup;
    boolean preSharedKey;
    boolean helloRetryRequest;
    boolean malformedExtension;
    final IntList extensions = new IntList();
    final Slice alpn = new Slice();

    private final Cursor body = new Cursor();

    /** Reads a body without its handshake header. @return Cursor status */
    int read(byte[] bytes, Cursor in) {
        clear();
        legacyVersion = in.u16();
        helloRetryRequest = isRetry(bytes, in.take(RANDOM_LENGTH));
        boolean early = TlsVersions.isDraft(legacyVersion) && (legacyVersion & 0xFF) < FIRST_DRAFT_LIKE_TLS_1_2;
        if (!early) {
            sessionIdLength = in.u8();
            sessionId = ClientHelloLayout.firstEight(bytes, in.take(sessionIdLength), sessionIdLength);
        }
        cipher = in.u16();
        in.skip(early ? 0 : 1); // legacy_compression_method
        readExtensions(bytes, in);
        return in.status();
    }

    /** supported_versions has the word, where it is present. */
    int version() {
        return selectedVersion >= 0 ? selectedVersion : legacyVersion;
    }

    private void readExtensions(byte[] bytes, Cursor in) {
        if (!in.hasMore()) {
            return;
        }
        int outer = in.enter(in.u16());
        while (in.hasMore()) {
            int type = in.u16();
            int length = in.u16();
            int at = in.take(length);
            if (at >= 0) {
                extensions.add(type);
                readBody(type, body.wrap(bytes, at, length, length));
                malformedExtension |= body.status() != Cursor.OK || isKnown(type) && body.hasMore();
            }
        }
        in.leave(outer);
        malformedExtension |= in.hasMore();
    }

    private void readBody(int type, Cursor in) {
        switch (type) {
            case Extensions.SUPPORTED_VERSIONS -> selectedVersion = selected(in, selectedVersion);
            case Extensions.KEY_SHARE -> {
                keyShareGroup = selected(in, keyShareGroup);
                if (in.hasMore()) { // a HelloRetryRequest names a group only
                    in.skip(in.u16());
                }
            }
            case Extensions.ALPN -> readAlpn(in);
            case Extensions.PRE_SHARED_KEY -> preSharedKey = true;
            default -> {}
        }
    }

    private static boolean isKnown(int type) {
        return type == Extensions.SUPPORTED_VERSIONS || type == Extensions.KEY_SHARE || type == Extensions.ALPN;
    }

    private static int selected(Cursor in, int before) {
        int value = in.u16();
        return in.status() == Cursor.OK && before < 0 ? value : before;
    }

    /** RFC 7301 section 3.1: a list with exactly one name. */
    private void readAlpn(Cursor in) {
        int list = in.enter(in.u16());
        alpn.take(in, in.u8(), 1);
        in.leave(list);
    }

    private static boolean isRetry(byte[] bytes, int at) {
        boolean same = at >= 0;
        for (int i = 0; same && i < RETRY_RANDOM.length; i++) {
            same = Bytes.u64(bytes, at + 8 * i) == RETRY_RANDOM[i];
        }
        return same;
    }

    private void clear() {
        selectedVersion = -1;
        sessionIdLength = 0;
        sessionId = 0;
        keyShareGroup = -1;
        preSharedKey = false;
        malformedExtension = false;
        extensions.clear();
        alpn.clear();
    }
}
