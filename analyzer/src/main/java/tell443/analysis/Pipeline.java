package tell443.analysis;

import java.util.Arrays;
import tell443.flow.Pause;
import tell443.report.OutputException;

/**
 * Threads that share the stages of a run among them. A thread that is free takes the stage that is nearest to the end of the
 * run of those that can go on; the first thread sees to it that there are packets. So nobody waits while there is something to
 * do, however uneven the rounds are, and how the stages fall to the threads changes nothing that they do.
 *
 * <pre>
 *   fill -> decode -> track by worker 0..n-1, then take -> report
 * </pre>
 */
final class Pipeline implements Pause {

    private static final int FILL = -1;
    private static final int DECODE = -2;
    private static final int REPORT = -3;
    private static final int OVER = -4;

    private final Stages stages;
    private final int workers;
    private final Thread[] helpers;
    private final Round[] rounds;
    // Numbers of rounds that are through a stage, and which stages are at work.
    private long filled;
    private boolean last; // nothing more is to be filled
    private long decoded;
    private boolean decoding;
    private final long[] tracked;
    private final boolean[] tracking;
    private long taken;
    private long reported;
    private boolean reporting;
    private int met; // workers that pause at the same place
    private long meetings;
    private Throwable failure;

    /** @param rounds that are on their way at once, at most */
    Pipeline(Stages stages, int workers, int threads, int rounds) {
        this.stages = stages;
        this.workers = workers;
        this.rounds = new Round[rounds];
        Arrays.setAll(this.rounds, i -> new Round());
        tracked = new long[workers];
        tracking = new boolean[workers];
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Thread(() -> work(false), "worker-" + i);
            helpers[i].setDaemon(true);
        }
    }

    /** Until all rounds have been reported, or something failed; all threads have ended then. */
    void run() throws OutputException {
        for (Thread helper : helpers) {
            helper.start();
        }
        work(true);
        for (Thread helper : helpers) {
            join(helper);
        }
        if (failure instanceof OutputException) {
            throw (OutputException) failure;
        }
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        if (failure != null) {
            throw new IllegalStateException("a stage failed", failure);
        }
    }

    private void work(boolean fills) {
        try {
            for (int stage = choose(fills); stage != OVER; stage = choose(fills)) {
                perform(stage);
            }
        } catch (OutputException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private synchronized int choose(boolean fills) {
        while (failure == null && !(last && reported == filled)) {
            if (fills && !last && filled - reported < rounds.length) {
                return FILL;
            }
            if (!reporting && reported < taken) {
                reporting = true;
                return REPORT;
            }
            for (int worker = 0; worker < workers; worker++) {
                if (!tracking[worker] && tracked[worker] == taken && taken < decoded && taken - reported < Reporter.KEPT) {
                    tracking[worker] = true;
                    return worker;
                }
            }
            if (!decoding && decoded < filled) {
                decoding = true;
                return DECODE;
            }
            pause();
        }
        return OVER;
    }

    private void perform(int stage) throws OutputException {
        switch (stage) {
            case FILL -> fill();
            case DECODE -> decode();
            case REPORT -> report();
            default -> track(stage);
        }
    }

    private void fill() {
        boolean more = stages.fill(round(filled));
        synchronized (this) {
            filled += more ? 1 : 0;
            last = !more;
            notifyAll();
        }
    }

    private void decode() {
        stages.decode(round(decoded));
        synchronized (this) {
            decoded++;
            decoding = false;
            notifyAll();
        }
    }

    private void track(int worker) {
        Round round = round(tracked[worker]);
        stages.track(round, worker);
        if (isLastToTrack(worker)) {
            stages.take(round);
            synchronized (this) {
                taken++;
                notifyAll();
            }
        }
    }

    private synchronized boolean isLastToTrack(int worker) {
        tracked[worker]++;
        tracking[worker] = false;
        for (long rounds : tracked) {
            if (rounds == taken) {
                return false;
            }
        }
        return true;
    }

    private void report() throws OutputException {
        stages.report(round(reported));
        synchronized (this) {
            reported++;
            reporting = false;
            notifyAll();
        }
    }

    /** A worker pauses: it waits for all the others; the last to come looks, once the rounds before are reported. */
    @Override
    public void at(long clockNanos, long packetNumber) {
        if (!isLastToMeet()) {
            return;
        }
        try {
            while (mayReport()) {
                report();
            }
            stages.look(round(taken), clockNanos, packetNumber);
        } catch (OutputException e) {
            fail(e);
        }
        synchronized (this) {
            reporting = false;
            met = 0;
            meetings++;
            notifyAll();
        }
    }

    private synchronized boolean isLastToMeet() {
        if (++met == workers) {
            return true;
        }
        long meeting = meetings;
        while (meetings == meeting && failure == null) {
            pause();
        }
        return false;
    }

    /** Keeps reports from others from now on. @return whether there is a round to report, of those before the one being tracked */
    private synchronized boolean mayReport() {
        while (reporting && failure == null) {
            pause();
        }
        reporting = true;
        return reported < taken && failure == null;
    }

    private Round round(long number) {
        return rounds[(int) (number % rounds.length)];
    }

    private synchronized void fail(Throwable thrown) {
        failure = failure == null ? thrown : failure;
        notifyAll();
    }

    private void pause() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void join(Thread helper) {
        try {
            helper.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
