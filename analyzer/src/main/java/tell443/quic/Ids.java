package tell443.quic;

import java.util.Arrays;

/** Connection ids, taken out of packets. Most are kept as long as their flow, so one without bytes is no object. */
final class Ids {

    static final byte[] NONE = {};

    private Ids() {}

    static byte[] copy(byte[] bytes, int at, int length) {
        return length == 0 ? NONE : Arrays.copyOfRange(bytes, at, at + length);
    }
}
