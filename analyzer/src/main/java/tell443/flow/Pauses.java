package tell443.flow;

/** When a worker pauses: at the first tick in every stretch of the run's clock, which is between the same packets in every worker. */
final class Pauses {

    private long nanos = 1;
    private long next = Long.MAX_VALUE; // never
    private Pause pause = (clockNanos, packetNumber) -> {};

    void every(long nanos, Pause pause) {
        this.nanos = nanos;
        this.pause = pause;
        next = Long.MIN_VALUE;
    }

    void tick(long clockNanos, long packetNumber) {
        if (clockNanos >= next) {
            next = (Math.floorDiv(clockNanos, nanos) + 1) * nanos;
            pause.at(clockNanos, packetNumber);
        }
    }
}
