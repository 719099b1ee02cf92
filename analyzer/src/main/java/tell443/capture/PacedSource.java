package tell443.capture;

/**
 * Hands packets out as slowly as they were recorded, or by a factor faster. The only place below the command line, beside
 * live capture, that looks at a clock on the wall; what is made of the packets does not depend on it.
 */
public final class PacedSource implements WrappedSource {

    private static final long YEAR_NANOS = 366L * 86_400 * 1_000_000_000L; // longer gaps are faults of whoever wrote the times
    private static final long QUANTUM_NANOS = 10_000_000L; // what comes within it is handed out together

    private final PacketSource inner;
    private final double speed;
    private final PacketBatch ahead = new PacketBatch();
    private int position;
    private long lastNanos; // of packet time
    private long recordedNanos; // from the first packet until lastNanos
    private long startedNanos;
    private boolean begun;
    private boolean stopped;

    /**
     * Takes over {@code inner}, which numbers its packets without gaps: closing this closes it.
     *
     * @param speed 1 is as recorded, 10 ten times as fast
     */
    public PacedSource(PacketSource inner, double speed) {
        this.inner = inner;
        this.speed = speed;
    }

    @Override
    public boolean read(PacketBatch batch) throws CaptureException {
        if (position == ahead.count) {
            position = 0;
            if (!inner.read(ahead)) {
                batch.begin(ahead.firstNumber);
                return false;
            }
        }
        batch.begin(ahead.number(position));
        if (!await(dueNanos(ahead.timeNanos[position]))) {
            return false;
        }
        long now = System.nanoTime();
        int used = 0;
        do {
            used = hand(batch, used);
        } while (position < ahead.count && dueNanos(ahead.timeNanos[position]) <= now);
        return true;
    }

    /** The moment of {@code System.nanoTime} at which the packet is to be handed out. */
    private long dueNanos(long timeNanos) {
        if (!begun) {
            begun = true;
            startedNanos = System.nanoTime();
            lastNanos = timeNanos;
        }
        long gap = timeNanos - lastNanos;
        if (Math.abs(gap) > YEAR_NANOS) {
            lastNanos = timeNanos;
        } else if (gap > 0) {
            recordedNanos += gap;
            lastNanos = timeNanos;
        }
        return startedNanos + (long) (recordedNanos / speed);
    }

    private int hand(PacketBatch batch, int used) {
        int i = batch.count++;
        int length = ahead.captured[position];
        batch.bytes.put(used, ahead.bytes, ahead.offset[position], length);
        batch.offset[i] = used;
        batch.captured[i] = length;
        batch.original[i] = ahead.original[position];
        batch.timeNanos[i] = ahead.timeNanos[position];
        batch.linkType[i] = ahead.linkType[position];
        batch.source[i] = ahead.source[position];
        batch.via[i] = ahead.via[position];
        position++;
        return used + length;
    }

    private synchronized boolean await(long dueNanos) {
        try {
            for (long left = dueNanos - System.nanoTime(); left > 0 && !stopped; left = dueNanos - System.nanoTime()) {
                wait((Math.max(left, QUANTUM_NANOS) + 999_999) / 1_000_000);
            }
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
        return !stopped;
    }

    @Override
    public PacketSource inner() {
        return inner;
    }

    /** Not known, so that nobody waits for packets that are not due yet. */
    @Override
    public double progress() {
        return -1;
    }

    @Override
    public void stop() {
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
        inner.stop();
    }
}
