package tell443.report;

/** Takes finished rows from all workers, one at a time and in the order they are to be written. */
public interface RowCollector {

    /** The bytes of one row lie at {@code at} and may be reused after the call. */
    void row(long startNanos, long flowId, byte[] bytes, int at, int length) throws OutputException;

    /** No row follows: writes what was held back. */
    void finish() throws OutputException;
}
