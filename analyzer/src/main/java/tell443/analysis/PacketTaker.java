package tell443.analysis;

import tell443.capture.PacketBatch;
import tell443.report.OutputException;

/** Somebody who wants the packets too, with the flows they belong to; called batch by batch, before those flows are judged. */
public interface PacketTaker {

    PacketTaker NOBODY = (batch, flowIds, datagrams) -> {};

    /**
     * All are used again after the call.
     *
     * @param flowIds of packet i; 0 for a packet of no flow that is looked at
     * @param datagrams of packet i, if it is an IP fragment: the number of its datagram; negative where that became whole, which
     *     is where it gets its flow
     */
    void take(PacketBatch batch, long[] flowIds, long[] datagrams) throws OutputException;
}
