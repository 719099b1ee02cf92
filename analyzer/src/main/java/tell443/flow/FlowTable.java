package tell443.flow;

import java.util.Arrays;
import tell443.net.Headers;

/**
 * Flows of one worker in primitive memory: an open-addressing index of 64-bit slots and rows of longs in chunks.
 *
 * <p>A slot is {@code tag << 32 | id + 1}: the tag is half of the seeded hash and says where the
 * slot belongs, so that most misses, and every growth, never touch a row.
 * Linear probing, at most 5/8 full, deletion shifts back. Ids are handed out in order and reused last in, first out, so
 * they depend on the packets alone, not on the hash's seed.
 */
final class FlowTable {

    static final int NOT_FOUND = -1;

    private static final int CHUNK_SHIFT = 9;
    private static final int CHUNK_FLOWS = 1 << CHUNK_SHIFT;

    private final FlowHash hash;
    private long[] index = new long[1 << 12];
    private long[][] chunks = new long[16][];
    private Object[][] sides = new Object[16][]; // FlowSide, or TlsFacts when nothing else is left of one
    private int[] free = new int[64];
    private int freeCount;
    private int next;
    private int size;

    FlowTable(FlowHash hash) {
        this.hash = hash;
    }

    /** Rows in use, ended flows that wait to be reported included. */
    int rowsInUse() {
        return next - freeCount;
    }

    void stand(FlowRow row, int id) {
        row.stand(chunks[id >>> CHUNK_SHIFT], (id & CHUNK_FLOWS - 1) * FlowRow.LONGS, id);
    }

    /** A {@link FlowSide}, a {@link tell443.facts.TlsFacts}, or null: see {@link FlowSides}. */
    Object side(int id) {
        return sides[id >>> CHUNK_SHIFT][id & CHUNK_FLOWS - 1];
    }

    void setSide(int id, Object side) {
        sides[id >>> CHUNK_SHIFT][id & CHUNK_FLOWS - 1] = side;
    }

    /** Brings the index slot of a hash into the cache; the sum keeps the loads alive. */
    long touchSlot(long hashCode) {
        return index[tag(hashCode) & index.length - 1];
    }

    /** Brings the first line of the row that the slot points to into the cache. */
    long touchRow(long hashCode) {
        int mask = index.length - 1;
        long slot = index[tag(hashCode) & mask];
        if (slot == 0) {
            return 0;
        }
        int id = (int) slot - 1;
        long[] chunk = chunks[id >>> CHUNK_SHIFT];
        int base = (id & CHUNK_FLOWS - 1) * FlowRow.LONGS;
        return chunk[base] + chunk[base + FlowRow.SIDES] + chunk[base + FlowRow.STATE] + chunk[base + FlowRow.SIDES + FlowRow.SIDE_LONGS];
    }

    /** Brings all of a row into the cache. */
    long touchAll(int id) {
        long[] chunk = chunks[id >>> CHUNK_SHIFT];
        int base = (id & CHUNK_FLOWS - 1) * FlowRow.LONGS;
        long sum = side(id) == null ? 0 : 1;
        for (int line = 0; line < FlowRow.LONGS; line += 8) {
            sum += chunk[base + line];
        }
        return sum;
    }

    /** Id of the live flow with the key of that header, or {@link #NOT_FOUND}. */
    int find(long hashCode, FlowKey key) {
        int mask = index.length - 1;
        int tag = tag(hashCode);
        for (int at = tag & mask; index[at] != 0; at = at + 1 & mask) {
            long slot = index[at];
            if (tag(slot) == tag && matches((int) slot - 1, key)) {
                return (int) slot - 1;
            }
        }
        return NOT_FOUND;
    }

    private boolean matches(int id, FlowKey key) {
        long[] chunk = chunks[id >>> CHUNK_SHIFT];
        int base = (id & CHUNK_FLOWS - 1) * FlowRow.LONGS;
        return chunk[base + FlowRow.LOW_0] == key.low0 && chunk[base + FlowRow.LOW_1] == key.low1
                && chunk[base + FlowRow.PORTS] == key.ports
                && chunk[base + FlowRow.HIGH_0] == key.high0 && chunk[base + FlowRow.HIGH_1] == key.high1;
    }

    /** A cleared row with that key, in the index. */
    int insert(long hashCode, FlowKey key, FlowRow row) {
        if (++size > index.length / 8 * 5) {
            grow();
        }
        int id = newRow(row);
        row.set(FlowRow.HIGH_0, key.high0);
        row.set(FlowRow.LOW_0, key.low0);
        row.set(FlowRow.HIGH_1, key.high1);
        row.set(FlowRow.LOW_1, key.low1);
        row.set(FlowRow.PORTS, key.ports);
        place(hashCode & 0xFFFF_FFFF_0000_0000L | id + 1);
        return id;
    }

    /** A cleared row that is not in the index; for a flow's part that was cut off by the active time-out. */
    int newRow(FlowRow row) {
        int id = freeCount > 0 ? free[--freeCount] : next++;
        int chunk = id >>> CHUNK_SHIFT;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk * 2);
            sides = Arrays.copyOf(sides, chunk * 2);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new long[CHUNK_FLOWS * FlowRow.LONGS];
            sides[chunk] = new Object[CHUNK_FLOWS];
        }
        stand(row, id);
        Arrays.fill(row.chunk, row.base, row.base + FlowRow.LONGS, 0);
        return id;
    }

    /** Takes a live flow out of the index; its row stays until {@link #free}. */
    void remove(FlowRow row) {
        int mask = index.length - 1;
        int at = tag(hash.of(row)) & mask;
        while ((int) index[at] != row.id + 1) {
            at = at + 1 & mask;
        }
        size--;
        shiftBack(at, mask);
    }

    private void shiftBack(int hole, int mask) {
        int empty = hole;
        for (int at = hole + 1 & mask; index[at] != 0; at = at + 1 & mask) {
            int home = tag(index[at]) & mask;
            if ((at - home & mask) >= (at - empty & mask)) {
                index[empty] = index[at];
                empty = at;
            }
        }
        index[empty] = 0;
    }

    /** No flow is live any more; their rows stay until they are freed. */
    void forgetIndex() {
        index = new long[1];
        size = 0;
    }

    private static int tag(long hashOrSlot) {
        return (int) (hashOrSlot >>> 32);
    }

    void free(int id) {
        setSide(id, null);
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = id;
    }

    private void place(long slot) {
        int mask = index.length - 1;
        int at = tag(slot) & mask;
        while (index[at] != 0) {
            at = at + 1 & mask;
        }
        index[at] = slot;
    }

    private void grow() {
        long[] old = index;
        index = new long[old.length * 2];
        for (long slot : old) {
            if (slot != 0) {
                place(slot);
            }
        }
    }

    /** Whether that packet's source is side 0: the endpoint whose address, then port, is the smaller. */
    static boolean sourceIsSide0(Headers headers, int i) {
        int order = Long.compareUnsigned(headers.sourceHigh[i], headers.destinationHigh[i]);
        order = order != 0 ? order : Long.compareUnsigned(headers.sourceLow[i], headers.destinationLow[i]);
        return order != 0 ? order < 0 : headers.ports[i] >>> 16 <= (headers.ports[i] & 0xFFFF);
    }
}
