package tell443.classify;

/**
 * SSH inside TLS by the lengths of its first messages, each piece bare, in a frame of a websocket, or in a DATA frame of HTTP/2.
 *
 * <pre>
 *  client                                server
 *  banner                           <->  banner, perhaps with KEXINIT    RFC 4253 section 4.2
 *  KEXINIT                          <->  KEXINIT                         section 7.1; in the clear, so whole blocks of 8
 *  its half of the exchange          ->                                  section 8; once or twice
 *                                   <-   the other half, NEWKEYS
 *  NEWKEYS, 16 bytes
 *  SERVICE_REQUEST                   ->                                  section 10: 17 bytes, whatever cipher and MAC make of them
 *                                   <-   SERVICE_ACCEPT                  section 10: 17 bytes, and therefore as long
 * </pre>
 *
 * <p>NEWKEYS and SERVICE_REQUEST often come together, and the server's two first messages, too. What the server says at once is not
 * seen in TLS 1.3 (see {@link ApplicationData}).
 */
final class SshInTls {

    private enum Wrap { NOTHING, WEBSOCKET, DATA_FRAME }

    private static final Wrap[] WRAPS = Wrap.values();
    private static final int BANNER = 11; // "SSH-2.0-x" CR LF
    private static final int LONGEST_BANNER = 100;
    private static final int KEY_INIT = 300;
    private static final int LONGEST = 4_000;
    private static final int BLOCK = 8; // RFC 4253 section 6: the whole packet is a multiple
    private static final int NEW_KEYS = 16;
    private static final int EXCHANGES = 2; // with a group that is asked for, RFC 4419 section 3
    private static final int FIRST = 16; // records within which SSH begins
    /** SERVICE_REQUEST in blocks of 8 or 16, with a MAC or tag of 8 to 64 bytes. */
    private static final int SERVICE = 40;
    private static final int SERVICE_LONGEST = 104;
    private static final int CONTROL = 17;

    private SshInTls() {}

    static boolean seen(ApplicationData data) {
        for (Wrap wrap : WRAPS) {
            int from = wrap == Wrap.NOTHING ? 0 : next(data, 0, true, Wrap.NOTHING) + 1;
            for (int banner = from; banner < Math.min(FIRST, data.count()); banner++) {
                if (data.fromClient(banner) && begins(data, banner, wrap)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean begins(ApplicationData data, int banner, Wrap wrap) {
        int size = size(data, banner, wrap);
        boolean alone = size >= BANNER && size <= LONGEST_BANNER;
        int keyInit = alone ? next(data, banner + 1, true, wrap) : banner;
        if (keyInit >= data.count() || size(data, keyInit, wrap) < KEY_INIT || alone && !isWhole(size(data, keyInit, wrap))) {
            return false;
        }
        int at = next(data, keyInit + 1, true, wrap);
        for (int exchanges = 0; exchanges < EXCHANGES && at < data.count() && isExchange(size(data, at, wrap)); exchanges++) {
            at = next(data, at + 1, true, wrap);
            if (at < data.count() && ends(data, at, alone, wrap)) {
                return true;
            }
        }
        return false;
    }

    /** NEWKEYS, and a service that is asked for and granted in messages of one length; or after a whole KEXINIT of the server's. */
    private static boolean ends(ApplicationData data, int at, boolean banner, Wrap wrap) {
        int size = size(data, at, wrap);
        boolean alone = size == NEW_KEYS;
        int request = alone ? next(data, at + 1, true, wrap) : at;
        int asked = request < data.count() ? size(data, request, wrap) - (alone ? 0 : NEW_KEYS) : 0;
        int answer = next(data, request + 1, false, wrap);
        int granted = answer < data.count() ? size(data, answer, wrap) : 0;
        boolean service = granted >= SERVICE && granted <= SERVICE_LONGEST && granted % 4 == 0;
        boolean echoed = service && asked == granted;
        if (!banner || wrap == Wrap.DATA_FRAME) { // then what authenticates the user may come with the request
            return service && asked >= granted && asked % 4 == 0 && (echoed || wrap == Wrap.NOTHING) && wholeKeyInit(data, wrap);
        }
        return echoed || alone && wholeKeyInit(data, wrap);
    }

    private static boolean wholeKeyInit(ApplicationData data, Wrap wrap) {
        int from = wrap == Wrap.NOTHING ? 0 : next(data, 0, false, Wrap.NOTHING) + 1;
        for (int i = from; i < data.count(); i++) {
            int size = data.fromClient(i) ? 0 : size(data, i, wrap);
            if (size >= KEY_INIT) {
                return isWhole(size);
            }
        }
        return false;
    }

    private static boolean isExchange(int size) {
        return size % BLOCK == 0 && size > NEW_KEYS && size <= LONGEST;
    }

    private static boolean isWhole(int size) {
        return size % BLOCK == 0 && size >= KEY_INIT && size <= LONGEST;
    }

    /** Index of that side's next record from there on, control frames of HTTP/2 aside; the count when there is none. */
    private static int next(ApplicationData data, int from, boolean client, Wrap wrap) {
        int i = from;
        while (i < data.count() && (data.fromClient(i) != client || wrap == Wrap.DATA_FRAME && data.size(i) <= CONTROL)) {
            i++;
        }
        return i;
    }

    /** Without what the proxy puts before each piece: RFC 6455 section 5.2, where clients mask, and RFC 9113 section 4.1. */
    private static int size(ApplicationData data, int i, Wrap wrap) {
        int mask = data.fromClient(i) ? 4 : 0;
        return switch (wrap) {
            case NOTHING -> data.size(i);
            case WEBSOCKET -> data.size(i) - mask - (data.size(i) - mask - 2 <= 125 ? 2 : 4);
            case DATA_FRAME -> data.size(i) - 9;
        };
    }
}
