package tell443.classify;

import tell443.facts.Opening.Messages;

/**
 * A protocol in the clear: how the first message of one side begins, and how the other side's first message shows that it is one.
 *
 * @param name as the report writes it, such as {@code vnc}
 * @param serverFirst whose message {@code opening} is
 * @param opening what that message must be
 * @param answer what the other side's first message must be, given the first
 * @param alone the opening says enough where no answer was captured: a long constant, or a length that fits
 * @param source where both can be looked up
 */
record Clear(String name, boolean serverFirst, Shape opening, Pair answer, boolean alone, String source) {

    /** What one message must be. */
    interface Shape {
        boolean fits(Messages messages, int i);
    }

    /** What the message {@code answer} must be after {@code opening}. */
    interface Pair {
        boolean fits(Messages messages, int opening, int answer);
    }

    static final Clear NONE = new Clear("unnamed", false, (messages, i) -> false, (messages, opening, answer) -> false, false, "");

    static Clear client(String name, Shape opening, Pair answer, String source) {
        return new Clear(name, false, opening, answer, false, source);
    }

    static Clear server(String name, Shape opening, Pair answer, String source) {
        return new Clear(name, true, opening, answer, false, source);
    }

    Clear orAlone() {
        return new Clear(name, serverFirst, opening, answer, true, source);
    }

    boolean present() {
        return this != NONE;
    }

    /** Both sides show it. */
    boolean bothWays(Messages messages) {
        int first = messages.nth(!serverFirst, 0);
        int second = messages.nth(serverFirst, 0);
        return first >= 0 && second >= 0 && opening.fits(messages, first) && answer.fits(messages, first, second);
    }

    /** One side shows it, and the other said nothing. */
    boolean oneWay(Messages messages) {
        int first = messages.nth(!serverFirst, 0);
        return alone && first >= 0 && messages.nth(serverFirst, 0) < 0 && opening.fits(messages, first);
    }

    // --- the words of the tables ---

    /** Begins with one of these, as it is written. */
    static Shape text(String... beginnings) {
        return (messages, i) -> {
            for (String beginning : beginnings) {
                if (messages.startsWith(i, beginning)) {
                    return true;
                }
            }
            return false;
        };
    }

    /** Begins with one of these, in capitals or not. */
    static Shape words(String... beginnings) {
        return (messages, i) -> {
            for (String beginning : beginnings) {
                if (startsWithAnyCase(messages, i, beginning)) {
                    return true;
                }
            }
            return false;
        };
    }

    static Pair answers(Shape shape) {
        return (messages, opening, answer) -> shape.fits(messages, answer);
    }

    private static boolean startsWithAnyCase(Messages messages, int i, String word) {
        for (int k = 0; k < word.length(); k++) {
            int value = messages.u8(i, k);
            if (value < 0 || Character.toUpperCase((char) value) != Character.toUpperCase(word.charAt(k))) {
                return false;
            }
        }
        return true;
    }

    /** Whether these characters come anywhere in what was kept of the message. */
    static boolean contains(Messages messages, int i, String text) {
        for (int at = 0; at + text.length() <= messages.kept(i); at++) {
            int k = 0;
            while (k < text.length() && messages.u8(i, at + k) == text.charAt(k)) {
                k++;
            }
            if (k == text.length()) {
                return true;
            }
        }
        return false;
    }

    /** Little-endian, or -1 when it was not kept. */
    static int u16Little(Messages messages, int i, int at) {
        int value = messages.u16(i, at);
        return value < 0 ? -1 : (value & 0xFF) << 8 | value >>> 8;
    }

    /** Little-endian and unsigned, or -1 when it was not kept. */
    static long u32Little(Messages messages, int i, int at) {
        long value = messages.u32(i, at);
        return value < 0 ? -1 : Integer.reverseBytes((int) value) & 0xFFFF_FFFFL;
    }

    static int u24(Messages messages, int i, int at) {
        long value = messages.u16(i, at + 1) < 0 ? -1 : (long) messages.u8(i, at) << 16 | messages.u16(i, at + 1);
        return (int) value;
    }

    /** A turn of TCP may hold more than the first message; a datagram holds one. */
    static boolean within(Messages messages, int i, long length) {
        return length > 0 && length <= messages.length(i);
    }
}
