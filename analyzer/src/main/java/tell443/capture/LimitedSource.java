package tell443.capture;

/** The first packets of a source: that many at most, and no longer than that after the first one. */
public final class LimitedSource implements WrappedSource {

    private final PacketSource inner;
    private final long nanos;
    private long packetsLeft;
    private long endNanos;
    private boolean begun;
    private boolean over;

    /**
     * Takes over {@code inner}: closing this closes it.
     *
     * @param packets {@code Long.MAX_VALUE} for no limit
     * @param nanos of packet time; {@code Long.MAX_VALUE} for no limit
     */
    public LimitedSource(PacketSource inner, long packets, long nanos) {
        this.inner = inner;
        this.nanos = nanos;
        packetsLeft = packets;
    }

    @Override
    public boolean read(PacketBatch batch) throws CaptureException {
        if (over || !inner.read(batch)) {
            batch.clear();
            return false;
        }
        if (!begun) {
            begun = true;
            endNanos = batch.timeNanos[0] > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : batch.timeNanos[0] + nanos;
        }
        int kept = 0;
        while (kept < batch.count && kept < packetsLeft && batch.timeNanos[kept] < endNanos) {
            kept++;
        }
        packetsLeft -= kept;
        over = kept < batch.count || packetsLeft == 0;
        batch.count = kept;
        return kept > 0;
    }

    @Override
    public PacketSource inner() {
        return inner;
    }
}
