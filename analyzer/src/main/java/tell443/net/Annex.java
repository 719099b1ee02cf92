package tell443.net;

import java.nio.ByteBuffer;

/** Datagrams put together from fragments, one behind the other: their rows point here instead of into the packet batch. */
public final class Annex {

    /** More than that is given back when it is not needed any more, bytes. */
    private static final int KEPT = 1 << 20;
    private static final int SMALLEST = 1 << 16;

    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private int used;

    /** Forgets the datagrams. */
    public void clear() {
        used = 0;
        if (bytes.capacity() > KEPT) {
            bytes = ByteBuffer.allocate(0);
        }
    }

    /** Big-endian. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** @return index of the datagram's first byte */
    int add(ByteBuffer datagram, int length) {
        if (length > bytes.capacity() - used) {
            ByteBuffer wider = ByteBuffer.allocateDirect(Math.max(SMALLEST, Integer.highestOneBit(used + length) << 1));
            bytes = wider.put(0, bytes, 0, used);
        }
        bytes.put(used, datagram, 0, length);
        used += length;
        return used - length;
    }
}
