package tell443.flow;

import java.util.Arrays;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.facts.Sequence;

/**
 * The first packets and records of all flows, in chains of small blocks.
 *
 * <p>A block is eight longs, an item each; which block follows it stands apart. An item is {@code microseconds (38 bits) << 26 |
 * is a record (1) | from side 1 (1) | kind (3) | size (21)}. Limit: bytes per lane; a flow that meets it keeps what it has.
 */
final class SequencePool {

    static final int LIMIT = Sequence.LIMIT;
    /** TCP's packets say less than its records. */
    static final int SEGMENTS_LIMIT = 32;

    private static final int ITEMS = 8; // a power of two: dividing by another number costs more than all the rest
    private static final int BLOCK_BYTES = ITEMS * Long.BYTES + Integer.BYTES;
    private static final int CHUNK_SHIFT = 10; // blocks
    private static final int MICROS_SHIFT = 26;
    private static final int RECORD = 1 << 25;
    private static final int SIDE_1 = 1 << 24;
    private static final int KIND_SHIFT = 21;
    private static final int KIND_BASE = 19; // TLS content types are 20..26; 0 stands for none
    private static final int SIZE_MASK = (1 << KIND_SHIFT) - 1;
    private static final long MICROS_MAX = (1L << Long.SIZE - MICROS_SHIFT) - 1;

    private final Budget budget;
    private final Counters counters;
    private long[][] chunks = new long[16][];
    private int[][] following = new int[16][]; // blocks; null where none is followed: most flows need but one
    private int[] free = new int[64];
    private int freeCount;
    private int next = 1; // block 0 means none

    SequencePool(long bytesInAll, Counters counters) {
        budget = new Budget(bytesInAll);
        this.counters = counters;
    }

    void add(FlowRow row, boolean record, int side, int kind, int size, long timeNanos) {
        int countShift = record ? FlowRow.RECORDS_KEPT : FlowRow.PACKETS_KEPT;
        int kept = row.small(countShift);
        if (kept == (record || !row.isTcp() ? LIMIT : SEGMENTS_LIMIT) || !hasRoom(row)) {
            return;
        }
        row.setSmall(countShift, kept + 1);
        long micros = Math.min(Micros.of(Math.max(0, timeNanos - row.get(FlowRow.START))), MICROS_MAX);
        long item = micros << MICROS_SHIFT | (record ? RECORD : 0) | (side == 1 ? SIDE_1 : 0)
                | (kind == 0 ? 0 : kind - KIND_BASE & 7) << KIND_SHIFT | Math.min(size, SIZE_MASK);
        append(row, item, row.small(FlowRow.PACKETS_KEPT) + row.small(FlowRow.RECORDS_KEPT) - 1);
    }

    /** Takes a block from the budget whenever the next item needs one. */
    private boolean hasRoom(FlowRow row) {
        if ((row.small(FlowRow.PACKETS_KEPT) + row.small(FlowRow.RECORDS_KEPT) & ITEMS - 1) != 0) {
            return true;
        }
        int lane = FlowHash.lane(row);
        if (!row.is(FlowRow.SEQUENCE_FULL) && budget.fits(lane, BLOCK_BYTES)) {
            budget.take(lane, BLOCK_BYTES);
            return true;
        }
        if (!row.is(FlowRow.SEQUENCE_FULL)) {
            row.mark(FlowRow.SEQUENCE_FULL); // for good: the first items must not have holes
            row.flag(Quality.LIMIT);
            counters.count(Counter.SEQUENCE_LIMIT);
        }
        return false;
    }

    private void append(FlowRow row, long item, int position) {
        int place = position & ITEMS - 1;
        if (place == 0) {
            int block = newBlock();
            if (position == 0) {
                row.set(FlowRow.SEQUENCE, block, block);
            } else {
                int last = row.low(FlowRow.SEQUENCE);
                follow(last, block);
                row.setLow(FlowRow.SEQUENCE, block);
            }
        }
        int last = row.low(FlowRow.SEQUENCE);
        chunk(last)[at(last) + place] = item;
    }

    /** Hands the items out; sizes are positive from {@code client}. */
    void read(FlowRow row, int client, Sequence packets, Sequence records) {
        packets.clear();
        records.clear();
        int block = row.high(FlowRow.SEQUENCE);
        int count = row.small(FlowRow.PACKETS_KEPT) + row.small(FlowRow.RECORDS_KEPT);
        for (int i = 0; i < count; i++) {
            long item = chunk(block)[at(block) + (i & ITEMS - 1)];
            int side = (item & SIDE_1) != 0 ? 1 : 0;
            int size = (int) item & SIZE_MASK;
            int kind = (int) item >>> KIND_SHIFT & 7;
            Sequence list = (item & RECORD) != 0 ? records : packets;
            list.add(size, side == client, kind == 0 ? 0 : kind + KIND_BASE, item >>> MICROS_SHIFT);
            if ((i & ITEMS - 1) == ITEMS - 1) {
                block = following(block);
            }
        }
    }

    /** The flow or a part of it has ended: from now on the limit of what waits to be reported covers its items. */
    void end(FlowRow row, int lane) {
        int items = row.small(FlowRow.PACKETS_KEPT) + row.small(FlowRow.RECORDS_KEPT);
        budget.take(lane, -(items + ITEMS - 1) / ITEMS * BLOCK_BYTES);
    }

    void release(FlowRow row) {
        int block = row.high(FlowRow.SEQUENCE);
        while (block != 0) {
            int next = following(block);
            if (freeCount == free.length) {
                free = Arrays.copyOf(free, freeCount * 2);
            }
            free[freeCount++] = block;
            block = next;
        }
        row.set(FlowRow.SEQUENCE, 0);
    }

    private int newBlock() {
        int block = freeCount > 0 ? free[--freeCount] : next++;
        int chunk = block >>> CHUNK_SHIFT;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk * 2);
            following = Arrays.copyOf(following, chunk * 2);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new long[ITEMS << CHUNK_SHIFT];
        }
        follow(block, 0);
        return block;
    }

    private long[] chunk(int block) {
        return chunks[block >>> CHUNK_SHIFT];
    }

    private static int at(int block) {
        return (block & (1 << CHUNK_SHIFT) - 1) * ITEMS;
    }

    private int following(int block) {
        int[] links = following[block >>> CHUNK_SHIFT];
        return links == null ? 0 : links[block & (1 << CHUNK_SHIFT) - 1];
    }

    private void follow(int block, int next) {
        int chunk = block >>> CHUNK_SHIFT;
        if (following[chunk] == null && next != 0) {
            following[chunk] = new int[1 << CHUNK_SHIFT];
        }
        if (following[chunk] != null) {
            following[chunk][block & (1 << CHUNK_SHIFT) - 1] = next;
        }
    }
}
