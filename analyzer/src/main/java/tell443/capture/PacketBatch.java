package tell443.capture;

import java.nio.ByteBuffer;
import tell443.bytes.Words;

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

    public final Words words = new Words(BYTES);
    /** Direct, big-endian. */
    public final ByteBuffer bytes = words.bytes;

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
    /** Which capture packet i is from: argument of {@link PacketOrigins#name}. */
    public final int[] source = new int[PACKETS];
    /** Which of that capture's interfaces packet i came through: argument of {@link PacketOrigins#interfaceOf}. */
    public final int[] via = new int[PACKETS];

    public int count;
    /** Number in the run of the first packet that was read into this batch, from 1; a source sets it with every read. */
    public long firstNumber = 1;

    /**
     * Up to when everything has come, nanoseconds since 1970: the time of a source that knows it while no packets come. 0
     * where packets alone tell the time.
     */
    public long clockNanos;

    private int[] rank = new int[0]; // of packet i among those read; made when a filter first leaves one out
    private int leftOut;

    /** Forgets the packets and moves {@link #firstNumber} past them. */
    public void clear() {
        begin(firstNumber + count + leftOut);
    }

    /** Forgets the packets; the next one gets this number. */
    public void begin(long number) {
        firstNumber = number;
        count = 0;
        leftOut = 0;
        clockNanos = 0;
    }

    /**
     * Number in the run of packet i, from 1: what a filter left out is counted too, as in Wireshark's frame numbers. That of
     * packet {@link #count} is the one the next batch begins with.
     */
    public long number(int i) {
        return firstNumber + (leftOut == 0 ? i : i == count ? i + leftOut : rank[i]);
    }

    /**
     * Keeps only some packets, in their order: {@code kept[0..keptCount)} are ascending indices. Their bytes stay where
     * they are. Numbers stay right after one call per read.
     */
    void retain(int[] kept, int keptCount) {
        if (keptCount == count) {
            return;
        }
        if (rank.length == 0) {
            rank = new int[PACKETS];
        }
        for (int to = 0; to < keptCount; to++) {
            int from = kept[to];
            rank[to] = from;
            offset[to] = offset[from];
            captured[to] = captured[from];
            original[to] = original[from];
            timeNanos[to] = timeNanos[from];
            linkType[to] = linkType[from];
            source[to] = source[from];
            via[to] = via[from];
        }
        leftOut = count - keptCount;
        count = keptCount;
    }
}
