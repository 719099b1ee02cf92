package tell443.report;

import java.util.List;

/** Shapes of cells that several columns share. */
final class Cells {

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final double[] SCALE = {1, 10, 100, 1_000, 10_000};

    private Cells() {}

    /** Negative means not known. */
    static void count(RowSink out, long value) {
        if (value >= 0) {
            out.integer(value);
        } else {
            out.empty();
        }
    }

    static void countIf(RowSink out, boolean known, long value) {
        if (known) {
            out.integer(value);
        } else {
            out.empty();
        }
    }

    static void flagIf(RowSink out, boolean known, boolean value) {
        countIf(out, known, value ? 1 : 0);
    }

    /** Nanoseconds as seconds with nine decimals; negative means not known. */
    static void seconds(RowSink out, long nanos) {
        if (nanos >= 0) {
            out.decimal(nanos, 9);
        } else {
            out.empty();
        }
    }

    /** A number that is not negative, rounded half up; anything else (NaN, -1) means not known. */
    static void decimal(RowSink out, double value, int places) {
        double scaled = value * SCALE[places];
        if (scaled >= 0 && scaled < Long.MAX_VALUE) {
            out.decimal(Math.round(scaled), places);
        } else {
            out.empty();
        }
    }

    static void integers(RowSink out, int[] values) {
        out.beginList();
        for (int value : values) {
            out.integer(value);
        }
        out.endList();
    }

    static void texts(RowSink out, List<String> values) {
        out.beginList();
        for (int i = 0; i < values.size(); i++) {
            item(out, values.get(i));
        }
        out.endList();
    }

    /** An item of a list of text; its semicolons are spelled out, because ';' stands between items in CSV. */
    static void item(RowSink out, String text) {
        out.text(text.indexOf(';') < 0 ? text : text.replace(";", "\\x3b"));
    }

    static void address(Row row, RowSink out, long high, long low) {
        Addresses.write(row.facts().ipv6, high, low, out.beginPlain());
        out.endPlain();
    }

    /** Bytes as hex digits. */
    static void hex(RowSink out, byte[] bytes) {
        if (bytes.length == 0) {
            out.empty();
            return;
        }
        RowBuffer cell = out.beginPlain();
        for (byte b : bytes) {
            cell.put(HEX[b >>> 4 & 0xF]).put(HEX[b & 0xF]);
        }
        out.endPlain();
    }

    static void time(Row row, RowSink out, long nanos) {
        row.times().write(nanos, out.beginPlain());
        out.endPlain();
    }

    static void wholeSeconds(RowSink out, long seconds) {
        Times.writeSeconds(seconds, out.beginPlain());
        out.endPlain();
    }

    static void plain(RowSink out, byte[] ascii) {
        out.beginPlain().put(ascii, 0, ascii.length);
        out.endPlain();
    }
}
