package tell443.packets;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import tell443.capture.PacketBatch;

/**
 * Packets, first in, first out, in one array.
 *
 * <pre>
 * flow id u64 | time u64 | captured u32 | original u32 | link type u16 | via u16 | source u32 | bytes, padded to eight
 * </pre>
 * A packet lies in one piece. Where one does not fit before the end of the array, a gap is left there.
 */
final class Ring {

    private static final int HEADER = 32;
    private static final long GAP = -1;

    private final byte[] bytes;
    private final ByteBuffer view;
    private int head;
    private int tail;
    private int used; // from head to tail, gaps included

    Ring(int capacity) {
        bytes = new byte[capacity & ~7];
        view = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }

    boolean isEmpty() {
        return used == 0;
    }

    /** Whether the packet would fit into the empty ring. */
    boolean canHold(int captured) {
        return needed(captured) <= bytes.length;
    }

    boolean hasRoom(int captured) {
        int needed = needed(captured);
        return used + gap(needed) + needed <= bytes.length;
    }

    /** Only where there is room. */
    void add(PacketBatch batch, int i, long flowId) {
        int captured = batch.captured[i];
        int needed = needed(captured);
        int gap = gap(needed);
        if (gap > 0) {
            view.putLong(tail, GAP);
            tail = 0;
            used += gap;
        }
        view.putLong(tail, flowId).putLong(tail + 8, batch.timeNanos[i]);
        view.putInt(tail + 16, captured).putInt(tail + 20, batch.original[i]);
        view.putShort(tail + 24, (short) batch.linkType[i]).putShort(tail + 26, (short) batch.via[i]).putInt(tail + 28, batch.source[i]);
        batch.bytes.get(batch.offset[i], bytes, tail + HEADER, captured);
        tail = (tail + needed) % bytes.length;
        used += needed;
    }

    // Of the oldest packet; only where there is one.

    long flowId() {
        return view.getLong(head);
    }

    long timeNanos() {
        return view.getLong(head + 8);
    }

    int captured() {
        return view.getInt(head + 16);
    }

    int original() {
        return view.getInt(head + 20);
    }

    int linkType() {
        return view.getShort(head + 24) & 0xFFFF;
    }

    int via() {
        return view.getShort(head + 26) & 0xFFFF;
    }

    int source() {
        return view.getInt(head + 28);
    }

    byte[] bytes() {
        return bytes;
    }

    int bytesAt() {
        return head + HEADER;
    }

    void remove() {
        int length = needed(captured());
        head = (head + length) % bytes.length;
        used -= length;
        if (used == 0) {
            head = 0;
            tail = 0;
        } else if (view.getLong(head) == GAP) {
            used -= bytes.length - head;
            head = 0;
        }
    }

    /** Bytes that stay unused at the end of the array when that many are added; everything is a multiple of eight. */
    private int gap(int needed) {
        return needed > bytes.length - tail ? bytes.length - tail : 0;
    }

    private static int needed(int captured) {
        return HEADER + (captured + 7 & ~7);
    }
}
