package tell443.tls;

import tell443.bytes.Bytes;

/** Host names as text; a name that was seen lately is the same String again, so that only new names allocate. */
final class Names {

    /** The longest host name (RFC 1035 section 2.3.4); what is longer is cut off. */
    static final int KEPT = 255;
    private static final int REMEMBERED = 4096;

    private final Remembered<String> remembered = new Remembered<>(REMEMBERED);
    private final Key key = new Key();
    private final AsciiBuffer text = new AsciiBuffer(4 * KEPT);

    /** Lower case, escaped, at most {@link #KEPT} bytes of it. */
    String of(byte[] bytes, int at, int length) {
        int kept = Math.min(length, KEPT);
        if (kept == 0) {
            return "";
        }
        key.of(bytes, at, kept);
        String known = remembered.get(key, "");
        return known.isEmpty() ? remembered.put(key, make(bytes, at, kept)) : known;
    }

    private String make(byte[] bytes, int at, int length) {
        text.clear();
        for (int i = 0; i < length; i++) {
            int c = Bytes.u8(bytes, at + i);
            text.escaped(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
        }
        return text.text();
    }
}
