package tell443.flow;

import java.nio.ByteBuffer;

/** The {@link HandshakeBuffer}s of all flows: made and used again, within a limit of bytes. One per worker. */
final class HandshakeBuffers {

    private static final int SPARES = 256;

    private final FlowRow row;
    private final Budget budget;
    private final HandshakeBuffer[] spare = new HandshakeBuffer[SPARES]; // most live for one round trip
    private int spareCount;

    HandshakeBuffers(FlowRow row, Budget budget) {
        this.row = row;
        this.budget = budget;
    }

    /** That side's buffer, or null when it has none. */
    static HandshakeBuffer of(FlowSide side, int sender) {
        return side.handshakes == null ? null : side.handshakes[sender];
    }

    HandshakeBuffer make(FlowSide side, int sender) {
        if (side.handshakes == null) {
            side.handshakes = new HandshakeBuffer[2];
        }
        if (side.handshakes[sender] == null) {
            side.handshakes[sender] = spareCount > 0 ? spare[--spareCount] : new HandshakeBuffer();
        }
        return side.handshakes[sender];
    }

    /** Takes room for more bytes of records' bodies. @return whether there is any */
    boolean grow(HandshakeBuffer buffer, int lane, int length) {
        if (buffer.bodiesLength + length > HandshakeBuffer.LIMIT || !budget.fits(lane, length)) {
            return false;
        }
        budget.take(lane, length);
        buffer.taken += length;
        return true;
    }

    /** Keeps what was delivered of a hello that is not whole yet, so that a contradicting copy is noticed. */
    void remember(FlowSide side, int sender, int lane, int sequence, ByteBuffer source, int at, int length) {
        if (budget.fits(lane, length)) {
            HandshakeBuffer buffer = make(side, sender);
            int before = buffer.streamLength;
            buffer.appendStream(sequence, source, at, length);
            budget.take(lane, buffer.streamLength - before);
            buffer.taken += buffer.streamLength - before;
        }
    }

    /** That side's hello is whole or given up: of its buffer only the copy of what the client sent is kept. */
    void release(FlowSide side, int sender, int lane) {
        HandshakeBuffer buffer = of(side, sender);
        if (buffer != null && sender == row.client() && side.tls.clientHello.present()) {
            buffer.dropBodies();
            budget.take(lane, buffer.streamLength - buffer.taken);
            buffer.taken = buffer.streamLength;
        } else {
            drop(side, sender, lane);
        }
    }

    /** The other side has answered: what this one sent before needs no comparing any more. */
    void answered(FlowSide side, int sender, int lane) {
        if (side.handshakes[sender] != null && side.tls.clientHello.present() && side.handshakes[sender].bodiesLength == 0) {
            drop(side, sender, lane);
        }
    }

    /** Drops what is left of both sides when the flow ends. */
    void releaseAll(FlowSide side, int lane) {
        drop(side, 0, lane);
        drop(side, 1, lane);
    }

    private void drop(FlowSide side, int sender, int lane) {
        if (side.handshakes != null && side.handshakes[sender] != null) {
            budget.take(lane, -side.handshakes[sender].taken);
            if (spareCount < SPARES && side.handshakes[sender].clear()) {
                spare[spareCount++] = side.handshakes[sender];
            }
            side.handshakes[sender] = null;
            if (side.handshakes[1 - sender] == null) {
                side.handshakes = null;
            }
        }
    }
}
