package tell443.cli;

/** How another thread ends a run: what the run waits for is let go, and the run sees {@link #isStopped}. */
final class Stopping {

    private static final Runnable NOTHING = () -> {};

    private Runnable letGo = NOTHING;
    private volatile Runnable tidyUp = NOTHING;
    private volatile boolean stopped;

    boolean isStopped() {
        return stopped;
    }

    synchronized void stop() {
        stopped = true;
        letGo.run();
    }

    /** What to do when the run is stopped, or at once when it was already. */
    synchronized void onStop(Runnable action) {
        letGo = action;
        if (stopped) {
            action.run();
        }
    }

    /** What must be done even if the process ends at once. */
    void onAbandon(Runnable action) {
        tidyUp = action;
    }

    boolean needsTerminal() {
        return tidyUp != NOTHING;
    }

    void abandon() {
        tidyUp.run();
    }
}
