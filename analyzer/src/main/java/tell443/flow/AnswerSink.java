package tell443.flow;

import tell443.net.Headers;

/** Takes DNS answers as soon as they are decoded: their bytes are gone with the batch. */
public interface AnswerSink {

    AnswerSink NOBODY = (answers, row, number, clockNanos) -> { };

    /**
     * @param number of the packet in the run
     * @param clockNanos the run's clock at it
     */
    void answer(Headers answers, int row, long number, long clockNanos);
}
