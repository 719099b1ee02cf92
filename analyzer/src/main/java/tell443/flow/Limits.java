package tell443.flow;

/**
 * What one analysis may hold in memory.
 *
 * @param flows rows of the flow table
 * @param segmentBytes TCP segments that came too early, all flows
 * @param handshakeBytes handshake messages being put together, all flows
 * @param openingBytes first bytes of flows that are neither TLS nor QUIC, all flows
 * @param fragmentBytes IP fragments
 * @param rowBytes rows that wait for their turn to be written
 */
public record Limits(long flows, long segmentBytes, long handshakeBytes, long openingBytes, long fragmentBytes, long rowBytes) {

    /** A flow with its handshake and its share of the index, bytes; measured, rounded up. */
    public static final int FLOW_BYTES = 640;

    /** Limits for a heap of that size: half of it for flows. */
    public static Limits forHeap(long heapBytes) {
        long share = Math.min(heapBytes / 16, 64 << 20);
        return new Limits(Math.max(Lanes.COUNT * 64L, heapBytes / 2 / FLOW_BYTES), 64 << 20, share, share, 32 << 20,
                Math.min(heapBytes / 16, 256 << 20));
    }

    public Limits withFlows(long most) {
        return new Limits(most, segmentBytes, handshakeBytes, openingBytes, fragmentBytes, rowBytes);
    }
}
