package tell443.report;

/** Writes cells as text for people; a list with blanks between its items. */
final class TableSink implements RowSink {

    private RowBuffer out = new RowBuffer(0);
    private int cellStart; // of the list being written
    private boolean list;

    void start(RowBuffer out) {
        this.out = out;
        list = false;
    }

    @Override
    public void text(String text) {
        separate();
        out.text(SafeText.escape(text));
    }

    @Override
    public void word(String word) {
        separate();
        out.ascii(word);
    }

    @Override
    public void plain(RowBuffer cell) {
        separate();
        out.put(cell.bytes(), 0, cell.length());
    }

    @Override
    public void integer(long value) {
        separate();
        out.integer(value);
    }

    @Override
    public void decimal(long scaled, int places) {
        separate();
        out.decimal(scaled, places);
    }

    @Override
    public void empty() {
        separate();
    }

    @Override
    public void beginList() {
        cellStart = out.length();
        list = true;
    }

    @Override
    public void endList() {
        list = false;
    }

    private void separate() {
        if (list && out.length() > cellStart) {
            out.put(' ');
        }
    }
}
