package tell443.capture;

/**
 * When a live capture ends, by itself or because somebody asked. What the system has captured until then is still read, as
 * long as that does not take too long.
 */
final class LiveEnd {

    /** After this the kernel has handed out what it had captured, with some room. */
    private static final long HANDED_OUT_NANOS = (LiveHandle.PATIENCE_MILLIS + 50) * 1_000_000L;
    private static final long LONGEST_COUNTING_NANOS = 1_000_000_000L;

    private final long startNanos = System.nanoTime();
    private final long durationNanos;
    private final long readingNanos;
    private volatile boolean asked;
    private long sinceNanos;
    private long untilNanos = Long.MAX_VALUE;

    /**
     * @param durationNanos after which it ends by itself
     * @param readingNanos that reading the rest may take
     */
    LiveEnd(long durationNanos, long readingNanos) {
        this.durationNanos = durationNanos;
        this.readingNanos = readingNanos;
    }

    /** From any thread. */
    void ask() {
        ask(System.nanoTime());
    }

    private synchronized void ask(long now) {
        if (!asked) {
            sinceNanos = now;
            untilNanos = (System.currentTimeMillis() + 1) * 1_000_000L;
            asked = true;
        }
    }

    boolean isAsked(long now) {
        if (!asked && now - startNanos >= durationNanos) {
            ask(now);
        }
        return asked;
    }

    /** Until the capture is over by itself. */
    long leftNanos(long now) {
        return durationNanos - (now - startNanos);
    }

    /** Time of the youngest packet that is still read; later ones came after the end. */
    long untilNanos() {
        return asked ? untilNanos : Long.MAX_VALUE;
    }

    /** Whether everything that was captured before can be had by now. */
    boolean isHandedOut(long now) {
        return asked && now - sinceNanos > HANDED_OUT_NANOS;
    }

    /** Whether packets that have not been read by now are only counted. */
    boolean isLate(long now) {
        return now - sinceNanos > readingNanos;
    }

    /** Nothing takes longer than this, whatever the time of day does meanwhile. */
    boolean isOver(long now) {
        return now - sinceNanos > readingNanos + LONGEST_COUNTING_NANOS;
    }
}
