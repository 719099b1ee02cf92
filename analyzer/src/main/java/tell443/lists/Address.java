package tell443.lists;

/**
 * An address block. IPv4 is written as IPv4-mapped IPv6 (RFC 4291 section 2.5.5.2), so 192.0.2.0/24 has a prefix of 120 bits.
 * Read by hand: the JDK's reader would ask the DNS about anything that is not an address.
 */
record Address(long high, long low, int prefixLength) {

    private static final long MAPPED = 0xFFFF_0000_0000L;

    /** Null when the text is not an address or block, or has bits outside its prefix. */
    static Address parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        boolean four = literal.indexOf(':') < 0;
        int bits = slash < 0 ? (four ? 32 : 128) : number(text, slash + 1, text.length(), 3);
        if (bits < 0 || bits > (four ? 32 : 128)) {
            return null;
        }
        long[] halves = new long[2];
        if (four ? !four(literal, halves) : !six(literal, halves)) {
            return null;
        }
        int length = four ? bits + 96 : bits;
        boolean clean = maskHigh(halves[0], length) == halves[0] && maskLow(halves[1], length) == halves[1];
        return clean ? new Address(halves[0], halves[1], length) : null;
    }

    static long maskHigh(long high, int length) {
        return length >= 64 ? high : length == 0 ? 0 : high & -1L << 64 - length;
    }

    static long maskLow(long low, int length) {
        return length >= 128 ? low : length <= 64 ? 0 : low & -1L << 128 - length;
    }

    private static boolean four(String text, long[] halves) {
        long address = 0;
        int at = 0;
        for (int part = 0; part < 4; part++) {
            int end = part == 3 ? text.length() : text.indexOf('.', at);
            int value = end < 0 ? -1 : number(text, at, end, 3);
            if (value < 0 || value > 255) {
                return false;
            }
            address = address << 8 | value;
            at = end + 1;
        }
        halves[1] = MAPPED | address;
        return true;
    }

    private static boolean six(String text, long[] halves) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, halves) == 8;
        }
        long[] tail = new long[2];
        int before = groups(text.substring(0, gap), halves);
        int after = groups(text.substring(gap + 2), tail);
        if (before < 0 || after < 0 || before + after > 7) {
            return false;
        }
        for (int i = before; i < 8; i++) {
            push(halves, 0);
        }
        if (before == 0) {
            halves[0] = 0;
            halves[1] = 0;
        }
        halves[0] |= tail[0];
        halves[1] |= tail[1];
        return true;
    }

    /** Shifts colon-separated groups in from the right; how many there were, or -1. */
    private static int groups(String text, long[] halves) {
        int count = 0;
        for (int at = 0; at < text.length(); count++) {
            int colon = text.indexOf(':', at);
            int end = colon < 0 ? text.length() : colon;
            if (end == at || end - at > 4 || count == 8 || end == text.length() - 1 && colon >= 0) {
                return -1;
            }
            int value = 0;
            for (int i = at; i < end; i++) {
                int digit = Character.digit(text.charAt(i), 16);
                if (digit < 0) {
                    return -1;
                }
                value = value << 4 | digit;
            }
            push(halves, value);
            at = end + 1;
        }
        return count;
    }

    private static void push(long[] halves, int group) {
        halves[0] = halves[0] << 16 | halves[1] >>> 48;
        halves[1] = halves[1] << 16 | group;
    }

    private static int number(String text, int at, int end, int digits) {
        if (end == at || end - at > digits) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
