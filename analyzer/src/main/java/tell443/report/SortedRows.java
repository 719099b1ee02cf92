package tell443.report;

/** Holds all rows, and hands them on in order of their flows' start. */
final class SortedRows implements RowCollector {

    private final RowCollector next;
    private final HeldRows held = new HeldRows();

    SortedRows(RowCollector next) {
        this.next = next;
    }

    @Override
    public void row(long startNanos, long flowId, byte[] bytes, int at, int length) {
        held.add(startNanos, flowId, bytes, at, length);
    }

    @Override
    public void finish() throws OutputException {
        for (HeldRows.Held row : held.sorted()) {
            next.row(row.startNanos(), row.flowId(), row.bytes(), 0, row.bytes().length);
        }
        next.finish();
    }
}
