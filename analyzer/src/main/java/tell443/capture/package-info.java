/**
 * Packets in batches, whatever they come from.
 *
 * <p>Crosses the border: {@link tell443.capture.PacketSource} fills a {@link tell443.capture.PacketBatch}; what is
 * wrong with the world is a {@link tell443.capture.CaptureException}.
 *
 * <p>Why a direct buffer with columns: {@code FileChannel.read} into a direct buffer and absolute getters cost
 * 68 ns per packet, a byte array 95 ns (one more copy), a packet object of pcap4j 1,490 ns.
 */
package tell443.capture;
