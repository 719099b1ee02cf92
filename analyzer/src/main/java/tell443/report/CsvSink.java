package tell443.report;

import java.util.Arrays;

/** Writes cells as RFC 4180 fields; a list is one field with ';' between its items. */
final class CsvSink implements RowSink {

    private static final String FULL_WIDTH = "\uFF1D\uFF0B\uFF0D\uFF20"; // = + - @

    private static final byte ESCAPE = 1;
    private static final byte QUOTE = 2;
    private static final byte FORMULA = 4; // only as a cell's first character
    private static final byte[] KINDS = kinds();

    private RowBuffer out = new RowBuffer(0);
    private int cellStart; // of the list being written
    private boolean list;
    private boolean quote; // of the list being written

    void start(RowBuffer out) {
        this.out = out;
        list = false;
    }

    /** Most text is plain: one pass copies it and finds out. */
    @Override
    public void text(String text) {
        separate();
        int start = out.length();
        boolean first = !list || start == cellStart;
        boolean formula = first && startsFormula(text);
        int kinds = formula ? ESCAPE : out.copy(text, KINDS) & ~FORMULA;
        if (kinds == QUOTE) {
            special(start);
        } else if (kinds != 0) {
            out.truncate(start);
            slowly(SafeText.escape(text), start, first);
        }
    }

    @Override
    public void word(String word) {
        separate();
        out.ascii(word);
    }

    private void slowly(String safe, int start, boolean first) {
        if (first && startsFormula(safe)) {
            out.put('\'');
        }
        out.text(safe);
        if (safe.indexOf(',') >= 0 || safe.indexOf('"') >= 0) {
            special(start);
        }
    }

    private void special(int start) {
        if (list) {
            quote = true;
        } else {
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

    private static boolean startsFormula(String text) {
        if (text.isEmpty()) {
            return false;
        }
        char c = text.charAt(0);
        return c < 0x80 ? (KINDS[c] & FORMULA) != 0 : FULL_WIDTH.indexOf(c) >= 0;
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

    private static byte[] kinds() {
        byte[] kinds = new byte[0x80];
        Arrays.fill(kinds, 0, ' ', ESCAPE);
        kinds[0x7F] = ESCAPE;
        kinds[','] = QUOTE;
        kinds['"'] = QUOTE;
        for (char c : new char[] {'=', '+', '-', '@', '\''}) {
            kinds[c] = FORMULA;
        }
        return kinds;
    }
}
