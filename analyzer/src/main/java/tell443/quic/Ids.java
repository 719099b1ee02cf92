package tell443.quic;

import java.nio.charset.StandardCharsets;

/** Connection ids as text. */
final class Ids {

    private Ids() {}

    static String hex(byte[] bytes, int at, int length) {
        byte[] text = new byte[2 * length];
        for (int i = 0; i < length; i++) {
            text[2 * i] = (byte) digit(bytes[at + i] >>> 4);
            text[2 * i + 1] = (byte) digit(bytes[at + i]);
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    static char digit(int value) {
        int low = value & 0xF;
        return (char) (low < 10 ? '0' + low : 'a' - 10 + low);
    }
}
