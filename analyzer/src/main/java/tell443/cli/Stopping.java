package tell443.cli;

/** How another thread ends a run: what the run waits for is let go, and the run sees {@link #isStopped}. */
final class Stopping {

    private Runnable letGo = () -> {};
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
}
