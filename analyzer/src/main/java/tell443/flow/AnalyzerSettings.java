package tell443.flow;

import tell443.net.PortSet;

/**
 * How to analyse.
 *
 * @param idleNanos a flow ends when no packet of it came for that long
 * @param activeNanos a flow is reported in parts no longer than that; 0: never in parts
 * @param keepPackets whether the sizes of the first packets and the gaps between packets are wanted
 * @param prompt whether rows are wanted as soon as their flows have ended; else they wait until no earlier one can come
 */
public record AnalyzerSettings(PortSet ports, int threads, long idleNanos, long activeNanos, Limits limits, boolean keepPackets,
        boolean prompt) {

    /** Of a capture that is read, whose rows come in order. */
    public AnalyzerSettings(PortSet ports, int threads, long idleNanos, long activeNanos, Limits limits, boolean keepPackets) {
        this(ports, threads, idleNanos, activeNanos, limits, keepPackets, false);
    }

    /** Threads that keep flows. One more reads, decodes and reports, which is half of the work; alone it does everything. */
    public int workers() {
        return Math.max(1, threads - 1);
    }

    public static final long IDLE_DEFAULT_NANOS = 300_000_000_000L;
}
