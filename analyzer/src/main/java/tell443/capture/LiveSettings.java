package tell443.capture;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * How to capture.
 *
 * @param interfaces their names; {@code any} is all of Linux's
 * @param filters in tcpdump's language, for the kernel to apply the first that the interface's link type takes; empty for none
 * @param snaplen bytes of each packet that are wanted
 * @param bufferBytes of the kernel, per interface
 * @param promiscuous whether packets for other machines are wanted
 * @param packets after which the capture ends
 * @param durationNanos after which the capture ends
 * @param readable which link types, LINKTYPE_ values, are of use
 * @param portable whether packets are fetched one by one, as is done where they cannot be had in batches
 */
public record LiveSettings(List<String> interfaces, List<String> filters, int snaplen, int bufferBytes, boolean promiscuous, long packets,
        long durationNanos, IntPredicate readable, boolean portable) {

    /** What libpcap believes at most. */
    public static final int LONGEST_SNAPLEN = 262_144;
}
