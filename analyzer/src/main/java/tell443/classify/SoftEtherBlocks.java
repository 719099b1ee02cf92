package tell443.classify;

/**
 * SoftEther's blocks: a number of Ethernet frames (4 bytes), and each frame behind its length (4). So a block of TCP's mere
 * acknowledgements has 4 bytes and a multiple of one length, and so has one of full frames. Where several connections of TLS carry
 * the tunnel (Cedar/Connection.c), the packets that TCP inside begins with may be in another, but these are in all.
 */
final class SoftEtherBlocks {

    static final int NUMBER = 4;
    /** The length before a frame, and an Ethernet header. */
    private static final int FRAME = 4 + 14;
    /** IPv4 and IPv6, without and with time stamps. */
    private static final int[] ACKNOWLEDGEMENTS = {FRAME + 40, FRAME + 52, FRAME + 60, FRAME + 72};
    /** A frame that is full where the path inside has 1,500 bytes, and what it may be where it has less. */
    private static final int FULL = FRAME + 1_500;
    private static final int LEAST_FULL = 1_000;
    private static final int FULL_RECORD = 16_384;
    private static final int NUMBERS = 4;
    private static final int FEWEST_RECORDS = 20;
    private static final int FEWEST_BLOCKS = 8;
    private static final int FEWEST_FULL = 4;
    private static final int SEVERAL = 2;

    private SoftEtherBlocks() {}

    /** Length of an acknowledgement, its frame and the length before it; 0 when records are not made of such. */
    static int acknowledgement(ApplicationData data) {
        for (int one : ACKNOWLEDGEMENTS) {
            if (data.count() >= FEWEST_RECORDS && (seen(data, true, one) || seen(data, false, one))) {
                return one;
            }
        }
        return 0;
    }

    /**
     * Half of all, some alone and others together: what TLS holds back while it is busy comes in one block. In many numbers, or
     * while the other side sends full frames.
     */
    private static boolean seen(ApplicationData data, boolean client, int one) {
        int all = 0;
        int whole = 0;
        int alone = 0;
        long numbers = 0;
        for (int i = 0; i < data.count(); i++) {
            int size = data.size(i) - NUMBER;
            if (data.fromClient(i) == client && size >= ACKNOWLEDGEMENTS[0]) {
                all++;
                boolean fits = size % one == 0 && data.size(i) < FULL_RECORD;
                whole += fits ? 1 : 0;
                alone += size == one ? 1 : 0;
                numbers |= fits ? 1L << Math.min(size / one, Long.SIZE - 1) : 0;
            }
        }
        return whole >= FEWEST_BLOCKS && whole * 2 >= all && alone >= 2
                && (Long.bitCount(numbers) >= NUMBERS || full(data, !client));
    }

    private static boolean full(ApplicationData data, boolean client) {
        boolean known = multiples(data, client, FULL, 0);
        for (int i = 0; i < data.count() && !known; i++) {
            int size = data.size(i) - NUMBER;
            known = data.fromClient(i) == client && size >= LEAST_FULL && size < FULL
                    && multiples(data, client, size, SEVERAL);
        }
        return known;
    }

    /** Records with one frame of that length or several, and at least so many of each. */
    private static boolean multiples(ApplicationData data, boolean client, int one, int each) {
        int all = 0;
        int several = 0;
        for (int i = 0; i < data.count(); i++) {
            int size = data.size(i) - NUMBER;
            if (data.fromClient(i) == client && size >= one && size % one == 0 && data.size(i) < FULL_RECORD) {
                all++;
                several += size > one ? 1 : 0;
            }
        }
        return all >= FEWEST_FULL && several >= each && all - several >= each;
    }
}
