package tell443.flow;

import tell443.net.PortSet;

/**
 * How to analyse.
 *
 * @param idleNanos a flow ends when no packet of it came for that long
 * @param activeNanos a flow is reported in parts no longer than that; 0: never in parts
 * @param keepPackets whether the sizes of the first packets and the gaps between packets are wanted
 */
public record AnalyzerSettings(PortSet ports, int threads, long idleNanos, long activeNanos, Limits limits, boolean keepPackets) {

    /** Threads that keep flows. One more reads, decodes and reports, which is half of the work; alone it does everything. */
    public int workers() {
        return Math.max(1, threads - 1);
    }

    public static final long IDLE_DEFAULT_NANOS = 300_000_000_000L;
}
