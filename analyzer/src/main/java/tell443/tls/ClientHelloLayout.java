package tell443.tls;

import tell443.bytes.Bytes;
import tell443.bytes.Cursor;
import tell443.facts.EchFacts;

/**
 * Where the parts of a ClientHello (RFC 8446 section 4.1.2, RFC 6347 section 4.2.1) lie in the bytes just read; good
 * only as long as those bytes are.
 */
final class ClientHelloLayout {

    private static final int RANDOM_LENGTH = 32;
    private static final int NAME_TYPE_HOST = 0;
    private static final int ECH_OUTER = 0;

    int legacyVersion;
    int sessionIdLength;
    long sessionId;
    final Slice ciphers = new Slice();
    final Slice serverName = new Slice();
    final Slice groups = new Slice();
    final Slice pointFormats = new Slice();
    final Slice signatureAlgorithms = new Slice();
    final Slice versions = new Slice();
    final Slice alpn = new Slice();
    final IntList extensions = new IntList();
    final IntList keyShares = new IntList();
    boolean ticket;
    boolean preSharedKey;
    boolean earlyData;
    EchFacts ech = EchFacts.NONE;
    /** An extension whose body contradicts itself and was left out, or bytes that belong to nothing. */
    boolean malformedExtension;

    private final Cursor body = new Cursor();
    private byte[] bytes;
    private boolean keyShareSeen;

    /** Reads a body without its handshake header; {@code cookie}: it has DTLS's field. @return Cursor status */
    int read(byte[] source, Cursor in, boolean cookie) {
        clear(source);
        legacyVersion = in.u16();
        in.skip(RANDOM_LENGTH);
        sessionIdLength = in.u8();
        sessionId = firstEight(source, in.take(sessionIdLength), sessionIdLength);
        if (cookie) {
            in.skip(in.u8());
        }
        int ciphersLength = in.u16();
        ciphers.take(in, ciphersLength, 2);
        in.skip(in.u8()); // legacy_compression_methods
        readExtensions(in);
        return in.status() == Cursor.OK && !ciphers.present() ? Cursor.MALFORMED : in.status();
    }

    /** First eight bytes of an id as a number; a shorter one is padded with zeros. */
    static long firstEight(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = 0; at >= 0 && i < 8; i++) {
            value = value << 8 | (i < length ? Bytes.u8(bytes, at + i) : 0);
        }
        return value;
    }

    private void readExtensions(Cursor in) {
        if (!in.hasMore()) {
            return; // allowed below TLS 1.3
        }
        int outer = in.enter(in.u16());
        while (in.hasMore()) {
            int type = in.u16();
            int length = in.u16();
            int at = in.take(length);
            if (at >= 0) {
                extensions.add(type);
                readBody(type, body.wrap(bytes, at, length, length));
                malformedExtension |= body.status() != Cursor.OK;
            }
        }
        in.leave(outer);
        malformedExtension |= in.hasMore(); // bytes after the extensions
    }

    private void readBody(int type, Cursor in) {
        switch (type) {
            case Extensions.SERVER_NAME -> readServerName(in);
            case Extensions.SUPPORTED_GROUPS -> readList(groups, in, in.u16(), 2);
            case Extensions.EC_POINT_FORMATS -> readList(pointFormats, in, in.u8(), 1);
            case Extensions.SIGNATURE_ALGORITHMS -> readList(signatureAlgorithms, in, in.u16(), 2);
            case Extensions.ALPN -> readAlpn(in);
            case Extensions.SESSION_TICKET -> ticket |= in.hasMore();
            case Extensions.PRE_SHARED_KEY -> preSharedKey = true;
            case Extensions.EARLY_DATA -> earlyData = true;
            case Extensions.SUPPORTED_VERSIONS -> readList(versions, in, in.u8(), 2);
            case Extensions.KEY_SHARE -> readKeyShares(in);
            case Extensions.ENCRYPTED_CLIENT_HELLO -> readEch(in);
            default -> {}
        }
    }

    /** A list that is the whole body; what is left after it is noticed, but does not spoil it. */
    private void readList(Slice list, Cursor in, int length, int unit) {
        list.take(in, length, unit);
        malformedExtension |= length % unit != 0 || in.hasMore();
    }

    /** RFC 6066 section 3. The first name of type host_name, of the first such extension. */
    private void readServerName(Cursor in) {
        int at = 0;
        int length = -1;
        int list = in.enter(in.u16());
        while (in.hasMore()) {
            int nameType = in.u8();
            int nameLength = in.u16();
            int nameAt = in.take(nameLength);
            if (nameType == NAME_TYPE_HOST && length < 0) {
                at = nameAt;
                length = nameLength;
            }
        }
        in.leave(list);
        malformedExtension |= in.hasMore();
        if (in.status() == Cursor.OK && length >= 0) {
            serverName.set(at, length);
        }
    }

    /** RFC 7301 section 3.1: names with a length byte each. They are stepped over here and kept as they lie. */
    private void readAlpn(Cursor in) {
        int length = in.u16();
        int at = in.take(length);
        if (at >= 0) {
            malformedExtension |= in.hasMore();
            in.wrap(bytes, at, length, length);
            while (in.hasMore()) {
                in.skip(in.u8());
            }
            if (in.status() == Cursor.OK) {
                alpn.set(at, length);
            }
        }
    }

    /** RFC 8446 section 4.2.8: groups only; the keys differ each time. */
    private void readKeyShares(Cursor in) {
        boolean first = !keyShareSeen;
        keyShareSeen = true;
        int list = in.enter(in.u16());
        while (in.hasMore()) {
            int group = in.u16();
            in.skip(in.u16());
            if (first && in.status() == Cursor.OK) {
                keyShares.add(group);
            }
        }
        in.leave(list);
        if (first && in.status() != Cursor.OK) {
            keyShares.clear();
        }
    }

    /** RFC 9849 section 5. The inner form is empty and never seen on the wire by rights. */
    private void readEch(Cursor in) {
        if (in.u8() != ECH_OUTER) {
            return;
        }
        int kdf = in.u16();
        int aead = in.u16();
        int configId = in.u8();
        int encLength = in.u16();
        in.skip(encLength);
        int payloadLength = in.u16();
        in.skip(payloadLength);
        if (in.status() == Cursor.OK && !ech.present()) {
            ech = new EchFacts(kdf, aead, configId, encLength, payloadLength);
        }
    }

    private void clear(byte[] source) {
        bytes = source;
        ciphers.clear();
        serverName.clear();
        groups.clear();
        pointFormats.clear();
        signatureAlgorithms.clear();
        versions.clear();
        alpn.clear();
        extensions.clear();
        keyShares.clear();
        ticket = false;
        preSharedKey = false;
        earlyData = false;
        ech = EchFacts.NONE;
        malformedExtension = false;
        keyShareSeen = false;
    }

    /** What a {@link tell443.facts.ClientHelloProfile} is made of, and nothing that differs from flow to flow. */
    void addTo(Key key) {
        key.add(legacyVersion);
        ciphers.addTo(key, bytes);
        extensions.addTo(key);
        groups.addTo(key, bytes);
        pointFormats.addTo(key, bytes);
        signatureAlgorithms.addTo(key, bytes);
        versions.addTo(key, bytes);
        alpn.addTo(key, bytes);
        keyShares.addTo(key);
    }
}
