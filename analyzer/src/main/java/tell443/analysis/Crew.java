package tell443.analysis;

import tell443.flow.FlowTracker;
import tell443.flow.Pause;

/** The workers' threads: each gets the same round, all are waited for. */
final class Crew implements AutoCloseable {

    private final Thread[] threads;
    private final Object turn = new Object();
    private Round round = Round.NONE;
    private long rounds;
    private int working;
    private boolean over;
    private Throwable failure;
    private int met; // workers that wait at the meeting
    private long meetings;
    private long metClock;
    private long metPacket;

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

    /** Until all are done; what is to happen where they {@link #meet} is done here, while they wait. */
    void await(Pause meeting) {
        synchronized (turn) {
            while (working > 0) {
                if (met == threads.length) {
                    meeting.at(metClock, metPacket);
                    met = 0;
                    meetings++;
                    turn.notifyAll();
                } else {
                    pause();
                }
            }
            if (failure != null) {
                if (failure instanceof OutOfMemoryError) {
                    throw (OutOfMemoryError) failure;
                }
                throw new IllegalStateException("a worker failed", failure);
            }
        }
    }

    /** A worker waits for all the others, and for what is to happen meanwhile. */
    void meet(long clockNanos, long packetNumber) {
        synchronized (turn) {
            long meeting = meetings;
            metClock = clockNanos;
            metPacket = packetNumber;
            met++;
            turn.notifyAll();
            while (meetings == meeting && failure == null && !over) {
                pause();
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
