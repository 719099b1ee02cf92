package tell443.flow;

import java.nio.ByteBuffer;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.facts.TlsFacts;

/**
 * Reads a TCP stream as it is delivered in order: finds out whether it is TLS, has its records read, or keeps the opening of
 * what is not TLS; and finds records again after a gap.
 */
final class StreamReader {

    /** 2^14 and the 2048 bytes that TLS 1.2 allows for expansion, RFC 5246 section 6.2.3. */
    static final int RECORD_LIMIT = (1 << 14) + 2048;

    private static final int RESUME_TURNS = 10;

    private final FlowRow row;
    private final StreamPiece piece;
    private final HandshakeReader handshakes;
    private final RecordReader records;
    private final Openings openings;
    private final ControlChannels controls;
    private final Counters counters;
    private int lane;
    /** Where the gathering of a header began in this piece, and whether it came to nothing. */
    private int startedAt;
    private boolean tried;
    /** The other side spoke last. */
    private boolean newTurn;

    StreamReader(FlowRow row, HandshakeReader handshakes, Records statistics, Openings openings, ControlChannels controls,
            Counters counters) {
        this.row = row;
        this.handshakes = handshakes;
        this.openings = openings;
        this.controls = controls;
        this.counters = counters;
        piece = new StreamPiece(row);
        records = new RecordReader(piece, handshakes, statistics, counters);
    }

    /** The next bytes of that side's stream; {@code length} were sent, {@code held} of them captured. */
    void deliver(FlowSide side, int sender, int lane, ByteBuffer source, int at, int held, int length, long timeNanos) {
        int field = FlowRow.side(sender) + FlowRow.STREAM;
        long bits = row.get(field);
        newTurn = row.is(FlowRow.TURN_1) != (sender == 1);
        if (StreamState.isInside(bits, length)) {
            row.set(field, bits - length);
        } else {
            deliver(side, sender, lane, bits, source, at, held, length, timeNanos);
            row.set(field, piece.state.bits);
        }
        if (newTurn) {
            row.turn(sender);
        }
    }

    private void deliver(
            FlowSide side, int sender, int lane, long bits, ByteBuffer source, int at, int held, int length, long timeNanos) {
        stand(side, sender, lane, bits, timeNanos);
        piece.timeNanos = timeNanos;
        piece.source = source;
        piece.at = at;
        piece.heldEnd = at + held;
        piece.end = at + length;
        this.lane = lane;
        startedAt = at;
        tried = false;
        openings.stand(side, sender, lane);
        while (piece.at < piece.end && step()) {
            continue;
        }
        if (piece.state.phase() >= StreamState.OPENING && piece.state.phase() != StreamState.LOST) {
            Openings.piece(side, sender, length, row.microsSinceStart(timeNanos) - 1);
        }
    }

    private boolean step() {
        switch (piece.state.phase()) {
            case StreamState.RECORDS -> records.read();
            case StreamState.START -> start();
            case StreamState.OPENING -> opening();
            case StreamState.LOST -> lost();
            default -> piece.at = piece.end;
        }
        return piece.state.phase() != StreamState.OPAQUE;
    }

    // --- the first bytes ---

    private void start() {
        if (!piece.gather()) {
            if (piece.state.phase() == StreamState.START && !Records.mayBegin(piece.state.gatheredBytes(), piece.state.gathered())) {
                replay();
            }
            return;
        }
        int first = piece.state.gatheredBytes();
        int last = piece.source.get(piece.at - 1) & 0xFF;
        if (Records.isHeader(first, last) && !answersSomethingElse()) {
            row.mark(FlowRow.TLS);
            openings.foundTls(row, piece.side);
            piece.state.enter(StreamState.RECORDS);
            piece.state.mark(StreamState.WANTS);
            records.header(first, last);
        } else if (Records.isSslv2Hello(first, last)) {
            row.mark(FlowRow.TLS);
            openings.foundTls(row, piece.side);
            records.sslv2Header(first, last);
        } else {
            piece.at--; // the last of the five was not gathered
            replay();
        }
    }

    /** A server's first bytes, when the client's stream began with something else than TLS: whatever they look like, it is not TLS. */
    private boolean answersSomethingElse() {
        return piece.sender != row.client() && row.is(FlowRow.SYN_SEEN) && piece.isComplete() && !piece.side.tls.clientHello.present()
                && StreamState.phase(row.get(FlowRow.side(1 - piece.sender) + FlowRow.STREAM)) >= StreamState.OPENING && !openings.heard();
    }

    /** Not TLS: hands the gathered bytes and the rest to the opening. */
    private void replay() {
        tried = true;
        int fromHere = Math.min(piece.state.gathered(), piece.at - startedAt);
        int before = piece.state.gathered() - fromHere;
        if (before > 0) {
            openings.gathered(piece.state.gatheredBytes() >>> 8 * fromHere, before);
        }
        piece.state.forgetGathered();
        piece.at -= fromHere;
        piece.state.enter(StreamState.OPENING);
    }

    // --- what is not TLS ---

    private void opening() {
        if (!tried && mayBecomeTls() && piece.looksLikeHello(newTurn)) {
            enterStart();
            return;
        }
        if (!row.is(FlowRow.SYN_SEEN | FlowRow.SYN_ACK_SEEN) && !ControlChannels.isOpenVpn(piece.side) && joinLate()) {
            return;
        }
        int held = Math.max(0, piece.heldEnd - piece.at);
        boolean control = controls.stream(piece.side, piece.sender, lane, openings.turns() == 0, piece.source, piece.at, held,
                piece.end - piece.at, piece.timeNanos);
        boolean goesOn = openings.stream(piece.source, piece.at, held, piece.end - piece.at) || control;
        int rest = openings.afterProxyHeader();
        if (rest >= 0) {
            piece.at = piece.end - rest;
            enterStart();
            return;
        }
        piece.at = piece.end;
        if (!goesOn) {
            piece.state.enter(StreamState.OPAQUE);
        }
    }

    /** The capture began in the middle of a record, or of a prefix: looks for records that follow each other. */
    private boolean joinLate() {
        int from = piece.at;
        if (!piece.findChain(false)) {
            return false;
        }
        if (piece.at > from) {
            openings.stream(piece.source, from, piece.at - from, piece.at - from);
        }
        if (piece.looksLikeHello(newTurn)) {
            enterStart();
        } else {
            openings.foundTls(row, piece.side);
            lostNoMore();
        }
        return true;
    }

    private void enterStart() {
        startedAt = piece.at;
        piece.state.enter(StreamState.START);
    }

    /** After a plaintext prefix (CONNECT, SOCKS, STARTTLS) a piece may begin with a ClientHello, a later one with a ServerHello. */
    private boolean mayBecomeTls() {
        return row.is(FlowRow.TLS)
                || openings.turns() > 0 && openings.turns() <= RESUME_TURNS && !ControlChannels.isOpenVpn(piece.side);
    }

    // --- after a gap ---

    /** Bytes of that side's stream are missing before what comes next. */
    void gap(FlowSide side, int sender, int lane) {
        stand(side, sender, lane, row.get(FlowRow.side(sender) + FlowRow.STREAM), 0);
        controls.gap(side, sender, lane);
        if (piece.state.is(StreamState.WANTS) && (piece.state.is(StreamState.COLLECTS) || piece.state.gathered() > 0)) {
            helloIncomplete();
        }
        piece.state.forgetGathered();
        piece.state.setLeft(0);
        records.stopWanting();
        if (piece.state.phase() == StreamState.RECORDS || piece.state.phase() == StreamState.START) {
            piece.state.enter(StreamState.LOST);
        }
        row.set(FlowRow.side(sender) + FlowRow.STREAM, piece.state.bits);
    }

    /** Nothing more of that side's stream will come. */
    void end(FlowSide side, int sender, int lane) {
        stand(side, sender, lane, row.get(FlowRow.side(sender) + FlowRow.STREAM), 0);
        if (piece.state.is(StreamState.WANTS) && piece.state.is(StreamState.COLLECTS) && handshakes.isIncomplete(piece.state.left() > 0)) {
            helloIncomplete();
        }
    }

    private void stand(FlowSide side, int sender, int lane, long bits, long timeNanos) {
        piece.side = side;
        piece.sender = sender;
        piece.state.bits = bits;
        handshakes.stand(side, sender, lane, timeNanos);
    }

    private void helloIncomplete() {
        row.flag(Quality.HELLO_INCOMPLETE);
        counters.count(Counter.HELLO_TRUNCATED);
    }

    private void lost() {
        if (piece.findChain(row.is(FlowRow.TLS))) {
            lostNoMore();
            return;
        }
        piece.at = piece.end;
    }

    private void lostNoMore() {
        row.mark(FlowRow.TLS);
        piece.state.forgetGathered();
        piece.state.enter(StreamState.RECORDS);
        if (piece.side.tls == TlsFacts.NONE) {
            piece.side.tls = new TlsFacts();
        }
        piece.side.tls.recordsOnly |= !piece.side.tls.clientHello.present() && !piece.side.tls.serverHello.present();
    }
}
