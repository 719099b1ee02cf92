package tell443.flow;

/** Called between two packets: all before have been read by the worker, none after. The worker may be looked at meanwhile. */
public interface Pause {

    /** @param packetNumber of the first packet after it */
    void at(long clockNanos, long packetNumber);
}
