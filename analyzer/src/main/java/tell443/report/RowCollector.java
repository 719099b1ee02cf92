package tell443.report;

/** Takes finished rows from all workers, one at a time and in the order they are to be written. */
public interface RowCollector {

    /** Of the run's clock: the last packets of the flows whose rows follow were then or later (or earlier, for lack of memory). */
    default void reached(long clockNanos) throws OutputException {}

    /** The bytes of one row lie at {@code at} and may be reused after the call. */
    void row(long startNanos, long flowId, byte[] bytes, int at, int length) throws OutputException;

    /** A person wants what was written so far: a file ends here, the next row begins another. */
    default void rotate() throws OutputException {}

    /** No row follows: writes what was held back. */
    void finish() throws OutputException;
}
