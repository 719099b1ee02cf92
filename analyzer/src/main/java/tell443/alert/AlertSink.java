package tell443.alert;

import tell443.report.OutputException;
import tell443.report.RowBuffer;

/** Where lines go. */
public interface AlertSink extends AutoCloseable {

    /**
     * One JSON object without a line end; its bytes are used again after the call.
     *
     * @param label the class that was seen, in ASCII
     * @param timeNanos when
     */
    void alert(String label, long timeNanos, RowBuffer object) throws OutputException;

    /** Lines that got lost on their way. */
    default long lost() {
        return 0;
    }

    /** Whoever moves logs away wants the next line in a new one of that name. */
    default void reopen() throws OutputException {}

    @Override
    default void close() {}
}
