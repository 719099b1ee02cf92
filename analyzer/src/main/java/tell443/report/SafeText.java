package tell443.report;

/**
 * Text of strangers made harmless for terminals, tables, CSV and JSON.
 *
 * <p>What a terminal may obey or an eye cannot see is spelled out: control characters (C0, DEL, C1), format
 * characters (bidirectional marks, zero-width, tags), line and paragraph separators, halves of surrogate pairs,
 * private use; below U+0100 as {@code \xNN}, above as {@code \\u{H..H}}.
 */
public final class SafeText {

    private static final String HEX = "0123456789abcdef";

    private SafeText() {}

    /** The same object when nothing had to be escaped. */
    public static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return escapeSlowly(text);
            }
        }
        return text;
    }

    private static String escapeSlowly(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (isHarmless(codePoint)) {
                out.appendCodePoint(codePoint);
            } else if (codePoint < 0x100) {
                out.append("\\x").append(HEX.charAt(codePoint >>> 4)).append(HEX.charAt(codePoint & 0xF));
            } else {
                out.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
            }
            i += Character.charCount(codePoint);
        }
        return out.toString();
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE, Character.PRIVATE_USE -> false;
            default -> true;
        };
    }
}
