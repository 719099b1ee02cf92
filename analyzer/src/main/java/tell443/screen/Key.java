package tell443.screen;

import java.util.Locale;

/** What keys mean. */
enum Key {
    NONE, QUIT, PAUSE, NEXT_ORDER, ENTER, BACK, HELP, UP, DOWN, PAGE_UP, PAGE_DOWN, HOME, END, ALL,
    CLASS_1, CLASS_2, CLASS_3, CLASS_4, CLASS_5, CLASS_6;

    private static final int ESCAPE = 0x1B;

    /** The next characters from a terminal; -1 is none for a while. */
    interface Characters {
        int next();
    }

    /** Reads a key that begins with that character. */
    static Key read(int first, Characters more) {
        if (first == ESCAPE) {
            int bracket = more.next();
            return bracket == '[' || bracket == 'O' ? sequence(more) : BACK;
        }
        if (first >= '1' && first <= '6') {
            return values()[CLASS_1.ordinal() + first - '1'];
        }
        return switch (first) {
            case 'q', 'Q' -> QUIT;
            case 'p', 'P', ' ' -> PAUSE;
            case 's', 'S' -> NEXT_ORDER;
            case '\r', '\n' -> ENTER;
            case 'h', 'H', '?' -> HELP;
            case 'k' -> UP;
            case 'j' -> DOWN;
            case 'g' -> HOME;
            case 'G' -> END;
            case '0', 'a' -> ALL;
            default -> NONE;
        };
    }

    /** What follows ESC [, as xterm and its like send it. */
    private static Key sequence(Characters more) {
        int last = more.next();
        StringBuilder number = new StringBuilder();
        while (last >= '0' && last <= '?' && number.length() < 8) {
            number.append((char) last);
            last = more.next();
        }
        return switch (number.toString().toLowerCase(Locale.ROOT) + (char) last) {
            case "A" -> UP;
            case "B" -> DOWN;
            case "H", "1~" -> HOME;
            case "F", "4~" -> END;
            case "5~" -> PAGE_UP;
            case "6~" -> PAGE_DOWN;
            default -> NONE;
        };
    }
}
