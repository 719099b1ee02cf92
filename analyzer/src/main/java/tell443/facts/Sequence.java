package tell443.facts;

/** The first items of a flow in order: signed sizes (positive from the client) and times since the flow's start. */
public final class Sequence {

    public static final int LIMIT = 64;

    private final int[] sizes = new int[LIMIT];
    private final int[] kinds = new int[LIMIT];
    private final long[] micros = new long[LIMIT];
    private int count;

    public void clear() {
        count = 0;
    }

    /** Appends an item; what is past {@link #LIMIT} is left out. {@code kind} is a TLS content type or 0. */
    public void add(int signedSize, int kind, long microsSinceStart) {
        if (count < LIMIT) {
            sizes[count] = signedSize;
            kinds[count] = kind;
            micros[count++] = microsSinceStart;
        }
    }

    public int count() {
        return count;
    }

    /** Size in bytes, always positive. */
    public int size(int i) {
        return Math.abs(sizes[i]);
    }

    public int signedSize(int i) {
        return sizes[i];
    }

    public boolean fromClient(int i) {
        return sizes[i] >= 0;
    }

    public int kind(int i) {
        return kinds[i];
    }

    public long micros(int i) {
        return micros[i];
    }
}
