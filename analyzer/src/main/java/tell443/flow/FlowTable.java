package tell443.flow;

import java.util.Arrays;
import tell443.facts.TlsFacts;
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
    /** A row's flow id and source when nobody uses it. */
    static final long FREE = 0;

    private static final int CHUNK_SHIFT = 9;
    private static final int CHUNK_FLOWS = 1 << CHUNK_SHIFT;

    private static final int OTHER_SIDE = FlowRow.SIDES + FlowRow.SIDE_LONGS;

    private final FlowHash hash;
    private long[] index = new long[1 << 12];
    private long[][] chunks = new long[16][];
    private FlowSide[][] sides = new FlowSide[16][];
    private TlsFacts[][] settled = new TlsFacts[16][]; // typed apart: a cast would touch the object
    private int[] free = new int[64];
    private int freeCount;
    private int next;
    private int size;

    FlowTable(FlowHash hash) {
        this.hash = hash;
    }

    /** Ids are below this; those whose row is {@link #FREE} are nobody's. */
    int rowsMade() {
        return next;
    }

    void stand(FlowRow row, int id) {
        row.stand(chunks[id >>> CHUNK_SHIFT], (id & CHUNK_FLOWS - 1) * FlowRow.LONGS, id);
    }

    /** What the flow has besides its row, or null: see {@link FlowSides}. */
    FlowSide side(int id) {
        return sides[id >>> CHUNK_SHIFT][id & CHUNK_FLOWS - 1];
    }

    /** All that is left of a TLS flow's side, or null. */
    TlsFacts settled(int id) {
        return settled[id >>> CHUNK_SHIFT][id & CHUNK_FLOWS - 1];
    }

    void setSettled(int id, TlsFacts tls) {
        settled[id >>> CHUNK_SHIFT][id & CHUNK_FLOWS - 1] = tls;
    }

    void setSide(int id, FlowSide side) {
        sides[id >>> CHUNK_SHIFT][id & CHUNK_FLOWS - 1] = side;
    }

    /**
     * Brings the index slots of these hashes and the rows they point to into the cache. The loops are as tight as can be, so
     * that many loads are under way at once; the sum keeps them alive.
     */
    long touch(long[] hashes, int[] ids, int count) {
        long[] index = this.index;
        int mask = index.length - 1;
        for (int i = 0; i < count; i++) {
            ids[i] = (int) index[(int) (hashes[i] >>> 32) & mask];
        }
        long[][] chunks = this.chunks;
        long sum = 0;
        for (int i = 0; i < count; i++) {
            int id = ids[i] - 1;
            if (id >= 0) {
                long[] chunk = chunks[id >>> CHUNK_SHIFT];
                int base = (id & CHUNK_FLOWS - 1) * FlowRow.LONGS;
                sum += chunk[base] + chunk[base + FlowRow.STATE] + chunk[base + FlowRow.SIDES] + chunk[base + OTHER_SIDE];
            }
        }
        return sum;
    }

    /** After {@link #touch}, of the packets that are not TCP: what QUIC needs to count them, three objects deep. */
    long touchQuic(int[] ids, Headers headers) {
        long sum = 0;
        for (int i = 0; i < headers.count; i++) {
            int id = ids[i] - 1;
            if (id >= 0 && !headers.isTcp(i)) {
                FlowSide side = sides[id >>> CHUNK_SHIFT][id & CHUNK_FLOWS - 1];
                if (side != null && side.quic != null && side.quic.wantsMore(true)) {
                    sum++;
                }
            }
        }
        return sum;
    }

    /** Brings all of a row into the cache. */
    long touchAll(int id) {
        long[] chunk = chunks[id >>> CHUNK_SHIFT];
        int base = (id & CHUNK_FLOWS - 1) * FlowRow.LONGS;
        long sum = side(id) == null && settled(id) == null ? 0 : 1;
        for (int line = 0; line < FlowRow.LONGS; line += 8) {
            sum += chunk[base + line];
        }
        return sum;
    }

    /** Id of the live flow with the key of that header, or {@link #NOT_FOUND}. */
    int find(long hashCode, Headers headers, int i) {
        int mask = index.length - 1;
        int tag = tag(hashCode);
        for (int at = tag & mask; index[at] != 0; at = at + 1 & mask) {
            long slot = index[at];
            if (tag(slot) == tag && matches((int) slot - 1, headers, i)) {
                return (int) slot - 1;
            }
        }
        return NOT_FOUND;
    }

    private boolean matches(int id, Headers headers, int i) {
        long[] chunk = chunks[id >>> CHUNK_SHIFT];
        int base = (id & CHUNK_FLOWS - 1) * FlowRow.LONGS;
        return chunk[base + FlowRow.LOW_0] == headers.low0[i] && chunk[base + FlowRow.LOW_1] == headers.low1[i]
                && chunk[base + FlowRow.PORTS] == headers.ports[i]
                && chunk[base + FlowRow.HIGH_0] == headers.high0[i] && chunk[base + FlowRow.HIGH_1] == headers.high1[i];
    }

    /** A cleared row with that key, in the index. */
    int insert(long hashCode, Headers headers, int i, FlowRow row) {
        if (++size > index.length / 8 * 5) {
            grow();
        }
        int id = newRow(row);
        row.set(FlowRow.HIGH_0, headers.high0[i]);
        row.set(FlowRow.LOW_0, headers.low0[i]);
        row.set(FlowRow.HIGH_1, headers.high1[i]);
        row.set(FlowRow.LOW_1, headers.low1[i]);
        row.set(FlowRow.PORTS, headers.ports[i]);
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
            settled = Arrays.copyOf(settled, chunk * 2);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new long[CHUNK_FLOWS * FlowRow.LONGS];
            sides[chunk] = new FlowSide[CHUNK_FLOWS];
            settled[chunk] = new TlsFacts[CHUNK_FLOWS];
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
        setSettled(id, null);
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
}
