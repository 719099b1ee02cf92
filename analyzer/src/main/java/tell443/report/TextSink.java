package tell443.report;

import java.util.Arrays;

/** Writes cells as text: fields of RFC 4180 with ';' between the items of a list, or for a table with blanks between them. */
final class TextSink implements RowSink {

    private static final String FULL_WIDTH = "\uFF1D\uFF0B\uFF0D\uFF20"; // = + - @

    private static final byte ESCAPE = 1;
    private static final byte QUOTE = 2;
    private static final byte FORMULA = 4; // only as a cell's first character
    private static final int KNOWN = 256; // a power of two
    private static final int LONGEST_KNOWN = 256; // characters

    private final boolean csv;
    private final int between;
    private final byte[] kinds;
    private final String[] known = new String[KNOWN]; // texts that lately turned out to be written as they are, by hash code
    private RowBuffer out = new RowBuffer(0);
    private int cellStart; // of the list being written
    private boolean list;
    private boolean quote; // of the list being written

    private TextSink(boolean csv, char between) {
        this.csv = csv;
        this.between = between;
        kinds = kinds(csv);
    }

    static TextSink csv() {
        return new TextSink(true, ';');
    }

    static TextSink table() {
        return new TextSink(false, ' ');
    }

    void start(RowBuffer out) {
        this.out = out;
        list = false;
    }

    /** Most text is plain, and much of it the same object as in a row before. */
    @Override
    public void text(String text) {
        separate();
        int place = text.hashCode() & KNOWN - 1;
        if (known[place] == text) {
            out.ascii(text);
        } else if (!text.isEmpty()) {
            boolean plain = isPlain(text);
            known[place] = plain && text.length() <= LONGEST_KNOWN ? text : known[place];
        }
    }

    /** Writes the text, in one pass if it is plain. */
    private boolean isPlain(String text) {
        int start = out.length();
        boolean first = !list || start == cellStart;
        boolean formula = startsFormula(text);
        int found = formula ? ESCAPE : out.copy(text, kinds) & ~FORMULA;
        if (found == QUOTE) {
            special(start);
        } else if (found != 0) {
            out.truncate(start);
            slowly(SafeText.escape(text), start, first);
        }
        return found == 0;
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
        if (csv && (safe.indexOf(',') >= 0 || safe.indexOf('"') >= 0)) {
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
    public RowBuffer beginPlain() {
        separate();
        return out;
    }

    @Override
    public void endPlain() {
        // it stands where it belongs
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
            quote = false;
        }
    }

    private void separate() {
        if (list && out.length() > cellStart) {
            out.put(between);
        }
    }

    private boolean startsFormula(String text) {
        if (!csv || text.isEmpty()) {
            return false;
        }
        char c = text.charAt(0);
        return c < 0x80 ? (kinds[c] & FORMULA) != 0 : FULL_WIDTH.indexOf(c) >= 0;
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

    private static byte[] kinds(boolean csv) {
        byte[] kinds = new byte[0x80];
        Arrays.fill(kinds, 0, ' ', ESCAPE);
        kinds[0x7F] = ESCAPE;
        if (csv) {
            kinds[','] = QUOTE;
            kinds['"'] = QUOTE;
            for (char c : new char[] {'=', '+', '-', '@', '\''}) {
                kinds[c] = FORMULA;
            }
        }
        return kinds;
    }
}
