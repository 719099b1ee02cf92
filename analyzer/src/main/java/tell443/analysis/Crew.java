package tell443.analysis;

import tell443.flow.FlowTracker;

/** The workers' threads: each gets the same round, all are waited for. */
final class Crew implements AutoCloseable {

    private final Thread[] threads;
    private final Object turn = new Object();
    private Round round = Round.NONE;
    private long rounds;
    private int working;
    private boolean over;
    private Throwable failure;

    Crew(FlowTracker[] trackers) {
        threads = new Thread[trackers.length];
        for (int i = 0; i < threads.length; i++) {
            FlowTracker tracker = trackers[i];
            threads[i] = new Thread(() -> work(tracker), "worker-" + i);
            threads[i].setDaemon(true);
            threads[i].start();
        }
    }

    void begin(Round round) {
        synchronized (turn) {
            this.round = round;
            working = threads.length;
            rounds++;
            turn.notifyAll();
        }
    }

    void await() {
        synchronized (turn) {
            while (working > 0) {
                pause();
            }
            if (failure != null) {
                if (failure instanceof OutOfMemoryError) {
                    throw (OutOfMemoryError) failure;
                }
                throw new IllegalStateException("a worker failed", failure);
            }
        }
    }

    private void work(FlowTracker tracker) {
        long done = 0;
        while (awaitRound(done)) {
            done++;
            Throwable thrown = null;
            try {
                round.read(tracker);
            } catch (RuntimeException | Error e) {
                thrown = e;
            }
            synchronized (turn) {
                failure = failure == null ? thrown : failure;
                working--;
                turn.notifyAll();
            }
        }
    }

    private boolean awaitRound(long done) {
        synchronized (turn) {
            while (rounds == done && !over) {
                pause();
            }
            return !over;
        }
    }

    private void pause() {
        try {
            turn.wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        synchronized (turn) {
            over = true;
            turn.notifyAll();
        }
    }
}
