package tell443.flow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * TCP segments that came too early, until what is before them arrives; for each side of a flow a list in stream order
 * without overlaps. The first copy of a byte wins.
 *
 * <p>A node holds up to {@link #BLOCK} bytes in one of the pool's slabs; a longer segment takes several. Limits: bytes and
 * nodes per side, and per lane the blocks in use, however little each of them holds.
 */
final class SegmentPool {

    static final int NONE = 0;
    static final int SIDE_BYTES = 64 << 10;
    static final int SIDE_NODES = 256;

    private static final int BLOCK = 2048;
    private static final int SLAB_BLOCKS = 256;

    private final long laneBytes;
    private final int[] used = new int[Lanes.COUNT];
    private ByteBuffer[] slabs = new ByteBuffer[4];
    private int[] sequence = new int[SLAB_BLOCKS];
    private int[] length = new int[SLAB_BLOCKS];
    private int[] held = new int[SLAB_BLOCKS];
    private int[] next = new int[SLAB_BLOCKS];
    private long[] time = new long[SLAB_BLOCKS];
    private int free = NONE;
    private int made = 1; // node 0 means none
    private boolean conflict;
    private int head;
    private int before;
    private long addedNanos;

    SegmentPool(long bytesInAll) {
        laneBytes = bytesInAll / Lanes.COUNT;
    }

    /** Whether the last {@link #add} met a byte that differs from its first copy. */
    boolean sawConflict() {
        return conflict;
    }

    /**
     * Adds a segment to the list that starts at {@code first}.
     *
     * @return the new first node; or -1 when a limit forbids it, the list is then unchanged
     */
    int add(int first, int lane, int start, ByteBuffer source, int at, int heldLength, int declaredLength, long timeNanos) {
        conflict = false;
        addedNanos = timeNanos;
        if (!fits(first, lane, declaredLength)) {
            return -1;
        }
        head = first;
        before = NONE;
        int node = first;
        for (int done = 0; done < declaredLength;) {
            int from = start + done;
            while (node != NONE && sequence[node] + length[node] - from <= 0) {
                before = node;
                node = next[node];
            }
            int left = declaredLength - done;
            int room = node == NONE ? left : Math.min(left, sequence[node] - from);
            int part = Math.min(room, BLOCK);
            if (part > 0) {
                insert(newNode(from, source, at + done, Math.max(0, Math.min(part, heldLength - done)), part, node));
                used[lane] += BLOCK;
            } else { // this place is taken: compare and step over
                part = Math.min(left, sequence[node] + length[node] - from);
                conflict |= differs(node, from, source, at + done, Math.min(part, heldLength - done));
            }
            done += part;
        }
        return head;
    }

    private boolean fits(int first, int lane, int declaredLength) {
        int before = 0;
        int bytes = declaredLength;
        for (int node = first; node != NONE; node = next[node]) {
            before++;
            bytes += length[node];
        }
        int nodes = before + declaredLength / BLOCK + 1;
        return nodes <= SIDE_NODES && bytes <= SIDE_BYTES && used[lane] + (long) (nodes - before) * BLOCK <= laneBytes;
    }

    private void insert(int node) {
        if (before == NONE) {
            head = node;
        } else {
            next[before] = node;
        }
        before = node;
    }

    private boolean differs(int node, int from, ByteBuffer source, int at, int sourceHeld) {
        int offset = from - sequence[node];
        int comparable = Math.min(sourceHeld, held[node] - offset);
        ByteBuffer bytes = bytes(node);
        for (int i = 0; i < comparable; i++) {
            if (bytes.get(at(node) + offset + i) != source.get(at + i)) {
                return true;
            }
        }
        return false;
    }

    private int newNode(int from, ByteBuffer source, int at, int heldPart, int part, int following) {
        int node = free;
        if (node != NONE) {
            free = next[node];
        } else {
            node = made++;
            reserve(node);
        }
        sequence[node] = from;
        length[node] = part;
        held[node] = heldPart;
        next[node] = following;
        time[node] = addedNanos;
        bytes(node).put(at(node), source, at, heldPart);
        return node;
    }

    private void reserve(int node) {
        if (node == sequence.length) {
            sequence = Arrays.copyOf(sequence, node * 2);
            length = Arrays.copyOf(length, node * 2);
            held = Arrays.copyOf(held, node * 2);
            next = Arrays.copyOf(next, node * 2);
            time = Arrays.copyOf(time, node * 2);
        }
        int slab = node / SLAB_BLOCKS;
        if (slab == slabs.length) {
            slabs = Arrays.copyOf(slabs, slab * 2);
        }
        if (slabs[slab] == null) {
            slabs[slab] = ByteBuffer.allocateDirect(BLOCK * SLAB_BLOCKS).order(ByteOrder.BIG_ENDIAN);
        }
    }

    int sequence(int node) {
        return sequence[node];
    }

    int length(int node) {
        return length[node];
    }

    int held(int node) {
        return held[node];
    }

    /** When the segment was captured. */
    long timeNanos(int node) {
        return time[node];
    }

    int next(int node) {
        return next[node];
    }

    ByteBuffer bytes(int node) {
        return slabs[node / SLAB_BLOCKS];
    }

    int at(int node) {
        return node % SLAB_BLOCKS * BLOCK;
    }

    int count(int first) {
        int nodes = 0;
        for (int node = first; node != NONE; node = next[node]) {
            nodes++;
        }
        return nodes;
    }

    /** Gives the node back and returns the one after it. */
    int release(int node, int lane) {
        int following = next[node];
        used[lane] -= BLOCK;
        next[node] = free;
        free = node;
        return following;
    }

    void releaseAll(int first, int lane) {
        int node = first;
        while (node != NONE) {
            node = release(node, lane);
        }
    }
}
