package tell443.flow;

import java.nio.ByteBuffer;
import tell443.facts.Quality;

/** The piece of one side's stream that is being read, and how far the reading has come. One per worker. */
final class StreamPiece {

    static final int HEADER_LENGTH = 5;
    private static final int LOST_SCAN = 1 << 14;

    final FlowRow row;
    final StreamState state = new StreamState();
    FlowSide side;
    int sender;
    long timeNanos;
    ByteBuffer source;
    /** The next byte; behind the last captured one; behind the last sent one. */
    int at;
    int heldEnd;
    int end;

    StreamPiece(FlowRow row) {
        this.row = row;
    }

    /** Nothing of either side is missing so far. */
    boolean isComplete() {
        return !Quality.GAP.in(row.quality()) && !Quality.SNAPPED.in(row.quality());
    }

    /** Gathers the five bytes of a header. @return whether they are all there; {@code at} is behind the last */
    boolean gather() {
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

    /** A record header and a hello's type; at the start of a turn as many of these bytes as the piece has. */
    boolean looksLikeHello(boolean newTurn) {
        int held = heldEnd - at;
        if (held <= HEADER_LENGTH) {
            return newTurn && held > 0 && source.get(at) == RecordReader.HANDSHAKE
                    && (held < 2 || source.get(at + 1) == 3);
        }
        int type = source.get(at + HEADER_LENGTH);
        return source.get(at) == RecordReader.HANDSHAKE && (type == 1 || type == 2)
                && Records.isHeader(source.getInt(at), source.get(at + HEADER_LENGTH - 1) & 0xFF);
    }

    /** Moves to the first place in this piece where record headers follow each other to its end, or at least one does. */
    boolean findChain(boolean oneIsEnough) {
        int scanEnd = Math.min(heldEnd, at + LOST_SCAN);
        for (int place = at; place + HEADER_LENGTH <= scanEnd; place++) {
            int enough = oneIsEnough && place == at ? 1 : 2;
            if (source.get(place + 1) == 3 && Records.chain(source, place, heldEnd, end) >= enough) {
                at = place;
                return true;
            }
        }
        return false;
    }
}
