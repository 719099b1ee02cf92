package tell443.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tell443.facts.TlsFacts;
import tell443.net.Headers;

/** A buffer that one flow gave back is as new for the next one, and what it took from the budget is there again. */
class HandshakeBuffersTest {

    private static final int LANE = 3;
    private static final long BYTES_PER_LANE = 4096;

    private final FlowTable table = new FlowTable(new FlowHash(1, 2));
    private final FlowRow row = new FlowRow();
    private final Budget budget = new Budget(BYTES_PER_LANE * Lanes.COUNT);
    private final HandshakeBuffers buffers = new HandshakeBuffers(row, budget);
    private final FlowSide side = new FlowSide();

    @BeforeEach
    void aFlow() {
        table.insert(7, new Headers(), 0, row);
        side.tls = new TlsFacts();
    }

    private HandshakeBuffer filled(FlowSide of, int bodies, int stream) {
        HandshakeBuffer buffer = buffers.make(of, 0);
        assertTrue(buffers.grow(buffer, LANE, bodies));
        buffer.appendBody(new byte[bodies], 0, bodies);
        buffers.remember(of, 0, LANE, 1000, ByteBuffer.allocate(stream), 0, stream);
        return buffer;
    }

    @Test
    void oneThatWasGivenBackIsAsNew() {
        HandshakeBuffer used = filled(side, 600, 500);
        buffers.releaseAll(side, LANE);
        assertNull(side.handshakes);
        FlowSide other = new FlowSide();
        HandshakeBuffer again = buffers.make(other, 1);
        assertSame(used, again, "it is used again");
        assertEquals(0, again.bodiesLength);
        assertEquals(0, again.streamLength);
        assertEquals(0, again.taken);
        assertFalse(again.contradicts(1000, ByteBuffer.wrap(new byte[] {1}), 0, 1), "nothing is remembered of the other flow");
    }

    @Test
    void whatWasTakenIsThereAgain() {
        for (int round = 0; round < 20; round++) {
            filled(side, 2000, 2000);
            assertFalse(budget.fits(LANE, 97));
            buffers.releaseAll(side, LANE);
            assertTrue(budget.fits(LANE, (int) BYTES_PER_LANE));
        }
    }

    @Test
    void nothingIsTakenBeyondTheBudget() {
        HandshakeBuffer buffer = filled(side, 4000, 90);
        assertFalse(buffers.grow(buffer, LANE, 7));
        buffers.remember(side, 0, LANE, 1090, ByteBuffer.allocate(7), 0, 7);
        assertEquals(90, buffer.streamLength);
        assertTrue(buffers.grow(buffer, LANE, 6));
    }

    @Test
    void aLargeOneIsNotKept() {
        HandshakeBuffer large = buffers.make(side, 0);
        large.appendBody(new byte[9000], 0, 9000);
        buffers.releaseAll(side, LANE);
        assertNotSame(large, buffers.make(side, 0));
    }
}
