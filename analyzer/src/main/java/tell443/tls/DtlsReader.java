package tell443.tls;

import tell443.bytes.Bytes;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.TlsFacts;

/**
 * Reads datagrams of DTLS 1.0 to 1.3 (RFC 4347, 6347, 9147) and of the version before them, 0x0100. One per worker.
 *
 * <pre>
 *  0      1         3       5          11       13
 *  | type | version | epoch | sequence | length | fragment ...       a record
 *  0      1        4          6                 9                 12
 *  | type | length | sequence | fragment offset | fragment length | body ...   a handshake fragment
 * </pre>
 *
 * Handshake messages are read in epoch 0 only: later ones are encrypted.
 */
public final class DtlsReader {

    static final int CERTIFICATE = 11;

    private static final int RECORD_HEADER_LENGTH = 13;
    private static final int LENGTH_LIMIT = (1 << 14) + 2048; // RFC 6347 section 4.1
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;
    private static final int CONNECTION_ID = 25; // RFC 9146: the header holds an id of a length we do not know
    private static final int LAST_CONTENT_TYPE = 26;
    private static final int UNIFIED_MASK = 0xE0; // RFC 9147 section 4: 001CSLEE
    private static final int UNIFIED = 0x20;
    private static final int UNIFIED_CONNECTION_ID = 0x10;
    private static final int UNIFIED_LONG_SEQUENCE = 0x08;
    private static final int UNIFIED_LENGTH = 0x04;

    private final Counters counters;
    private final DtlsHandshakes handshakes;

    public DtlsReader(HelloReader hellos, CertificateReader certificates, Counters counters) {
        this.counters = counters;
        handshakes = new DtlsHandshakes(hellos, certificates, counters);
    }

    /** Whether a datagram begins with a plain DTLS record header. */
    public static boolean looksLikeDtls(byte[] bytes, int at, int held) {
        if (held < RECORD_HEADER_LENGTH) {
            return false;
        }
        int type = Bytes.u8(bytes, at);
        int length = Bytes.u16(bytes, at + 11);
        return type >= CHANGE_CIPHER_SPEC && type <= LAST_CONTENT_TYPE && TlsVersions.isDtls(Bytes.u16(bytes, at + 1))
                && (type == CONNECTION_ID || length > 0 && length <= LENGTH_LIMIT);
    }

    /**
     * Reads all records of a datagram and adds what they show to {@code facts}. What is no record of this association
     * ends the reading; where it follows a record, it is counted.
     */
    public void datagram(DtlsConnection state, boolean fromClient, byte[] bytes, int at, int held, TlsFacts facts, RecordSink sink) {
        int end = at + held;
        int next = at;
        while (next < end) {
            int record = next;
            if (state.version13 && (Bytes.u8(bytes, record) & UNIFIED_MASK) == UNIFIED) {
                next = unified(bytes, record, end, sink);
            } else if (looksLikeDtls(bytes, record, end - record)) {
                next = plain(state, fromClient, bytes, record, end, facts, sink);
            } else {
                count(record > at);
                return;
            }
        }
    }

    /** Gives up what is held for an association that has ended. */
    public void forget(DtlsConnection state) {
        handshakes.forget(state);
    }

    /** Reads a record with the full header. @return the index behind it */
    private int plain(DtlsConnection state, boolean fromClient, byte[] bytes, int at, int end, TlsFacts facts, RecordSink sink) {
        int type = Bytes.u8(bytes, at);
        int version = Bytes.u16(bytes, at + 1);
        boolean clear = Bytes.u16(bytes, at + 3) == 0;
        boolean unknownHeader = type == CONNECTION_ID;
        int body = at + RECORD_HEADER_LENGTH;
        int length = unknownHeader ? Math.max(0, end - body) : Bytes.u16(bytes, at + 11);
        int bodyHeld = Math.min(length, end - body);
        facts.dtls = true;
        if (version == TlsVersions.DTLS_BAD) {
            facts.speakDtlsBadVersion();
        }
        sink.record(type, length);
        if (type == HANDSHAKE && clear) {
            handshakes.record(state, fromClient, bytes, body, bodyHeld, facts);
        } else if (type == CHANGE_CIPHER_SPEC) {
            changeCipherSpec(state.rolesSwapped ^ fromClient, facts);
        } else if (type == ALERT && clear && length == 2 && bodyHeld == 2) {
            alert(state.rolesSwapped ^ fromClient, Bytes.u16(bytes, body), facts);
        }
        facts.recordsOnly = !facts.clientHello.present() && !facts.serverHello.present() && (facts.recordsOnly || !clear);
        return body + length;
    }

    private static void changeCipherSpec(boolean fromClient, TlsFacts facts) {
        facts.clientChangedCipher |= fromClient;
        facts.serverChangedCipher |= !fromClient;
    }

    private static void alert(boolean fromClient, int levelAndDescription, TlsFacts facts) {
        if (fromClient && facts.clientAlert < 0) {
            facts.clientAlert = (short) levelAndDescription;
        } else if (!fromClient && facts.serverAlert < 0) {
            facts.serverAlert = (short) levelAndDescription;
        }
    }

    /** Steps over an encrypted record of DTLS 1.3. @return the index behind it */
    private static int unified(byte[] bytes, int at, int end, RecordSink sink) {
        int flags = Bytes.u8(bytes, at);
        int header = 1 + ((flags & UNIFIED_LONG_SEQUENCE) != 0 ? 2 : 1);
        boolean lengthKnown = (flags & UNIFIED_LENGTH) != 0 && (flags & UNIFIED_CONNECTION_ID) == 0;
        int body = at + header + (lengthKnown ? 2 : 0);
        if (body > end) {
            return end;
        }
        int length = lengthKnown ? Bytes.u16(bytes, body - 2) : end - body;
        sink.record(APPLICATION_DATA, length);
        return body + length;
    }

    private void count(boolean malformed) {
        if (malformed) {
            counters.count(Counter.RECORD_MALFORMED);
        }
    }
}
