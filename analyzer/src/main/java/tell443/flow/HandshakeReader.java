package tell443.flow;

import java.nio.ByteBuffer;
import tell443.bytes.Bytes;
import tell443.bytes.Cursor;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.facts.TlsFacts;
import tell443.tls.CertificateReader;
import tell443.tls.HelloReader;
import tell443.tls.TlsVersions;

/**
 * Puts the handshake messages of a TLS stream together from the bodies of its records and reads the hellos and the
 * certificate. A message that lies whole in one piece is read in place; else the pieces wait in a {@link HandshakeBuffer}.
 */
final class HandshakeReader {

    private static final int HEADER_LENGTH = 4;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int CERTIFICATE = 11;
    private static final int SERVER_HELLO_DONE = 14;
    private static final int LAST_KNOWN_TYPE = 25; // compressed_certificate; 254 is message_hash

    private final FlowRow row;
    private final HelloReader hellos;
    private final CertificateReader certificates;
    private final HandshakeBuffers buffers;
    private final Counters counters;
    private final byte[] scratch;

    private FlowSide side;
    private int sender;
    private int lane;
    private long timeNanos;
    private boolean wants;

    HandshakeReader(FlowRow row, HelloReader hellos, CertificateReader certificates, HandshakeBuffers buffers, byte[] scratch,
            Counters counters) {
        this.row = row;
        this.hellos = hellos;
        this.certificates = certificates;
        this.buffers = buffers;
        this.scratch = scratch;
        this.counters = counters;
    }

    /** Says whose bytes the next calls are about. */
    void stand(FlowSide side, int sender, int lane, long timeNanos) {
        this.side = side;
        this.sender = sender;
        this.lane = lane;
        this.timeNanos = timeNanos;
    }

    /** Reads the next piece of a record's body. @return whether more of this side is wanted */
    boolean body(ByteBuffer source, int at, int length) {
        wants = true;
        HandshakeBuffer buffer = HandshakeBuffers.of(side, sender);
        if (buffer != null && buffer.bodiesLength > 0) {
            if (!grow(buffer, length)) {
                return false;
            }
            buffer.appendBody(source, at, length);
            buffer.consume(messages(buffer.bodies, buffer.bodiesLength));
            return wants;
        }
        source.get(at, scratch, 0, length);
        int read = messages(scratch, length);
        if (wants && read < length) {
            buffer = buffers.make(side, sender);
            if (!grow(buffer, length - read)) {
                return false;
            }
            buffer.appendBody(scratch, read, length - read);
        }
        return wants;
    }

    private boolean grow(HandshakeBuffer buffer, int length) {
        if (buffers.grow(buffer, lane, length)) {
            return true;
        }
        counters.count(Counter.HANDSHAKE_TOO_LONG);
        row.flag(Quality.LIMIT);
        row.flag(Quality.HELLO_INCOMPLETE);
        return false;
    }

    /** Reads whole messages from the front. @return how many bytes they are */
    private int messages(byte[] bytes, int length) {
        int at = 0;
        while (wants && length - at >= HEADER_LENGTH) {
            int whole = HEADER_LENGTH + Bytes.u24(bytes, at + 1);
            if (whole > HandshakeBuffer.LIMIT || !isKnown(Bytes.u8(bytes, at))) {
                giveUp(whole > HandshakeBuffer.LIMIT ? Counter.HANDSHAKE_TOO_LONG : Counter.HELLO_MALFORMED);
                return at;
            }
            if (whole > length - at) {
                return at;
            }
            message(bytes, at, whole);
            at += whole;
        }
        return at;
    }

    private static boolean isKnown(int type) {
        return type <= LAST_KNOWN_TYPE;
    }

    private void giveUp(Counter why) {
        wants = false;
        if (!hasHello()) {
            counters.count(why);
            row.flag(Quality.HELLO_MALFORMED);
        }
    }

    /** Whether that side's hello has begun and is not whole; {@code inRecord} when the record at hand is not at its end. */
    boolean isIncomplete(boolean inRecord) {
        HandshakeBuffer buffer = HandshakeBuffers.of(side, sender);
        return !hasHello() && (inRecord || buffer != null && buffer.bodiesLength > 0);
    }

    private boolean hasHello() {
        return sender == row.client() ? side.tls.clientHello.present() : side.tls.serverHello.present();
    }

    private void message(byte[] bytes, int at, int length) {
        switch (bytes[at]) {
            case CLIENT_HELLO -> clientHello(bytes, at, length);
            case SERVER_HELLO -> serverHello(bytes, at, length);
            case CERTIFICATE -> certificate(bytes, at, length);
            case SERVER_HELLO_DONE -> wants = false;
            default -> {}
        }
    }

    private void clientHello(byte[] bytes, int at, int length) {
        int status = hellos.readClientHello(bytes, at, length, HelloReader.Transport.TCP);
        clientHello(status);
        if (status == Cursor.MALFORMED && !side.tls.clientHello.present()) {
            side.tls.clientHello = hellos.malformedHello(bytes);
        }
    }

    /** An SSLv2-compatible ClientHello, record header included. */
    void sslv2(byte[] bytes, int length) {
        clientHello(hellos.readSslv2ClientHello(bytes, 0, length));
    }

    /**
     * More is read even after it: a second ClientHello is worth knowing of. ChangeCipherSpec or data end it, unless a
     * HelloRetryRequest may ask for another, which both may precede (RFC 8446 section 4.2.10, appendix D.4).
     */
    private void clientHello(int status) {
        TlsFacts tls = side.tls;
        if (status != Cursor.OK) {
            giveUp(status);
            return;
        }
        boolean second = tls.clientHello.present();
        if (second && !awaitsSecondHello()) {
            if (!tls.retry.present()) {
                row.flag(Quality.EXTRA_HELLO);
            }
            return;
        }
        if (hellos.hasMalformedExtension()) {
            row.flag(Quality.HELLO_MALFORMED);
        }
        if (second) {
            tls.answerRetry(hellos.clientHello());
            return;
        }
        knowClient(sender);
        tls.clientHello = hellos.clientHello();
        tls.clientHelloMicros = row.microsSinceStart(timeNanos);
    }

    private void knowClient(int client) {
        if (!row.is(FlowRow.CLIENT_KNOWN)) {
            row.setClient(client);
            row.mark(FlowRow.CLIENT_KNOWN);
        }
    }

    /** A HelloRetryRequest asked for another; where nothing of the server was captured it may have. */
    boolean awaitsSecondHello() {
        TlsFacts tls = side.tls;
        return tls.awaitsSecondHello() || tls.clientHello.present() && !tls.retry.present() && row.isOneWay(sender);
    }

    private void giveUp(int status) {
        wants = false;
        row.flag(status == Cursor.MALFORMED ? Quality.HELLO_MALFORMED : Quality.HELLO_INCOMPLETE);
    }

    private void serverHello(byte[] bytes, int at, int length) {
        int status = hellos.readServerHello(bytes, at, length, HelloReader.Transport.TCP);
        if (status != Cursor.OK) {
            giveUp(status);
            return;
        }
        TlsFacts tls = side.tls;
        if (hellos.isHelloRetryRequest()) {
            tls.requestRetry(hellos.serverHello());
            if (tls.awaitsSecondHello()) {
                StreamState.wantAgain(row, 1 - sender);
            }
            return;
        }
        if (tls.serverHello.present()) {
            wants = false;
            return;
        }
        knowClient(1 - sender);
        tls.serverHello = hellos.serverHello();
        tls.sessionEchoed = hellos.echoesSession(tls.clientHello);
        tls.serverHelloMicros = row.microsSinceStart(timeNanos);
        wants = !TlsVersions.isTls13(tls.serverHello.version()); // nothing readable follows it there
    }

    private void certificate(byte[] bytes, int at, int length) {
        if (sender == row.client() || side.tls.certificateSeen) {
            return;
        }
        side.tls.certificateSeen = true;
        side.tls.certificate = certificates.read(bytes, at, length);
        if (!side.tls.certificate.present()) {
            row.flag(Quality.CERTIFICATE_MALFORMED);
        }
        wants = false;
    }

    /** The buffer of the side whose bytes these are. */
    HandshakeBuffer buffer() {
        return buffers.make(side, sender);
    }

    /** Nothing more is wanted of that side. */
    void release() {
        buffers.release(side, sender, lane);
    }
}
