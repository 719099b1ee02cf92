package tell443.quic;

import tell443.bytes.Cursor;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;

/**
 * Brings the CRYPTO frames of a side together and shows the hello to whoever reads it.
 *
 * <p>Streams are kept here for the next connections: a hello that is whole within its packet allocates nothing.
 */
final class HelloAssembly implements InitialFrames.Taker {

    private static final int LIMIT_SPARE = 64; // streams of some 2 kB

    private final Counters counters;
    private final CryptoStream[] spare = new CryptoStream[LIMIT_SPARE];
    private int spares;
    private byte[] joined = {};
    private QuicConnection connection = new QuicConnection();
    private boolean fromClient;
    private boolean google;
    private CryptoConsumer consumer = (client, bytes, at, held) -> Cursor.MALFORMED;

    HelloAssembly(Counters counters) {
        this.counters = counters;
    }

    /** Starts a packet. */
    void begin(QuicConnection connection, boolean fromClient, boolean google, CryptoConsumer consumer) {
        this.connection = connection;
        this.fromClient = fromClient;
        this.google = google;
        this.consumer = consumer;
    }

    @Override
    public boolean take(long offset, byte[] bytes, int at, int length) {
        Side side = connection.side(fromClient);
        if (!side.hasStream()) {
            side.keep(spares > 0 ? spare[--spares] : new CryptoStream());
        }
        CryptoStream stream = side.stream();
        int before = (int) Math.min(Math.max(0, side.base - offset), length); // of the hello that was read
        int added = stream.add(offset + before - side.base, bytes, at + before, length - before);
        if ((added & CryptoStream.CONFLICT) != 0) {
            connection.flag(Quality.CRYPTO_CONFLICT);
            counters.count(Counter.QUIC_CRYPTO_CONFLICT);
        }
        if (!side.done) {
            side.began = true;
            if ((added & CryptoStream.LIMIT) != 0) {
                giveUp(side);
            } else if (!google && side.shown == 0 && stream.covered() >= stream.messageLength()) {
                show(side);
            }
        }
        return !side.done;
    }

    /** Ends a packet: shows what has come together, and takes back what is not needed any more. */
    void end() {
        Side side = connection.side(fromClient);
        if (side.hasStream() && !side.done) {
            CryptoStream stream = side.stream();
            if (stream.covered() > side.shown && (google || side.shown > 0)) {
                show(side);
            } else if (!google && stream.isTooLong()) {
                giveUp(side);
            }
        }
        if (side.done) {
            recycle(side.takeStream());
        }
        connection.facts.helloIncomplete = connection.facts.clientInitialOpened && !connection.client.settled;
    }

    /** No more Initials of this side are tried. */
    void giveUp(Side side) {
        side.done = true;
        connection.flag(Quality.LIMIT);
        counters.count(Counter.QUIC_LIMIT);
    }

    private void show(Side side) {
        CryptoStream stream = side.stream();
        int held = stream.covered();
        int status;
        if (stream.isOnePiece()) {
            status = show(stream.piece(), stream.pieceAt(), held);
        } else {
            if (joined.length < held) {
                joined = new byte[Math.max(held, 4096)];
            }
            stream.copyTo(joined);
            status = show(joined, 0, held);
        }
        side.shown = held;
        if (status != Cursor.TRUNCATED) {
            side.settled = true;
            side.done = true;
        }
    }

    private int show(byte[] bytes, int at, int held) {
        return google
                ? GoogleHello.read(bytes, at, at + held, connection.facts)
                : consumer.crypto(fromClient, bytes, at, held);
    }

    private void recycle(CryptoStream stream) {
        if (spares < LIMIT_SPARE && stream.isSmall()) {
            stream.clear();
            spare[spares++] = stream;
        }
    }
}
