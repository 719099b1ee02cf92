package tell443.classify;

import tell443.facts.Sequence;

/**
 * A TLS handshake inside TLS by the exact lengths of its messages. What the inner client must send is a ClientHello, then, after a
 * flight of the server's, ChangeCipherSpec and Finished, whose lengths the cipher suite fixes (RFC 8446 section 4.4.4, RFC 5246
 * sections 7.4.7 to 7.4.9); what follows is in records of its own, 22 bytes (29 in TLS 1.2) longer than what they carry.
 *
 * <p>A proxy may put a header before each piece: none, that of a websocket (RFC 6455 section 5.2), or of a DATA frame (RFC 9113
 * section 4.1). Reused; allocates nothing.
 */
final class InnerTls {

    /** What is put around each piece of the inner stream. */
    private enum Wrap { NOTHING, WEBSOCKET, DATA_FRAME }

    /** Turns within which a connection of its own begins; one that carries many may begin them at any time. */
    private static final int EARLY = 8;
    /** Of the shortest flight with a certificate. */
    private static final int FLIGHT = 700;
    private static final int PADDED_HELLO = 517; // RFC 7685 section 4: implementations pad to 512 and a header of 5
    private static final int PREFIXED_HELLO = 700; // and what a proxy asks in the same record: a key, a name
    private static final int LARGE_HELLO = 1650; // a key share of ML-KEM 768
    private static final int LARGEST_HELLO = 2400;
    private static final int SHORTEST_HELLO = 150;
    /** HTTP/2 SETTINGS acknowledged, 9 bytes, in a record of TLS 1.3 and of 1.2 with GCM; close_notify in TLS 1.3. */
    private static final int ACKNOWLEDGED13 = 31;
    private static final int ACKNOWLEDGED12 = 38;
    private static final int WIDENED = 4; // WINDOW_UPDATE has 13
    private static final int CLOSE = 24;
    private static final int LADDER_TURNS = 10;
    private static final int LAST = 3;

    private final int[] starts = new int[Sequence.LIMIT + 1]; // of turns
    private int turns;
    private ApplicationData data;
    private int scripts;
    private int ladders;
    private int helloAt;
    private int finishAt;
    private Wrap wrap = Wrap.NOTHING;

    private enum Hello { NONE, SHORT, PREFIXED, LARGE, PADDED }

    void read(ApplicationData application) {
        data = application;
        scripts = 0;
        ladders = 0;
        boolean framed = hasControlFrames(data);
        cut(framed ? data.count() : EARLY + LADDER_TURNS);
        int first = data.count() > 0 && data.fromClient(0) ? 0 : 1;
        for (int turn = first; turn + 2 < turns; turn += 2) {
            if (framed && isFinished13(turn + 2, Wrap.DATA_FRAME) && sum(turn + 1) >= FLIGHT) {
                readFramed(turn);
            }
            if (!framed && turn <= EARLY && sum(turn + 1) >= FLIGHT) {
                read(turn, Wrap.NOTHING);
                read(turn, Wrap.WEBSOCKET);
            }
        }
    }

    /** The lengths of a whole handshake. */
    boolean script() {
        return scripts > 0;
    }

    /** A ClientHello and a flight, and after them what HTTP/2 inside TLS sends or how TLS ends. */
    boolean ladder() {
        return ladders > 0;
    }

    String words() {
        String around = switch (wrap) {
            case NOTHING -> "";
            case WEBSOCKET -> ", each in a websocket's frame";
            case DATA_FRAME -> ", each in a DATA frame";
        };
        return data.size(helloAt) + " bytes, an answer of " + answer() + ", then " + data.size(finishAt) + around;
    }

    private int answer() {
        int sum = 0;
        for (int i = finishAt - 1; i >= 0 && !data.fromClient(i); i--) {
            sum += data.size(i);
        }
        return sum;
    }

    private void read(int turn, Wrap by) {
        Hello hello = hello(turn, by);
        if (hello == Hello.NONE) {
            return;
        }
        if (isFinished13(turn + 2, by) && (hello == Hello.PADDED || hello != Hello.SHORT && records(turn + 2) > 1)
                || isFinished12(turn + 2, by) && (by == Wrap.NOTHING || hello != Hello.SHORT)) {
            note(turn, by);
            scripts++;
        }
        if (hello != Hello.SHORT && (acknowledges(turn + 2, by, hello.compareTo(Hello.LARGE) >= 0) || closes(by))) {
            note(turn, by);
            ladders++;
        }
    }

    /** In streams of HTTP/2, whose own control frames are seen, too: a hello of exact length or a large one, and SETTINGS inside. */
    private void readFramed(int turn) {
        Hello hello = hello(turn, Wrap.DATA_FRAME);
        if ((hello == Hello.PADDED || hello == Hello.LARGE) && acknowledges(turn + 2, Wrap.DATA_FRAME, false)) {
            note(turn, Wrap.DATA_FRAME);
            scripts++;
        }
    }

    private void note(int turn, Wrap by) {
        if (scripts + ladders == 0) {
            helloAt = starts[turn];
            finishAt = starts[turn + 2];
            wrap = by;
        }
    }

    private Hello hello(int turn, Wrap by) {
        Hello best = Hello.NONE;
        for (int i = starts[turn]; i < starts[turn + 1]; i++) {
            Hello one = hello(fromClient(i, by));
            best = one.compareTo(best) > 0 ? one : best;
        }
        int all = sum(turn);
        boolean large = all >= LARGE_HELLO && all <= LARGEST_HELLO;
        return large && best.compareTo(Hello.LARGE) < 0 ? Hello.LARGE : best;
    }

    private static Hello hello(int size) {
        if (size == PADDED_HELLO) {
            return Hello.PADDED;
        }
        if (size >= LARGE_HELLO && size <= LARGEST_HELLO) {
            return Hello.LARGE;
        }
        if (size > PADDED_HELLO && size <= PREFIXED_HELLO) {
            return Hello.PREFIXED;
        }
        return size >= SHORTEST_HELLO && size < PADDED_HELLO ? Hello.SHORT : Hello.NONE;
    }

    /** Finished of TLS 1.3 in a record of its own, SHA-256 or SHA-384, with or without ChangeCipherSpec before it. */
    private boolean isFinished13(int turn, Wrap by) {
        int size = fromClient(starts[turn], by);
        if (size == 6 && records(turn) > 1) {
            size += fromClient(starts[turn] + 1, by);
        }
        return size == 58 || size == 74 || size == 64 || size == 80;
    }

    /** ClientKeyExchange (X25519 or P-256), ChangeCipherSpec, Finished; then the server's two, or a ticket before them. */
    private boolean isFinished12(int turn, Wrap by) {
        int size = fromClient(starts[turn], by);
        if (size != 93 && size != 85 && size != 126 && size != 118 || turn + 1 >= turns) {
            return false;
        }
        int answer = fromServer(starts[turn + 1], by);
        return answer == 51 || answer == 43 || turn <= 5 && answer >= 90 && answer <= 330;
    }

    /** SETTINGS, or where a ClientHello can hardly be anything else, WINDOW_UPDATE. */
    private boolean acknowledges(int from, Wrap by, boolean widens) {
        for (int turn = from; turn < Math.min(turns, from + LADDER_TURNS); turn++) {
            for (int i = starts[turn]; i < starts[turn + 1]; i++) {
                int size = fromClient(i, by);
                if (data.fromClient(i) && (size == ACKNOWLEDGED13 || size == ACKNOWLEDGED12
                        || widens && (size == ACKNOWLEDGED13 + WIDENED || size == ACKNOWLEDGED12 + WIDENED))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** One of the client's last records may be a close_notify. */
    private boolean closes(Wrap by) {
        int left = LAST;
        for (int i = data.count() - 1; i >= 0 && left > 0; i--) {
            if (data.fromClient(i)) {
                if (fromClient(i, by) == CLOSE) {
                    return true;
                }
                left--;
            }
        }
        return false;
    }

    /** What a client of HTTP/2 sends by itself: SETTINGS acknowledged, WINDOW_UPDATE, PING. Then what is outside is HTTP/2. */
    private static boolean hasControlFrames(ApplicationData data) {
        for (int i = 0; i < data.count(); i++) {
            int size = data.size(i);
            if (data.fromClient(i) && (size == 9 || size == 13 || size == 17)) {
                return true;
            }
        }
        return false;
    }

    private int fromClient(int i, Wrap by) {
        return unwrapped(data.size(i), by, 4); // a client of websockets masks
    }

    private int fromServer(int i, Wrap by) {
        return unwrapped(data.size(i), by, 0);
    }

    private static int unwrapped(int size, Wrap by, int mask) {
        return switch (by) {
            case NOTHING -> size;
            case WEBSOCKET -> size - mask - (size - mask - 2 <= 125 ? 2 : 4);
            case DATA_FRAME -> size - 9;
        };
    }

    private void cut(int most) {
        turns = 0;
        int i = 0;
        while (i < data.count() && turns < most) {
            starts[turns++] = i;
            boolean client = data.fromClient(i);
            while (i < data.count() && data.fromClient(i) == client) {
                i++;
            }
        }
        starts[turns] = i;
    }

    private int records(int turn) {
        return starts[turn + 1] - starts[turn];
    }

    private int sum(int turn) {
        int sum = 0;
        for (int i = starts[turn]; i < starts[turn + 1]; i++) {
            sum += data.size(i);
        }
        return sum;
    }
}
