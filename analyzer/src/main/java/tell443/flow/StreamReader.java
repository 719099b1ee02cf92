package tell443.flow;

import java.nio.ByteBuffer;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.facts.TlsFacts;

/**
 * Reads a TCP stream as it is delivered in order: finds out whether it is TLS, follows its records by arithmetic (five
 * bytes each, wherever they are cut), collects the handshake while it is wanted, or keeps the opening of what is not TLS.
 */
final class StreamReader {

    private static final int HEADER_LENGTH = 5;
    private static final int HANDSHAKE = 22;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    private static final int DATA = 23;
    private static final int TYPE_BASE = 16; // StreamState keeps types less this
    /** 2^14 and the 2048 bytes that TLS 1.2 allows for expansion, RFC 5246 section 6.2.3. */
    static final int RECORD_LIMIT = (1 << 14) + 2048;
    private static final int RESUME_TURNS = 10;
    private static final int LOST_SCAN = 1 << 14;

    private final FlowRow row;
    private final HandshakeReader handshakes;
    private final Records records;
    private final Openings openings;
    private final Counters counters;
    private final StreamState state = new StreamState();

    private FlowSide side;
    private int sender;
    private long timeNanos;
    private ByteBuffer source;
    private int at;
    private int heldEnd;
    private int end;
    /** Where the gathering of a header began in this piece, and whether it came to nothing. */
    private int startedAt;
    private boolean tried;
    /** The other side spoke last. */
    private boolean newTurn;

    StreamReader(FlowRow row, HandshakeReader handshakes, Records records, Openings openings, Counters counters) {
        this.row = row;
        this.handshakes = handshakes;
        this.records = records;
        this.openings = openings;
        this.counters = counters;
    }

    /** Whether anybody reads that side's stream. */
    static boolean reads(FlowRow row, int sender) {
        return StreamState.phase(row.get(FlowRow.side(sender) + FlowRow.STREAM)) != StreamState.OPAQUE;
    }

    /** Whether a hello of that side is being waited for, so that copies are worth comparing. */
    static boolean awaitsHello(FlowRow row, FlowSide side, int sender) {
        long bits = row.get(FlowRow.side(sender) + FlowRow.STREAM);
        boolean wants = (bits & StreamState.WANTS) != 0 || StreamState.phase(bits) == StreamState.START;
        return wants && (sender == row.client() ? !side.tls.clientHello.present() : !side.tls.serverHello.present());
    }

    /** The next bytes of that side's stream; {@code length} were sent, {@code held} of them captured. */
    void deliver(FlowSide side, int sender, int lane, ByteBuffer source, int at, int held, int length, long timeNanos) {
        int field = FlowRow.side(sender) + FlowRow.STREAM;
        state.bits = row.get(field);
        this.side = side;
        this.sender = sender;
        this.source = source;
        this.at = at;
        startedAt = at;
        tried = false;
        newTurn = row.is(FlowRow.TURN_1) != (sender == 1);
        this.timeNanos = timeNanos;
        heldEnd = at + held;
        end = at + length;
        handshakes.stand(side, sender, lane, timeNanos);
        openings.stand(side, sender, lane);
        while (this.at < end && step()) {
            continue;
        }
        row.set(field, state.bits);
        if (newTurn) {
            turn(sender);
        }
    }

    private void turn(int sender) {
        if (sender == 1) {
            row.mark(FlowRow.TURN_1);
        } else {
            row.unmark(FlowRow.TURN_1);
        }
    }

    private boolean step() {
        switch (state.phase()) {
            case StreamState.RECORDS -> record();
            case StreamState.START -> start();
            case StreamState.OPENING -> opening();
            case StreamState.LOST -> lost();
            default -> at = end;
        }
        return state.phase() != StreamState.OPAQUE;
    }

    // --- the first bytes ---

    private void start() {
        if (!gather()) {
            return;
        }
        int first = state.gatheredBytes();
        int last = source.get(at - 1) & 0xFF;
        if (Records.isHeader(first, last) && !answersSomethingElse()) {
            row.mark(FlowRow.TLS);
            openings.foundTls(row, side);
            state.enter(StreamState.RECORDS);
            state.mark(StreamState.WANTS);
            header(first, last);
        } else if (Records.isSslv2Hello(first, last)) {
            sslv2(first, last);
        } else {
            replay(first, last);
        }
    }

    /** A server's first bytes, when the client's stream began with something else than TLS: whatever they look like, it is not TLS. */
    private boolean answersSomethingElse() {
        return sender != row.client() && row.is(FlowRow.SYN_SEEN) && isComplete() && !side.tls.clientHello.present()
                && StreamState.phase(row.get(FlowRow.side(1 - sender) + FlowRow.STREAM)) >= StreamState.OPENING && !openings.heard();
    }

    private boolean isComplete() {
        return !Quality.GAP.in(row.quality()) && !Quality.SNAPPED.in(row.quality());
    }

    /** Gathers the five bytes of a header. @return whether they are all there; {@code at} is behind the last */
    private boolean gather() {
        while (state.gathered() < HEADER_LENGTH - 1) {
            if (at >= heldEnd) {
                missHeader();
                return false;
            }
            state.gather(source.get(at++) & 0xFF);
            if (at == end) {
                return false;
            }
        }
        if (at >= heldEnd) {
            missHeader();
            return false;
        }
        at++;
        return true;
    }

    /** The snap length cut a header off: the records cannot be followed until some are found again. */
    private void missHeader() {
        row.flag(Quality.SNAPPED);
        state.forgetGathered();
        state.enter(state.phase() == StreamState.START ? StreamState.OPENING : StreamState.LOST);
        at = end;
    }

    private void sslv2(int first, int last) {
        row.mark(FlowRow.TLS);
        openings.foundTls(row, side);
        HandshakeBuffer buffer = handshakes.makeBuffer(sender);
        buffer.appendBody(new byte[] {(byte) (first >>> 24), (byte) (first >>> 16), (byte) (first >>> 8), (byte) first, (byte) last}, 0, 5);
        state.forgetGathered();
        state.enter(StreamState.RECORDS);
        state.setType(HANDSHAKE - TYPE_BASE);
        state.setLeft((first >>> 16 & 0x7FFF) + 2 - HEADER_LENGTH);
        state.mark(StreamState.WANTS | StreamState.COLLECTS | StreamState.SSLV2);
    }

    /** Not TLS: hands the gathered bytes and the rest to the opening. */
    private void replay(int first, int last) {
        tried = true;
        int fromHere = Math.min(state.gathered(), at - 1 - startedAt);
        state.forgetGathered();
        at -= fromHere + 1;
        int before = HEADER_LENGTH - 1 - fromHere;
        if (before > 0) {
            openings.gathered(first >>> 8 * fromHere, before);
        }
        state.enter(StreamState.OPENING);
    }

    // --- what is not TLS ---

    private void opening() {
        if (!tried && mayBecomeTls() && looksLikeHello(at)) {
            enterStart();
            return;
        }
        if (!row.is(FlowRow.SYN_SEEN) && joinLate()) {
            return;
        }
        boolean goesOn = openings.stream(source, at, Math.max(0, heldEnd - at), end - at);
        int rest = openings.afterProxyHeader();
        if (rest > 0) {
            at = end - rest;
            enterStart();
            return;
        }
        at = end;
        if (!goesOn) {
            state.enter(StreamState.OPAQUE);
        }
    }

    /** The capture began in the middle of a record, or of a prefix: looks for records that follow each other. */
    private boolean joinLate() {
        int from = at;
        if (!findChain(false)) {
            return false;
        }
        if (at > from) {
            openings.stream(source, from, at - from, at - from);
        }
        if (looksLikeHello(at)) {
            enterStart();
        } else {
            openings.foundTls(row, side);
            lostNoMore();
        }
        return true;
    }

    private void enterStart() {
        startedAt = at;
        state.enter(StreamState.START);
    }

    /** After a plaintext prefix (CONNECT, SOCKS, STARTTLS) a piece may begin with a ClientHello, a later one with a ServerHello. */
    private boolean mayBecomeTls() {
        return row.is(FlowRow.TLS) || openings.turns() > 0 && openings.turns() <= RESUME_TURNS;
    }

    /** A record header and a hello's type; at the start of a turn as many of these bytes as the piece has. */
    private boolean looksLikeHello(int place) {
        int held = heldEnd - place;
        if (held <= HEADER_LENGTH) {
            return newTurn && held > 0 && source.get(place) == HANDSHAKE && (held < 2 || source.get(place + 1) == 3);
        }
        int type = source.get(place + HEADER_LENGTH);
        return source.get(place) == HANDSHAKE && (type == 1 || type == 2)
                && Records.isHeader(source.getInt(place), source.get(place + HEADER_LENGTH - 1) & 0xFF);
    }

    // --- records ---

    private void record() {
        if (state.left() == 0) {
            if (state.gathered() == 0 && heldEnd - at >= HEADER_LENGTH) {
                int first = source.getInt(at);
                at += HEADER_LENGTH;
                header(first, source.get(at - 1) & 0xFF);
            } else if (gather()) {
                header(state.gatheredBytes(), source.get(at - 1) & 0xFF);
            }
            return;
        }
        int part = Math.min(state.left(), end - at);
        if (state.is(StreamState.COLLECTS)) {
            collect(part);
        }
        at += part;
        state.setLeft(state.left() - part);
    }

    private void header(int first, int last) {
        state.forgetGathered();
        if (!Records.isHeader(first, last)) {
            noHeader();
            return;
        }
        int type = first >>> 24;
        int length = (first & 0xFF) << 8 | last;
        records.count(row, sender, type, length, timeNanos);
        state.setLeft(length);
        state.setType(type - TYPE_BASE);
        state.unmark(StreamState.COLLECTS);
        if (side.tls == TlsFacts.NONE) {
            side.tls = new TlsFacts();
        }
        switch (type) {
            case HANDSHAKE -> handshake();
            case DATA -> endHandshake();
            case CHANGE_CIPHER_SPEC -> changeCipher();
            case ALERT -> alert(length);
            default -> {}
        }
    }

    private void handshake() {
        if (state.is(StreamState.WANTS)) {
            state.mark(StreamState.COLLECTS);
        }
    }

    private void endHandshake() {
        if (!state.is(StreamState.WANTS)) {
            return;
        }
        if (!side.tls.clientHello.present() && !side.tls.serverHello.present()) {
            side.tls.recordsOnly = true;
        }
        stopWanting();
    }

    private void changeCipher() {
        boolean client = sender == row.client();
        if (client) {
            side.tls.clientChangedCipher = true;
        } else {
            side.tls.serverChangedCipher = true;
        }
        if (client ? side.tls.clientHello.present() : side.tls.serverHello.present()) {
            stopWanting();
        }
    }

    /** An alert in the clear is two bytes long; an encrypted one is longer. */
    private void alert(int length) {
        boolean encrypted = sender == row.client() ? side.tls.clientChangedCipher : side.tls.serverChangedCipher;
        if (length == 2 && !encrypted) {
            state.mark(StreamState.COLLECTS);
        }
    }

    private void collectAlert(int held) {
        for (int i = 0; i < held; i++) {
            state.gather(source.get(at + i) & 0xFF);
        }
        if (state.gathered() == 2) {
            if (sender == row.client()) {
                side.tls.clientAlert = side.tls.clientAlert < 0 ? (short) state.gatheredBytes() : side.tls.clientAlert;
            } else {
                side.tls.serverAlert = side.tls.serverAlert < 0 ? (short) state.gatheredBytes() : side.tls.serverAlert;
            }
            state.forgetGathered();
        }
    }

    private void collect(int part) {
        int held = Math.max(0, Math.min(part, heldEnd - at));
        if (state.type() == ALERT - TYPE_BASE) {
            collectAlert(held);
        } else if (held < part) {
            row.flag(Quality.HELLO_INCOMPLETE);
            counters.count(Counter.HELLO_TRUNCATED);
            stopWanting();
        } else if (state.is(StreamState.SSLV2)) {
            collectSslv2(part);
        } else if (!handshakes.body(source, at, part)) {
            stopWanting();
        }
    }

    private void collectSslv2(int part) {
        HandshakeBuffer buffer = handshakes.makeBuffer(sender);
        buffer.appendBody(source, at, part);
        if (part == state.left()) {
            side.tls = side.tls == TlsFacts.NONE ? new TlsFacts() : side.tls;
            handshakes.sslv2(buffer.bodies, buffer.bodiesLength);
            state.unmark(StreamState.SSLV2);
            stopWanting();
        }
    }

    private void stopWanting() {
        state.unmark(StreamState.WANTS | StreamState.COLLECTS);
        handshakes.release(side, sender);
    }

    private void noHeader() {
        counters.count(Counter.RECORD_MALFORMED);
        row.flag(Quality.RECORDS_LOST);
        boolean complete = isComplete();
        if (complete && side.tls.clientHello.present() && side.tls.serverHello.present()) {
            side.tls.framingLost = true;
        }
        stopWanting();
        state.enter(complete ? StreamState.OPAQUE : StreamState.LOST);
        at = end;
    }

    // --- after a gap ---

    /** Bytes of that side's stream are missing before what comes next. */
    void gap(FlowSide side, int sender, int lane) {
        this.side = side;
        this.sender = sender;
        handshakes.stand(side, sender, lane, 0);
        int field = FlowRow.side(sender) + FlowRow.STREAM;
        state.bits = row.get(field);
        boolean inHello = state.is(StreamState.WANTS) && (state.is(StreamState.COLLECTS) || state.gathered() > 0);
        if (inHello) {
            row.flag(Quality.HELLO_INCOMPLETE);
            counters.count(Counter.HELLO_TRUNCATED);
        }
        state.forgetGathered();
        state.setLeft(0);
        stopWanting();
        if (state.phase() == StreamState.RECORDS || state.phase() == StreamState.START) {
            state.enter(StreamState.LOST);
        }
        row.set(field, state.bits);
    }

    /** Nothing more of that side's stream will come. */
    void end(FlowSide side, int sender, int lane) {
        this.side = side;
        this.sender = sender;
        handshakes.stand(side, sender, lane, 0);
        state.bits = row.get(FlowRow.side(sender) + FlowRow.STREAM);
        if (state.is(StreamState.WANTS) && state.is(StreamState.COLLECTS) && handshakes.isIncomplete(state.left() > 0)) {
            row.flag(Quality.HELLO_INCOMPLETE);
            counters.count(Counter.HELLO_TRUNCATED);
        }
    }

    private void lost() {
        if (findChain(row.is(FlowRow.TLS))) {
            lostNoMore();
            return;
        }
        at = end;
    }

    private void lostNoMore() {
        row.mark(FlowRow.TLS);
        state.forgetGathered();
        state.enter(StreamState.RECORDS);
        if (side.tls == TlsFacts.NONE) {
            side.tls = new TlsFacts();
        }
        side.tls.recordsOnly |= !side.tls.clientHello.present() && !side.tls.serverHello.present();
    }

    /** Moves to the first place in this piece where record headers follow each other to its end, or at least one does. */
    private boolean findChain(boolean oneIsEnough) {
        int scanEnd = Math.min(heldEnd, at + LOST_SCAN);
        for (int place = at; place + HEADER_LENGTH <= scanEnd; place++) {
            if (source.get(place + 1) == 3 && Records.chain(source, place, heldEnd, end) >= (oneIsEnough && place == at ? 1 : 2)) {
                at = place;
                return true;
            }
        }
        return false;
    }
}
