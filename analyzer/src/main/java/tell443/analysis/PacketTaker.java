package tell443.analysis;

import tell443.capture.PacketBatch;
import tell443.report.OutputException;

/** Somebody who wants the packets too, with the flows they belong to; called batch by batch, before those flows are judged. */
public interface PacketTaker {

    /** @param flowIds of packet i; 0 for a packet of no flow that is looked at. Both are used again after the call. */
    void take(PacketBatch batch, long[] flowIds) throws OutputException;
}
