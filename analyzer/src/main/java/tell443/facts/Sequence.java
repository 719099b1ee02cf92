package tell443.facts;

/** The first items of a flow in order: sizes, who sent them, and times since the flow's start. */
public final class Sequence {

    public static final int LIMIT = 192;

    private final int[] sizes = new int[LIMIT];
    private final boolean[] client = new boolean[LIMIT];
    private final int[] kinds = new int[LIMIT];
    private final long[] micros = new long[LIMIT];
    private int count;

    public void clear() {
        count = 0;
    }

    /** Appends an item; what is past {@link #LIMIT} is left out. {@code kind} is a TLS content type or 0. */
    public void add(int size, boolean fromClient, int kind, long microsSinceStart) {
        if (count < LIMIT) {
            sizes[count] = size;
            client[count] = fromClient;
            kinds[count] = kind;
            micros[count++] = microsSinceStart;
        }
    }

    public int count() {
        return count;
    }

    /** Size in bytes. */
    public int size(int i) {
        return sizes[i];
    }

    /** Size in bytes, negative from the server. */
    public int signedSize(int i) {
        return client[i] ? sizes[i] : -sizes[i];
    }

    public boolean fromClient(int i) {
        return client[i];
    }

    public int kind(int i) {
        return kinds[i];
    }

    public long micros(int i) {
        return micros[i];
    }
}
