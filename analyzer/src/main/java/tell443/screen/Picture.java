package tell443.screen;

import java.util.List;
import tell443.classify.FlowClass;

/**
 * What there is to show at one moment; it is not changed any more.
 *
 * @param clockNanos the run's clock
 * @param sinceNanos how long the run has lasted by that clock
 * @param lost packets that were captured but never read, as far as that is known
 * @param limit flows that may be open
 * @param open flows by class, as they were last judged; those that were not yet are unknown
 * @param ended flows by class
 */
record Picture(long clockNanos, long sinceNanos, long packets, long packetsPerSecond, long bytesPerSecond, long lost, long evicted,
        long limit, long[] open, long[] ended, List<FlowLine> flows) {

    static final Picture NOTHING = new Picture(0, 0, 0, 0, 0, 0, 0, 0, new long[FlowClass.values().length],
            new long[FlowClass.values().length], List.of());

    long openFlows() {
        long sum = 0;
        for (long flows : open) {
            sum += flows;
        }
        return sum;
    }
}
