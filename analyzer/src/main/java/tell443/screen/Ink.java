package tell443.screen;

import tell443.classify.FlowClass;

/** Colours of a terminal, and text cut to a width. */
final class Ink {

    private static final String PLAIN = "\033[0m";
    private static final int WIDE = 0x300; // from here on a character may take two places, or none

    private final boolean colour;

    Ink(boolean colour) {
        this.colour = colour;
    }

    String bold(String text) {
        return in("\033[1m", text);
    }

    String dim(String text) {
        return in("\033[2m", text);
    }

    /** Shown without colours, too: it says which line is meant. */
    String reverse(String text) {
        return "\033[7m" + text + PLAIN;
    }

    String of(FlowClass flowClass, String text) {
        return switch (flowClass) {
            case HTTPS -> in("\033[32m", text);
            case DOH -> in("\033[33m", text);
            case VPN -> in("\033[31m", text);
            case QUIC -> in("\033[36m", text);
            case OTHER -> in("\033[34m", text);
            case UNKNOWN -> dim(text);
        };
    }

    private String in(String sequence, String text) {
        return colour && !text.isEmpty() ? sequence + text + PLAIN : text;
    }

    /** At most so many characters, each of which takes one place. */
    static String fit(String text, int width) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (out.length() == width) {
                out.setLength(Math.max(0, width - 1));
                return width == 0 ? "" : out.append('~').toString();
            }
            out.append(codePoint < WIDE && !Character.isISOControl(codePoint) ? (char) codePoint : '?');
        }
        return out.toString();
    }

    /** Exactly so many characters. */
    static String left(String text, int width) {
        String fit = fit(text, width);
        return fit + " ".repeat(width - fit.length());
    }

    static String right(String text, int width) {
        String fit = fit(text, width);
        return " ".repeat(width - fit.length()) + fit;
    }
}
