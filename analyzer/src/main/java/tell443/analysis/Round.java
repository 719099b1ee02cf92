package tell443.analysis;

import tell443.flow.AnswerSink;
import tell443.flow.DecodedBatch;
import tell443.flow.FlowHash;
import tell443.net.PacketDecoder;

/** A batch of packets on its way through the run, and what has ended when it was read. */
final class Round {

    final DecodedBatch batch = new DecodedBatch();
    Harvest harvest = new Harvest(0); // once it is taken
    private boolean answered;

    void decode(PacketDecoder decoder, FlowHash hash) {
        batch.decode(decoder, hash);
        answered = false;
    }

    /** Hands over the DNS answers in the batch, once. */
    void answers(AnswerSink sink) {
        if (!answered) {
            answered = true;
            batch.answers(sink);
        }
    }
}
