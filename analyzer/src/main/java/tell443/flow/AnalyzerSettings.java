package tell443.flow;

/**
 * How flows are told apart and how long they are kept.
 *
 * @param ports a flow is looked at when either side's port is in here
 * @param threads workers, at least 1
 * @param idleTimeoutNanos a flow ends when no packet comes for this long
 * @param activeTimeoutNanos a flow's row is closed when it lasts this long, 0 = never
 * @param maxFlows flows that may be open at once, 0 = as memory allows
 * @param wantsSequences the first packets of each flow are reported
 */
public record AnalyzerSettings(
        PortSet ports, int threads, long idleTimeoutNanos, long activeTimeoutNanos, long maxFlows, boolean wantsSequences) {}
