package tell443.report;

/** Writes cells as RFC 4180 fields; a list is one field with ';' between its items. */
final class CsvSink implements RowSink {

    private static final String FORMULA = "=+-@'\t\r\uFF1D\uFF0B\uFF0D\uFF20"; // the last four are full-width = + - @

    private RowBuffer out = new RowBuffer(0);
    private int cellStart; // of the list being written
    private boolean list;
    private boolean quote; // of the list being written

    void start(RowBuffer out) {
        this.out = out;
        list = false;
    }

    @Override
    public void text(String text) {
        separate();
        int start = out.length();
        String safe = SafeText.escape(text);
        if (!safe.isEmpty() && (!list || start == cellStart) && FORMULA.indexOf(safe.charAt(0)) >= 0) {
            out.put('\'');
        }
        out.text(safe);
        boolean special = needsQuotes(safe);
        if (list) {
            quote |= special;
        } else if (special) {
            quote(start);
        }
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
        quote = false;
    }

    @Override
    public void endList() {
        list = false;
        if (quote) {
            quote(cellStart);
        }
    }

    private void separate() {
        if (list && out.length() > cellStart) {
            out.put(';');
        }
    }

    private static boolean needsQuotes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '"') {
                return true;
            }
        }
        return false;
    }

    /** Puts the cell that begins at {@code start} into quotes and doubles those inside. */
    private void quote(int start) {
        byte[] cell = new byte[out.length() - start];
        System.arraycopy(out.bytes(), start, cell, 0, cell.length);
        out.truncate(start);
        out.put('"');
        for (byte b : cell) {
            if (b == '"') {
                out.put('"');
            }
            out.put(b);
        }
        out.put('"');
    }
}
