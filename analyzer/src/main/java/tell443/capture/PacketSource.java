package tell443.capture;

/** Where packets come from: a file, several files as one stream, standard input, or an interface. */
public interface PacketSource extends PacketOrigins, AutoCloseable {

    /**
     * Fills the batch with the next packets, at least one, and numbers them: {@link PacketBatch#firstNumber} counts the
     * packets of the run. An interface on which nothing happens gives an empty batch that says how late it is. What the
     * batch held is forgotten. Several batches may be used in turn: a source keeps nothing in them.
     *
     * @return false when there are no more; the batch is then empty
     * @throws CaptureException when one of the captures cannot be read, or not further; every packet before the fault
     *     has been handed out already, and the next call goes on with the remaining captures
     */
    boolean read(PacketBatch batch) throws CaptureException;

    /** How much of the whole has been read, 0..1, or -1 when that cannot be known. */
    double progress();

    /** From any thread: a pipe that a {@link #read} waits for, in whatever thread, has ended. */
    default void stop() {}

    @Override
    void close();
}
