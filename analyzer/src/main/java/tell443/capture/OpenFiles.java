package tell443.capture;

/** Keeps at most {@link #LIMIT} files open: one more parks the one opened longest ago, which opens again when read. */
final class OpenFiles {

    static final int LIMIT = 64;

    private final FileBytes[] ring = new FileBytes[LIMIT];
    private int next;

    void opened(FileBytes file) {
        if (ring[next] != null) {
            ring[next].park();
        }
        ring[next] = file;
        next = (next + 1) % LIMIT;
    }

    void closed(FileBytes file) {
        for (int i = 0; i < LIMIT; i++) {
            if (ring[i] == file) {
                ring[i] = null;
            }
        }
    }
}
