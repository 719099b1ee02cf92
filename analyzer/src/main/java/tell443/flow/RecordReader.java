package tell443.flow;

import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.facts.TlsFacts;

/**
 * Follows the records of a TLS stream by arithmetic, five bytes each wherever they are cut, and collects the handshake while
 * it is wanted (RFC 8446 section 5.1).
 */
final class RecordReader {

    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    static final int HANDSHAKE = 22;
    private static final int DATA = 23;
    static final int TYPE_BASE = 16; // StreamState keeps types less this

    private final StreamPiece piece;
    private final HandshakeReader handshakes;
    private final Records records;
    private final Counters counters;

    RecordReader(StreamPiece piece, HandshakeReader handshakes, Records records, Counters counters) {
        this.piece = piece;
        this.handshakes = handshakes;
        this.records = records;
        this.counters = counters;
    }

    /** The rest of the record at hand, or the next header. */
    void read() {
        if (piece.state.left() == 0) {
            if (piece.state.gathered() == 0 && piece.heldEnd - piece.at >= StreamPiece.HEADER_LENGTH) {
                int first = piece.source.getInt(piece.at);
                piece.at += StreamPiece.HEADER_LENGTH;
                header(first, piece.source.get(piece.at - 1) & 0xFF);
            } else if (piece.gather()) {
                header(piece.state.gatheredBytes(), piece.source.get(piece.at - 1) & 0xFF);
            }
            return;
        }
        int part = Math.min(piece.state.left(), piece.end - piece.at);
        if (piece.state.is(StreamState.COLLECTS)) {
            collect(part);
        }
        piece.at += part;
        piece.state.setLeft(piece.state.left() - part);
    }

    /** @param first type, version and the upper half of the length, @param last the lower half */
    void header(int first, int last) {
        piece.state.forgetGathered();
        if (!Records.isHeader(first, last)) {
            noHeader();
            return;
        }
        int type = first >>> 24;
        int length = (first & 0xFF) << 8 | last;
        records.count(piece.row, piece.sender, type, length, piece.timeNanos);
        piece.state.setLeft(length);
        piece.state.setType(type - TYPE_BASE);
        piece.state.unmark(StreamState.COLLECTS);
        if (piece.side.tls == TlsFacts.NONE) {
            piece.side.tls = new TlsFacts();
        }
        switch (type) {
            case HANDSHAKE -> handshake();
            case DATA -> endHandshake();
            case CHANGE_CIPHER_SPEC -> changeCipher();
            case ALERT -> alert(length);
            default -> {}
        }
    }

    /** The record of an SSLv2-compatible ClientHello begins: its header is part of what is kept. */
    void sslv2Header(int first, int last) {
        HandshakeBuffer buffer = handshakes.buffer();
        buffer.appendBody(new byte[] {(byte) (first >>> 24), (byte) (first >>> 16), (byte) (first >>> 8), (byte) first, (byte) last}, 0, 5);
        piece.state.forgetGathered();
        piece.state.enter(StreamState.RECORDS);
        piece.state.setType(HANDSHAKE - TYPE_BASE);
        piece.state.setLeft((first >>> 16 & 0x7FFF) + 2 - StreamPiece.HEADER_LENGTH);
        piece.state.mark(StreamState.WANTS | StreamState.COLLECTS | StreamState.SSLV2);
    }

    private void handshake() {
        if (piece.state.is(StreamState.WANTS)) {
            piece.state.mark(StreamState.COLLECTS);
        }
    }

    private void endHandshake() {
        if (!piece.state.is(StreamState.WANTS) || piece.sender == piece.row.client() && piece.side.tls.awaitsSecondHello()) {
            return;
        }
        if (!piece.side.tls.clientHello.present() && !piece.side.tls.serverHello.present()) {
            piece.side.tls.recordsOnly = true;
        }
        stopWanting();
    }

    private void changeCipher() {
        boolean client = piece.sender == piece.row.client();
        if (client) {
            piece.side.tls.clientChangedCipher = true;
        } else {
            piece.side.tls.serverChangedCipher = true;
        }
        if (client ? piece.side.tls.clientHello.present() && !handshakes.awaitsSecondHello() : piece.side.tls.serverHello.present()) {
            stopWanting();
        }
    }

    /** An alert in the clear is two bytes long; an encrypted one is longer. */
    private void alert(int length) {
        boolean encrypted = piece.sender == piece.row.client() ? piece.side.tls.clientChangedCipher : piece.side.tls.serverChangedCipher;
        if (length == 2 && !encrypted) {
            piece.state.mark(StreamState.COLLECTS);
        }
    }

    private void collectAlert(int held) {
        for (int i = 0; i < held; i++) {
            piece.state.gather(piece.source.get(piece.at + i) & 0xFF);
        }
        if (piece.state.gathered() == 2) {
            TlsFacts tls = piece.side.tls;
            short alert = (short) piece.state.gatheredBytes();
            if (piece.sender == piece.row.client()) {
                tls.clientAlert = tls.clientAlert < 0 ? alert : tls.clientAlert;
            } else {
                tls.serverAlert = tls.serverAlert < 0 ? alert : tls.serverAlert;
            }
            piece.state.forgetGathered();
        }
    }

    private void collect(int part) {
        int held = Math.max(0, Math.min(part, piece.heldEnd - piece.at));
        if (piece.state.type() == ALERT - TYPE_BASE) {
            collectAlert(held);
        } else if (held < part) {
            piece.row.flag(Quality.HELLO_INCOMPLETE);
            counters.count(Counter.HELLO_TRUNCATED);
            stopWanting();
        } else if (piece.state.is(StreamState.SSLV2)) {
            collectSslv2(part);
        } else if (!handshakes.body(piece.source, piece.at, part)) {
            stopWanting();
        }
    }

    private void collectSslv2(int part) {
        HandshakeBuffer buffer = handshakes.buffer();
        buffer.appendBody(piece.source, piece.at, part);
        if (part == piece.state.left()) {
            piece.side.tls = piece.side.tls == TlsFacts.NONE ? new TlsFacts() : piece.side.tls;
            handshakes.sslv2(buffer.bodies, buffer.bodiesLength);
            piece.state.unmark(StreamState.SSLV2);
            stopWanting();
        }
    }

    /** No more of the handshake is wanted from this side. */
    void stopWanting() {
        piece.state.unmark(StreamState.WANTS | StreamState.COLLECTS);
        handshakes.release();
    }

    private void noHeader() {
        counters.count(Counter.RECORD_MALFORMED);
        piece.row.flag(Quality.RECORDS_LOST);
        boolean complete = piece.isComplete();
        if (complete && piece.side.tls.clientHello.present() && piece.side.tls.serverHello.present()) {
            piece.side.tls.loseFraming();
        }
        stopWanting();
        piece.state.enter(complete ? StreamState.OPAQUE : StreamState.LOST);
        piece.at = piece.end;
    }
}
