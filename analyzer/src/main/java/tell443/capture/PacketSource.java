package tell443.capture;

/** Where packets come from: a file, several files as one stream, standard input, or an interface. */
public interface PacketSource extends AutoCloseable {

    /**
     * Fills the batch with the next packets, at least one.
     *
     * @return false when there are no more; the batch is then empty
     * @throws CaptureException when the rest cannot be read; every packet before the fault has been handed out already
     */
    boolean read(PacketBatch batch) throws CaptureException;

    /** Names for {@link PacketBatch#source}: files as named on the command line, or interfaces. */
    String name(int source);

    /** How much of the whole has been read, 0..1, or -1 when that cannot be known. */
    double progress();

    @Override
    void close();
}
