package tell443.quic;

import java.util.Arrays;
import tell443.bytes.Bytes;
import tell443.counters.Counter;
import tell443.counters.Counters;
import tell443.facts.Quality;
import tell443.facts.QuicFacts;

/** What is remembered of one QUIC connection. Small; what serves to read the hellos is dropped when they are read. */
public final class QuicConnection {

    private static final int[] NO_SECRET = {};
    private static final int SHORT_HEADERS_READ = 8; // then the handshake is over, whatever was missed

    final QuicFacts facts = new QuicFacts();

    final Side client = new Side();
    final Side server = new Side();
    /** The destination connection id that keys Initials, and the version it was used with. */
    private byte[] keyId = Ids.NONE;
    private QuicVersion keyVersion = QuicVersion.V1;
    private boolean keyed;
    private int[] secret = NO_SECRET; // the initial secret of keyId and keyVersion, once derived
    private int quality;
    private byte spins; // bit 0: seen clear, bit 1: seen set
    /** What {@link #count} needs lies here, since most datagrams of most connections need nothing else. */
    private boolean clientWanted = true;
    private boolean serverWanted = true;
    private long clientShort;
    private long serverShort;

    /** What was seen so far. */
    public QuicFacts facts() {
        facts.clientShort = clientShort;
        facts.serverShort = serverShort;
        facts.spin = spins == 3;
        return facts;
    }

    /** Whether a further datagram of that side can tell more than {@link #count} notes. */
    public boolean wantsMore(boolean fromClient) {
        return fromClient ? clientWanted : serverWanted;
    }

    /** To be called when the sides may have changed. */
    void noteWanted() {
        clientWanted = !client.done || client.again;
        serverWanted = !server.done || server.again;
    }

    /**
     * Notes a datagram that need not be read: its first byte tells the form.
     *
     * @param first first byte of the datagram, unsigned
     */
    public void count(boolean fromClient, int first) {
        if ((first & 0xC0) == 0x40 || first < 0x80 && facts.serverAnswered) { // the second bit may be greased, RFC 9287
            shortHeader(fromClient, first);
        } else if (first < 0x80 && !facts.google) {
            facts.notQuic++;
        }
    }

    /** Bits of {@link Quality}. */
    public int quality() {
        boolean incomplete = client.began && !client.settled || server.began && !server.settled;
        return quality | (incomplete ? Quality.HELLO_INCOMPLETE.bit() : 0);
    }

    /** Bytes that wait for the rest of their hellos. */
    public int held() {
        return client.stream().held() + server.stream().held();
    }

    /** Gives the hellos up for lack of memory. */
    public void giveUp(Counters counters) {
        release();
        flag(Quality.LIMIT);
        counters.count(Counter.QUIC_LIMIT);
    }

    /** Drops what only reading needs. Nothing is wanted any more. */
    public void release() {
        client.takeStream();
        server.takeStream();
        client.done = true;
        server.done = true;
        client.again = false;
        noteWanted();
        forgetKeys();
    }

    /**
     * The client's CRYPTO stream is wanted from that offset on: a second hello follows the first (RFC 8446 section 4.1.4). To
     * be called while the server's hello is shown.
     */
    public void readSecondHello(int offset) {
        if (client.done && client.settled && client.base == 0) {
            client.base = offset;
            client.restart();
            client.done = false;
        }
    }

    Side side(boolean fromClient) {
        return fromClient ? client : server;
    }

    void flag(Quality flag) {
        quality |= flag.bit();
    }

    void shortHeader(boolean fromClient, int first) {
        if (fromClient) {
            clientShort++;
        } else {
            serverShort++;
        }
        spins |= (byte) (1 << (first >>> 5 & 1)); // RFC 9000 section 17.4
        if (clientShort + serverShort == SHORT_HEADERS_READ) {
            release();
        }
    }

    boolean isKeyed() {
        return keyed;
    }

    boolean isKeyedBy(byte[] bytes, int at, int length) {
        return keyed && Arrays.equals(keyId, 0, keyId.length, bytes, at, at + length);
    }

    /** From now on Initials are keyed by this id; an empty secret is derived when it is needed. */
    void key(QuicVersion version, byte[] bytes, int at, int length) {
        byte[] original = facts.originalDcid; // nearly always
        keyId = Arrays.equals(original, 0, original.length, bytes, at, at + length) ? original : Ids.copy(bytes, at, length);
        keyVersion = version;
        keyed = true;
        secret = NO_SECRET;
    }

    void key(QuicVersion version) {
        keyVersion = version;
        secret = NO_SECRET;
    }

    byte[] keyId() {
        return keyId;
    }

    QuicVersion keyVersion() {
        return keyVersion;
    }

    int[] secret() {
        return secret;
    }

    void keep(int[] secret) {
        this.secret = secret;
    }

    void forgetKeys() {
        keyId = Ids.NONE;
        secret = NO_SECRET;
        keyed = false;
    }
}
