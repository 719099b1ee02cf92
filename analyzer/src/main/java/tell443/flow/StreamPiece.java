package tell443.flow;

import java.nio.ByteBuffer;
import tell443.facts.Quality;

/** The piece of one side's stream that is being read, and how far the reading has come. One per worker. */
final class StreamPiece {

    static final int HEADER_LENGTH = 5;

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
}
