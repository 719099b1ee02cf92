package tell443.quic;

import java.util.Arrays;

/**
 * The CRYPTO stream of one side, put together from frames in any order; the first copy of a byte is believed.
 *
 * <p>Invariants: ranges are sorted by offset and do not overlap; their bytes lie in {@code pool}, which only grows by
 * bytes that came, whatever offsets are claimed.
 */
final class CryptoStream {

    /** Bytes that may come, and the first offset that is out of reach. */
    static final int LIMIT_BYTES = 65536;
    static final int LIMIT_RANGES = 256;

    /** Bits of the answer of {@link #add}. */
    static final int CONFLICT = 1;
    static final int LIMIT = 2;

    private static final int FIRST_POOL = 2048; // a ClientHello with a post-quantum key share has 1.7 to 2 kB
    private static final int FIRST_RANGES = 8;
    private static final int ENOUGH_FREED = LIMIT_RANGES / 4;
    private static final int HEADER = 4; // bytes of a handshake message

    private byte[] pool;
    private int used;
    private int received;
    private int[] offsets = new int[FIRST_RANGES];
    private int[] lengths = new int[FIRST_RANGES];
    private int[] places = new int[FIRST_RANGES]; // index in pool
    private int ranges;
    private int covered;

    CryptoStream() {
        this(FIRST_POOL);
    }

    private CryptoStream(int firstPool) {
        pool = new byte[firstPool];
    }

    /** Stands for having none. */
    static CryptoStream none() {
        return new CryptoStream(0);
    }

    void clear() {
        used = 0;
        received = 0;
        ranges = 0;
        covered = 0;
    }

    /** Whether it is worth keeping for the next connection: small as most are. */
    boolean isSmall() {
        return pool.length == FIRST_POOL && offsets.length == FIRST_RANGES;
    }

    /** Bytes of memory. */
    int held() {
        return pool.length == 0 ? 0 : pool.length + 3 * Integer.BYTES * offsets.length;
    }

    /** Takes the bytes of a frame. What lies out of reach is left out without a word: no hello is there. */
    int add(long offset, byte[] bytes, int at, int length) {
        if (offset > LIMIT_BYTES - length || length == 0) {
            return 0;
        }
        received += length;
        if (received > LIMIT_BYTES) {
            return LIMIT;
        }
        int answer = 0;
        int position = (int) offset;
        int end = position + length;
        int range = firstEndingAfter(position);
        while (position < end) {
            int from = at + position - (int) offset;
            if (range < ranges && offsets[range] <= position) {
                int overlapEnd = Math.min(end, offsets[range] + lengths[range]);
                int place = places[range] + position - offsets[range];
                boolean same = Arrays.equals(pool, place, place + overlapEnd - position, bytes, from, from + overlapEnd - position);
                answer |= same ? 0 : CONFLICT;
                position = overlapEnd;
                range++;
            } else {
                int gapEnd = range < ranges ? Math.min(end, offsets[range]) : end;
                if (!makeRoom()) {
                    return answer | LIMIT;
                }
                range = firstEndingAfter(position);
                range = insert(range, position, bytes, from, gapEnd - position);
                position = gapEnd;
            }
        }
        cover();
        return answer;
    }

    private int firstEndingAfter(int position) {
        int range = ranges;
        while (range > 0 && offsets[range - 1] + lengths[range - 1] > position) {
            range--;
        }
        return range;
    }

    /** Appends to the range before if its bytes are the last of the pool, else inserts; returns the index after. */
    private int insert(int range, int offset, byte[] bytes, int from, int length) {
        if (used + length > pool.length) {
            pool = Arrays.copyOf(pool, Math.max(used + length, Math.min(2 * pool.length, LIMIT_BYTES)));
        }
        System.arraycopy(bytes, from, pool, used, length);
        int before = range - 1;
        if (before >= 0 && offsets[before] + lengths[before] == offset && places[before] + lengths[before] == used) {
            lengths[before] += length;
            used += length;
            return range;
        }
        int later = ranges - range;
        System.arraycopy(offsets, range, offsets, range + 1, later);
        System.arraycopy(lengths, range, lengths, range + 1, later);
        System.arraycopy(places, range, places, range + 1, later);
        offsets[range] = offset;
        lengths[range] = length;
        places[range] = used;
        used += length;
        ranges++;
        return range + 1;
    }

    /** Room for one range more; neighbours are joined first when the limit is reached. */
    private boolean makeRoom() {
        if (ranges < offsets.length) {
            return true;
        }
        if (ranges < LIMIT_RANGES) {
            offsets = Arrays.copyOf(offsets, 2 * ranges);
            lengths = Arrays.copyOf(lengths, 2 * ranges);
            places = Arrays.copyOf(places, 2 * ranges);
            return true;
        }
        join();
        return ranges <= LIMIT_RANGES - ENOUGH_FREED; // so that joining stays cheap per frame
    }

    private void join() {
        byte[] ordered = new byte[pool.length];
        int filled = 0;
        int joined = 0;
        for (int i = 0; i < ranges; i++) {
            int length = lengths[i];
            System.arraycopy(pool, places[i], ordered, filled, length);
            if (joined > 0 && offsets[joined - 1] + lengths[joined - 1] == offsets[i]) {
                lengths[joined - 1] += length;
            } else {
                offsets[joined] = offsets[i];
                places[joined] = filled;
                lengths[joined++] = length;
            }
            filled += length;
        }
        pool = ordered;
        ranges = joined;
    }

    private void cover() {
        int end = 0;
        for (int i = 0; i < ranges && offsets[i] == end; i++) {
            end += lengths[i];
        }
        covered = end;
    }

    /** Bytes from the start of the stream without a hole. */
    int covered() {
        return covered;
    }

    /** Bytes of the first handshake message with its header, or a number out of reach while that is not known. */
    int messageLength() {
        return covered < HEADER ? Integer.MAX_VALUE : HEADER + (byteAt(1) << 16 | byteAt(2) << 8 | byteAt(3));
    }

    /** Whether the first message cannot fit under the limit. */
    boolean isTooLong() {
        return covered >= HEADER && messageLength() > LIMIT_BYTES;
    }

    private int byteAt(int offset) {
        int range = 0;
        while (offsets[range] + lengths[range] <= offset) {
            range++;
        }
        return pool[places[range] + offset - offsets[range]] & 0xFF;
    }

    /** Whether the covered bytes lie in one piece: in {@link #piece} from {@link #pieceAt}. */
    boolean isOnePiece() {
        return ranges > 0 && lengths[0] == covered;
    }

    byte[] piece() {
        return pool;
    }

    int pieceAt() {
        return places[0];
    }

    /** Copies the covered bytes in order. */
    void copyTo(byte[] to) {
        for (int i = 0, filled = 0; filled < covered; filled += lengths[i++]) {
            System.arraycopy(pool, places[i], to, filled, lengths[i]);
        }
    }
}
