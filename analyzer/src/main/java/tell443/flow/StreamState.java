package tell443.flow;

/**
 * Where the reader of one side's stream is, packed into the long {@link FlowRow#STREAM}.
 *
 * <pre>
 *   63..60 phase   59..57 bytes gathered   56..25 the gathered bytes   24..22 flags   21..18 type   17..0 bytes left of the record
 *
 *   START --a record header--> RECORDS --a gap, then no header--> LOST --headers that follow each other--> RECORDS
 *     |                          |
 *     +--anything else--> OPENING --TLS after a plaintext prefix--> RECORDS
 *                            |
 *                            +--enough was kept--> OPAQUE (for good)
 * </pre>
 */
final class StreamState {

    static final int START = 0;
    static final int RECORDS = 1;
    static final int OPENING = 2;
    static final int LOST = 3;
    static final int OPAQUE = 4;

    /** Handshake messages of this side are still wanted. */
    static final int WANTS = 1 << 22;
    /** The record at hand is being collected. */
    static final int COLLECTS = 1 << 23;
    /** The record at hand is an SSLv2-compatible ClientHello. */
    static final int SSLV2 = 1 << 24;

    private static final int PHASE_SHIFT = 60;
    private static final int GATHERED_SHIFT = 57;
    private static final int BYTES_SHIFT = 25;
    private static final int TYPE_SHIFT = 18;
    private static final int LEFT_MASK = (1 << TYPE_SHIFT) - 1;
    private static final int TYPE_MASK = 0xF;
    private static final long GATHER_MASK = 7L << GATHERED_SHIFT | 0xFFFF_FFFFL << BYTES_SHIFT;

    long bits;

    int phase() {
        return (int) (bits >>> PHASE_SHIFT);
    }

    static int phase(long bits) {
        return (int) (bits >>> PHASE_SHIFT);
    }

    /** Whether anybody reads that side's stream. */
    static boolean reads(FlowRow row, int sender) {
        return phase(row.get(FlowRow.side(sender) + FlowRow.STREAM)) != OPAQUE;
    }

    /** Whether a hello of that side is being waited for, so that copies are worth comparing. */
    static boolean awaitsHello(FlowRow row, FlowSide side, int sender) {
        long bits = row.get(FlowRow.side(sender) + FlowRow.STREAM);
        boolean wants = (bits & WANTS) != 0 || phase(bits) == START;
        return wants && (sender == row.client() ? !side.tls.clientHello.present() : !side.tls.serverHello.present());
    }

    /** Handshake messages of that side are wanted although something seemed to end them, such as early data. */
    static void wantAgain(FlowRow row, int sender) {
        int field = FlowRow.side(sender) + FlowRow.STREAM;
        if (phase(row.get(field)) == RECORDS) {
            row.set(field, row.get(field) | WANTS);
        }
    }

    /** The next {@code length} bytes all belong to a record that nobody reads: they only count off what is left of it. */
    static boolean isInside(long bits, int length) {
        return phase(bits) == RECORDS && (bits & COLLECTS) == 0 && length <= ((int) bits & LEFT_MASK);
    }

    void enter(int phase) {
        bits = bits & ~(0xFL << PHASE_SHIFT) | (long) phase << PHASE_SHIFT;
    }

    boolean is(int flag) {
        return (bits & flag) != 0;
    }

    void mark(int flag) {
        bits |= flag;
    }

    void unmark(int flag) {
        bits &= ~(long) flag;
    }

    int left() {
        return (int) bits & LEFT_MASK;
    }

    void setLeft(int left) {
        bits = bits & ~(long) LEFT_MASK | left;
    }

    /** Content type of the record at hand, less 16; 0 when there is none. */
    int type() {
        return (int) bits >>> TYPE_SHIFT & TYPE_MASK;
    }

    void setType(int type) {
        bits = bits & ~((long) TYPE_MASK << TYPE_SHIFT) | (long) type << TYPE_SHIFT;
    }

    int gathered() {
        return (int) (bits >>> GATHERED_SHIFT) & 7;
    }

    /** The gathered bytes, first one highest, in the low bits. */
    int gatheredBytes() {
        return (int) (bits >>> BYTES_SHIFT);
    }

    void gather(int value) {
        int count = gathered() + 1;
        long bytes = (long) gatheredBytes() << 8 | value;
        bits = bits & ~GATHER_MASK | (long) count << GATHERED_SHIFT | (bytes & 0xFFFF_FFFFL) << BYTES_SHIFT;
    }

    void forgetGathered() {
        bits &= ~GATHER_MASK;
    }
}
