package tell443.tls;

import tell443.bytes.Bytes;
import tell443.bytes.Cursor;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.CertificateFacts;

/**
 * Reads the Certificate message of TLS 1.2 and below (RFC 5246 section 7.4.2), of which the first certificate is the
 * server's own. Equal messages give the same facts again without being parsed. One per worker.
 */
public final class CertificateReader {

    private static final int HEADER_LENGTH = 4;
    private static final int CERTIFICATE = 11;
    private static final int REMEMBERED = 512;
    /** Longer messages are read each time, so that what is remembered stays below some megabytes. */
    private static final int REMEMBERED_LENGTH = 16 * 1024;

    private final Counters counters;
    private final Cursor in = new Cursor();
    private final Key key = new Key();
    private final Remembered<CertificateFacts> remembered = new Remembered<>(REMEMBERED);
    private final LeafCertificate leaf = new LeafCertificate();

    public CertificateReader(Counters counters) {
        this.counters = counters;
    }

    /**
     * A whole handshake message with its header of type and 24-bit length.
     *
     * @return {@link CertificateFacts#NONE} when it holds no certificate that can be read
     */
    public CertificateFacts read(byte[] bytes, int at, int held) {
        boolean whole = held >= HEADER_LENGTH && Bytes.u8(bytes, at) == CERTIFICATE
                && Bytes.u24(bytes, at + 1) <= held - HEADER_LENGTH;
        return whole ? body(bytes, at + HEADER_LENGTH, Bytes.u24(bytes, at + 1)) : malformed();
    }

    /** The message without its header, all of it. */
    CertificateFacts body(byte[] bytes, int at, int length) {
        key.of(bytes, at, length);
        CertificateFacts known = remembered.get(key, CertificateFacts.NONE);
        if (known.present()) {
            return known;
        }
        CertificateFacts facts = make(bytes, at, length);
        if (facts.present() && length <= REMEMBERED_LENGTH) {
            remembered.put(key, facts);
        }
        return facts;
    }

    private CertificateFacts make(byte[] bytes, int at, int length) {
        in.wrap(bytes, at, length, length);
        int list = in.enter(in.u24());
        int leafLength = 0;
        int leafAt = -1;
        int count = 0;
        while (in.hasMore()) {
            int certificateLength = in.u24();
            int certificateAt = in.take(certificateLength);
            if (count++ == 0) {
                leafAt = certificateAt;
                leafLength = certificateLength;
            }
        }
        in.leave(list);
        if (count == 0 && in.status() == Cursor.OK) {
            return CertificateFacts.NONE; // allowed: there is none
        }
        CertificateFacts facts = in.status() == Cursor.OK ? leaf.read(bytes, leafAt, leafLength, count) : CertificateFacts.NONE;
        return facts.present() ? facts : malformed();
    }

    private CertificateFacts malformed() {
        counters.count(Counter.CERTIFICATE_MALFORMED);
        return CertificateFacts.NONE;
    }
}
