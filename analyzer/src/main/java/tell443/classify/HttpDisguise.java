package tell443.classify;

import static tell443.classify.Evidence.behaviour;
import static tell443.classify.Evidence.hard;

import tell443.facts.Opening.Messages;
import tell443.facts.Quality;

/**
 * Tunnels that put on the clothes of HTTP in the clear: simple-obfs, whose websocket is none; v2ray-plugin, whose websocket carries
 * nothing but random bytes; httptunnel.
 *
 * <p>Why random bytes in a websocket are a tunnel here, and bare ones are not (see {@link FullyEncrypted}): who has a browser
 * encrypt puts TLS around the websocket.
 */
final class HttpDisguise {

    private static final int DOUBT = Quality.GAP.bit() | Quality.SNAPPED.bit() | Quality.MIDSTREAM.bit();
    private static final int RANDOM = 64; // bytes of a message without which nothing is said of it
    private static final int LONG = 125; // RFC 6455 section 5.2: the longest payload whose length stands in seven bits
    private static final int MASK = 4;

    static final Protocol PROTOCOL = Protocol.of("unknown-tunnel", FlowClass.VPN,
            hard("websocket.none", 0.95, "an upgrade to a websocket is accepted, and what the client then sends is no frame of one",
                    "RFC 6455 sections 5.1 and 5.2; simple-obfs", HttpDisguise::noWebsocket),
            behaviour("websocket.random", 4, "a websocket in the clear whose first messages look random throughout",
                    "RFC 6455 section 5.2; v2ray-plugin; not measured", HttpDisguise::randomWebsocket),
            hard("httptunnel.request", 0.95, "a request of httptunnel", "httptunnel 3.3, http.c",
                    sight -> httptunnel(sight.turns())));

    private HttpDisguise() {}

    static boolean seen(Sight sight) {
        return noWebsocket(sight) || randomWebsocket(sight) || httptunnel(sight.turns());
    }

    private static boolean noWebsocket(Sight sight) {
        return upgraded(sight) && !isFrame(sight.turns(), 2);
    }

    private static boolean randomWebsocket(Sight sight) {
        Messages turns = sight.turns();
        return upgraded(sight) && isFrame(turns, 2) && turns.u8(2, 0) == 0x82 && isRandom(turns, 2)
                && turns.count() > 3 && turns.u8(3, 0) == 0x82 && isRandom(turns, 3);
    }

    /** A request, an answer, and something more from the client, all of it whole. */
    private static boolean upgraded(Sight sight) {
        Messages turns = sight.turns();
        return turns.count() > 2 && turns.fromClient(0) && turns.startsWith(0, "GET ") && turns.startsWith(1, "HTTP/1.1 101")
                && (has(turns, 0, "\r\nupgrade: websocket\r\n") || has(turns, 1, "\r\nupgrade: websocket\r\n"))
                && turns.kept(2) >= 8 && (sight.facts.quality & DOUBT) == 0;
    }

    /** The first frame of a client: a message begins, or control; masked; its length in as few bytes as can be. */
    private static boolean isFrame(Messages turns, int i) {
        int first = turns.u8(i, 0);
        int length = turns.u8(i, 1) & 0x7F;
        int opcode = first & 0xF;
        boolean control = first >= 0x88 && first <= 0x8A && length <= LONG;
        boolean known = (opcode == 1 || opcode == 2 || control) && (first & 0x30) == 0 && turns.u8(i, 1) >= 0x80;
        return known && (length != 126 || turns.u16(i, 2) > LONG) && (length != 127 || turns.u32(i, 2) == 0);
    }

    /** Half of the bits are set, as in no protocol with a header, and no text. */
    private static boolean isRandom(Messages turns, int i) {
        int length = turns.u8(i, 1) & 0x7F;
        int mask = 2 + (length == 126 ? 2 : length == 127 ? 8 : 0);
        boolean masked = turns.u8(i, 1) >= 0x80;
        int payload = masked ? mask + MASK : mask;
        int bits = 0;
        int printable = 0;
        for (int at = payload; at < turns.kept(i); at++) {
            int value = turns.u8(i, at) ^ (masked ? turns.u8(i, mask + (at - payload) % MASK) : 0);
            bits += Integer.bitCount(value);
            printable += value >= 0x20 && value <= 0x7E ? 1 : 0;
        }
        int bytes = turns.kept(i) - payload;
        double perByte = bits / (double) Math.max(1, bytes);
        return bytes >= RANDOM && perByte > 3.4 && perByte < 4.6 && printable * 2 <= bytes;
    }

    /** The page it asks for, and a number that is the time. */
    private static boolean httptunnel(Messages turns) {
        int first = turns.nth(true, 0);
        if (first < 0 || !turns.startsWith(first, "POST ") && !turns.startsWith(first, "GET ")) {
            return false;
        }
        int at = find(turns, first, "/index.html?crap=");
        int digit = at < 0 ? -1 : turns.u8(first, at);
        return digit >= '0' && digit <= '9';
    }

    private static boolean has(Messages turns, int i, String text) {
        return find(turns, i, text) >= 0;
    }

    /** Index behind the text, which is in lower case, or -1. */
    private static int find(Messages turns, int i, String text) {
        for (int at = 0; at + text.length() <= turns.kept(i); at++) {
            int k = 0;
            while (k < text.length() && lower(turns.u8(i, at + k)) == text.charAt(k)) {
                k++;
            }
            if (k == text.length()) {
                return at + k;
            }
        }
        return -1;
    }

    private static int lower(int letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
    }
}
