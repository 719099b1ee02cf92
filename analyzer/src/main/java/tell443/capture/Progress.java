package tell443.capture;

/** How far the files of a run have been read, in bytes as they lie on disk. Written by the reading thread alone. */
final class Progress {

    private final long total;
    private final boolean known;
    private volatile long read;

    /** @param known whether the total is one: standard input and pipes have no size */
    Progress(long total, boolean known) {
        this.total = total;
        this.known = known;
    }

    void add(long bytes) {
        long sum = read + bytes;
        read = sum;
    }

    double fraction() {
        if (!known) {
            return -1;
        }
        return total == 0 ? 1 : Math.min(1, (double) read / total);
    }
}
