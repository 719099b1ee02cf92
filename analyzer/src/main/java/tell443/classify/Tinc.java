package tell443.classify;

import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;

/** tinc: over TCP each side begins with a line of its name and the version, {@code 0 NAME 17.7}. */
final class Tinc {

    private static final int NAME_LIMIT = 100;

    static final Protocol PROTOCOL = Protocol.of("tinc", FlowClass.VPN,
            hard("tinc.ids", 0.97, "both sides begin with a line of an ID request, a name and version 17", "tinc manual, chapter 6.4",
                    sight -> id(sight.turns(), true) && id(sight.turns(), false)),
            hard("tinc.id", 0.70, "one side begins with a line of an ID request, a name and version 17, the other is not heard",
                    "tinc manual, chapter 6.4", Tinc::alone).weighing(6));

    private Tinc() {}

    private static boolean alone(Sight sight) {
        Messages turns = sight.turns();
        return turns.count() == 1 && id(turns, turns.fromClient(0));
    }

    private static boolean id(Messages turns, boolean client) {
        int first = turns.nth(client, 0);
        if (first < 0 || !turns.startsWith(first, "0 ")) {
            return false;
        }
        int at = 2;
        while (at < NAME_LIMIT && isName(turns.u8(first, at))) {
            at++;
        }
        int end = turns.u8(first, at + 3);
        return at > 2 && turns.u8(first, at) == ' ' && turns.u16(first, at + 1) == ('1' << 8 | '7') && (end == '\n' || end == '.');
    }

    private static boolean isName(int value) {
        return value >= '0' && value <= '9' || value >= 'A' && value <= 'Z' || value >= 'a' && value <= 'z' || value == '_';
    }
}
