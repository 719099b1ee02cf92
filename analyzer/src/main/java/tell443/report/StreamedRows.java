package tell443.report;

/** Writes rows as they come: memory does not grow with their number. */
final class StreamedRows implements RowCollector {

    private final Output output;
    private final byte[] footer;

    StreamedRows(Output output, byte[] header, byte[] footer) throws OutputException {
        this.output = output;
        this.footer = footer;
        output.write(header, 0, header.length);
    }

    @Override
    public void row(long startNanos, long flowId, byte[] bytes, int at, int length) throws OutputException {
        output.write(bytes, at, length);
    }

    @Override
    public void finish() throws OutputException {
        output.write(footer, 0, footer.length);
    }
}
