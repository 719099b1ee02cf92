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

    /**
     * The worker, 0 to {@link #threads} - 1, that keeps the flows of a lane. The first one also reads and reports, which is
     * about a third of the work, so it gets fewer lanes than the others, and none where there are many of these.
     */
    int worker(int lane) {
        int first = threads == 1 ? Lanes.COUNT : threads == 2 ? Lanes.COUNT / 4 : threads == 3 ? Lanes.COUNT / 8 : 0;
        return lane < first ? 0 : 1 + (lane - first) % (threads - 1);
    }

    public static final long IDLE_DEFAULT_NANOS = 300_000_000_000L;
}
