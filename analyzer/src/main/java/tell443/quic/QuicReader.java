package tell443.quic;

import tell443.bytes.Bytes;
import tell443.bytes.Cursor;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.facts.QuicFacts;

/**
 * Reads the datagrams of QUIC connections as far as everybody can: headers, and Initial packets, whose keys follow
 * from what they show. One per worker: it holds keys and scratch. Never throws, whatever the bytes.
 */
public final class QuicReader {

    private static final int FIXED_BIT = 0x40;
    private static final int LONG_FORM = 0x80;
    private static final int NEGOTIATION_SEARCH = 16; // versions
    /** The first id that a client makes up, which the server's Version Negotiation sends back (RFC 9000 section 7.2). */
    private static final int SHORTEST_FIRST_ID = 8;

    private final Counters counters;
    private final LongHeader header = new LongHeader();
    private final KeyRing keyRing;
    private final InitialFrames frames;
    private final HelloAssembly assembly;

    public QuicReader(Counters counters) {
        this(counters, false);
    }

    /** Trusting: reads packets that carry no protection; for tests that cannot make tags. */
    QuicReader(Counters counters, boolean trusting) {
        this.counters = counters;
        keyRing = new KeyRing(trusting);
        frames = new InitialFrames(keyRing.opener);
        assembly = new HelloAssembly(counters);
    }

    /**
     * Whether the first bytes of a datagram look like QUIC of a version that is known or reserved. Short header packets
     * do not: nothing sets them apart. The fixed bit is not asked for (RFC 9287), the version is telling enough.
     */
    public static boolean looksLikeQuic(byte[] bytes, int at, int held) {
        if (held < LongHeader.SHORTEST) {
            return false;
        }
        if ((bytes[at] & LONG_FORM) == 0) {
            return GoogleClear.isPublicHeader(bytes, at, held);
        }
        int version = Bytes.u32(bytes, at + 1);
        if (version == 0) {
            return looksLikeNegotiation(bytes, at, held);
        }
        if (!QuicVersion.isPlausible(version)) {
            return false;
        }
        return QuicVersion.isClearGoogle(version) || Bytes.u8(bytes, at + 5) <= LongHeader.LONGEST_ID;
    }

    /** A Version Negotiation packet (RFC 8999 section 6) that lists a version we know. SRT's handshakes have a version of 0, too. */
    private static boolean looksLikeNegotiation(byte[] bytes, int at, int held) {
        int end = at + held;
        int source = at + 6 + Bytes.u8(bytes, at + 5);
        if (source >= end || Bytes.u8(bytes, source) < SHORTEST_FIRST_ID) {
            return false;
        }
        int versions = source + 1 + Bytes.u8(bytes, source);
        for (int i = 0; i < NEGOTIATION_SEARCH && versions + 4 <= end; i++, versions += 4) {
            if (QuicVersion.isPlausible(Bytes.u32(bytes, versions))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads one datagram into the connection's facts. Worth calling while {@link QuicConnection#wantsMore}; after that
     * {@link QuicConnection#count} notes what a datagram still tells.
     *
     * @param held bytes of the datagram that were captured
     * @param declared bytes it had on the wire; an Initial that was cut cannot be proven and is not read
     */
    public void datagram(QuicConnection connection, boolean fromClient, byte[] bytes, int at, int held, int declared,
            CryptoConsumer consumer) {
        if (held > 0) {
            read(connection, fromClient, bytes, at, held, declared, consumer);
            connection.noteWanted();
        }
    }

    private void read(QuicConnection connection, boolean fromClient, byte[] bytes, int at, int held, int declared,
            CryptoConsumer consumer) {
        int heldEnd = at + held;
        int declaredEnd = at + Math.max(held, declared);
        if (connection.facts.google && connection.facts.version != 0 && QuicVersion.isClearGoogle(connection.facts.version)
                || fromClient && GoogleClear.isPublicHeader(bytes, at, held) || GoogleClear.isLongHeader(bytes, at, held)) {
            googleClear(connection, fromClient, bytes, at, held);
            return;
        }
        if ((bytes[at] & LONG_FORM) == 0) {
            connection.count(fromClient, Bytes.u8(bytes, at));
            return;
        }
        for (int packet = at; packet < heldEnd && (bytes[packet] & LONG_FORM) != 0; packet = header.end) {
            int status = header.read(bytes, packet, heldEnd, declaredEnd);
            if (status != Cursor.OK) {
                unreadable(connection, status);
                return;
            }
            longPacket(connection, fromClient, bytes, packet, heldEnd, consumer);
        }
    }

    private void unreadable(QuicConnection connection, int status) {
        if (status == Cursor.MALFORMED) {
            counters.count(Counter.QUIC_MALFORMED);
        } else {
            connection.flag(Quality.QUIC_UNOPENED);
        }
    }

    private void googleClear(QuicConnection connection, boolean fromClient, byte[] bytes, int at, int held) {
        QuicFacts facts = connection.facts;
        if (!fromClient) {
            facts.serverAnswered = true;
            connection.server.done = true;
        } else if (GoogleClear.isPublicHeader(bytes, at, held) || GoogleClear.isLongHeader(bytes, at, held)) {
            boolean read = GoogleClear.read(facts, bytes, at, at + held);
            connection.client.done = read || !connection.client.mayTry();
        } else if (!connection.client.mayTry()) {
            connection.client.done = true;
        }
    }

    private void longPacket(QuicConnection connection, boolean fromClient, byte[] bytes, int packet, int heldEnd,
            CryptoConsumer consumer) {
        QuicFacts facts = connection.facts;
        noteVersion(facts, fromClient);
        if (!fromClient && header.type != LongHeader.OTHER) {
            facts.serverAnswered = true;
        }
        switch (header.type) {
            case LongHeader.INITIAL -> initial(connection, fromClient, bytes, packet, heldEnd, consumer);
            case LongHeader.ZERO_RTT -> facts.zeroRtt |= header.version.kind != QuicVersion.GREASED; // its types may mean anything
            case LongHeader.HANDSHAKE -> facts.handshakePackets |= header.version.kind != QuicVersion.GREASED;
            case LongHeader.RETRY -> {
                facts.retry |= !fromClient;
                connection.client.again |= !fromClient && facts.serverInitials == 0;
            }
            case LongHeader.NEGOTIATION -> {
                facts.versionNegotiation |= !fromClient;
                connection.client.again |= !fromClient && facts.serverInitials == 0;
            }
            default -> counters.count(Counter.QUIC_VERSION_UNKNOWN);
        }
    }

    private void noteVersion(QuicFacts facts, boolean fromClient) {
        boolean firstInitial = fromClient && header.type == LongHeader.INITIAL && facts.clientInitials == 0;
        if (header.type != LongHeader.NEGOTIATION && (facts.version == 0 || firstInitial)) {
            facts.version = header.version.number;
            facts.versionName = header.version.name;
            facts.google = header.version.isGoogle();
        }
    }

    private void initial(QuicConnection connection, boolean fromClient, byte[] bytes, int packet, int heldEnd,
            CryptoConsumer consumer) {
        noteInitial(connection.facts, fromClient, bytes);
        Side side = connection.side(fromClient);
        if (side.done) {
            if (fromClient) {
                followKeys(connection, bytes);
            }
            return;
        }
        if (!side.mayTry()) {
            assembly.begin(connection, fromClient, false, consumer);
            assembly.giveUp(side);
            assembly.end();
            return;
        }
        if (header.end > heldEnd) {
            connection.flag(Quality.QUIC_UNOPENED);
            return;
        }
        open(connection, fromClient, bytes, packet, consumer);
    }

    private void open(QuicConnection connection, boolean fromClient, byte[] bytes, int packet, CryptoConsumer consumer) {
        if (!fromClient && !connection.isKeyed()) { // the client's first Initial is missing
            connection.flag(Quality.QUIC_UNOPENED);
            return;
        }
        boolean opened = fromClient
                ? keyRing.openClient(connection, header, bytes, packet)
                : keyRing.openKeyed(connection, header, false, bytes, packet);
        if (!opened) {
            connection.flag(Quality.QUIC_UNOPENED);
            counters.count(Counter.QUIC_INITIAL_REJECTED);
            return;
        }
        counters.count(Counter.QUIC_INITIAL_OPENED);
        if (fromClient) {
            connection.facts.clientInitialOpened = true;
            connection.client.again = false;
        } else {
            connection.facts.serverInitialOpened = true;
        }
        boolean google = header.version.kind == QuicVersion.GOOGLE_SEALED;
        assembly.begin(connection, fromClient, google, consumer);
        if (!frames.read(header.version.isGoogle(), assembly)) {
            counters.count(Counter.QUIC_MALFORMED);
        }
        assembly.end();
        if (connection.client.done && connection.server.done) {
            connection.forgetKeys();
        }
    }

    private void noteInitial(QuicFacts facts, boolean fromClient, byte[] bytes) {
        if (!fromClient) {
            if (facts.serverInitials++ == 0) {
                facts.serverScid = Ids.copy(bytes, header.source, header.sourceLength);
            }
        } else if (facts.clientInitials++ == 0) {
            facts.originalDcid = Ids.copy(bytes, header.destination, header.destinationLength);
            facts.clientScid = Ids.copy(bytes, header.source, header.sourceLength);
        }
    }

    /** The client's hello is read, but it began again after a Retry or version negotiation: the server will use the new id. */
    private void followKeys(QuicConnection connection, byte[] bytes) {
        connection.client.again = false;
        boolean same = connection.isKeyedBy(bytes, header.destination, header.destinationLength);
        if (connection.isKeyed() && connection.facts.serverInitials == 0 && !same) {
            connection.key(header.version, bytes, header.destination, header.destinationLength);
        }
    }
}
