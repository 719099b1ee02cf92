package tell443.capture;

/**
 * What became of an interface's packets since the capture began, as libpcap counts them.
 *
 * @param linkType LINKTYPE_ value
 * @param sinceNanos when the capture began, and when this was counted, by the time of day
 * @param received packets that the filter let through, those dropped included
 * @param dropped for want of room in the system's buffer
 * @param droppedByInterface by the interface or its driver
 * @param delivered packets that were read
 */
public record InterfaceStatistics(int linkType, long sinceNanos, long untilNanos, long received, long dropped, long droppedByInterface,
        long delivered) {

    InterfaceStatistics withDelivered(long packets) {
        return new InterfaceStatistics(linkType, sinceNanos, untilNanos, received, dropped, droppedByInterface, packets);
    }
}
