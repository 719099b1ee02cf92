package tell443.flow;

/**
 * What one analysis may hold in memory.
 *
 * @param flows that are live
 * @param waiting ended flows that wait for their turn to be written
 * @param segmentBytes TCP segments that came too early, all flows
 * @param handshakeBytes handshake messages being put together, all flows
 * @param quicBytes QUIC hellos being put together, all flows
 * @param sequenceBytes sizes and times of first packets and records, all flows
 * @param openingBytes first bytes of flows that are neither TLS nor QUIC, all flows
 * @param fragmentBytes IP fragments
 */
public record Limits(long flows, long waiting, long segmentBytes, long handshakeBytes, long quicBytes, long sequenceBytes,
        long openingBytes,
        long fragmentBytes) {

    /** A flow with its handshake and its share of the index, bytes: 647 measured at a million TLS flows with a name each. */
    public static final int FLOW_BYTES = 660;

    /** Limits for a heap of that size: half of it for flows, of which one in eight may be an ended one. */
    public static Limits forHeap(long heapBytes) {
        long share = Math.min(heapBytes / 16, 64 << 20);
        long flows = heapBytes / 16 / FLOW_BYTES;
        return new Limits(Math.max(Lanes.COUNT * 64L, flows * 7), flows, 64 << 20, share, share, heapBytes / 8, share, 32 << 20);
    }
}
