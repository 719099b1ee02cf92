package tell443.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A reused run of packets: one direct buffer that holds their bytes, and columns that say where each is.
 *
 * <p>The buffer is big-endian and is read at absolute offsets only. Behind {@link #BYTES} lies the annex, where the
 * decoder of each worker may not write: it belongs to the batch's reader. Columns are valid below {@link #count}.
 */
public final class PacketBatch {

    /** Bytes of packets that fit; one packet may be this long. 1 MiB stays inside the L2 cache. */
    public static final int BYTES = 1 << 20;
    /** Packets that fit; a batch ends when either limit is reached. */
    public static final int PACKETS = 1 << 14;

    /** Direct, big-endian. */
    public final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.BIG_ENDIAN);

    /** Index in {@link #bytes} of the first byte of packet i. */
    public final int[] offset = new int[PACKETS];
    /** Bytes held of packet i. */
    public final int[] captured = new int[PACKETS];
    /** Bytes packet i had on the wire, at least {@link #captured}. */
    public final int[] original = new int[PACKETS];
    /** Time of packet i, nanoseconds since 1970. */
    public final long[] timeNanos = new long[PACKETS];
    /** LINKTYPE_ value of packet i (https://www.tcpdump.org/linktypes.html). */
    public final int[] linkType = new int[PACKETS];
    /** Which capture packet i is from: argument of {@link PacketSource#name}. */
    public final int[] source = new int[PACKETS];

    public int count;
    /** Number in the run of packet 0, from 1. */
    public long firstNumber = 1;

    /** Forgets the packets and moves {@link #firstNumber} past them. */
    public void clear() {
        firstNumber += count;
        count = 0;
    }
}
