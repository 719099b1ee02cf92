package tell443.report;

import java.nio.charset.StandardCharsets;

/** Cells of text in our comma-separated values, and back. */
public final class CsvText {

    private CsvText() {}

    /** Escaped, protected against formulas, quoted where it must be. */
    public static String cell(String text) {
        RowBuffer out = new RowBuffer(text.length() + 2);
        TextSink sink = TextSink.csv();
        sink.start(out);
        sink.text(text);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }

    /** A cell's content without the apostrophe that protects it; control characters stay spelled out. */
    public static String unprotected(String content) {
        return content.startsWith("'") ? content.substring(1) : content;
    }
}
