package tell443.classify;

import tell443.facts.FlowFacts;
import tell443.facts.Sequence;
import tell443.facts.TlsFacts;

/**
 * Sizes of what an application handed to TLS, record by record: the length fields of type 23 less what encryption adds
 * (RFC 8446 section 5.2, RFC 5246 section 6.2.3). Or to QUIC, datagram by datagram. Reused; allocates nothing.
 *
 * <p>In TLS 1.3 the handshake's second half has the same content type: the server's records before the client's second are left
 * out (EncryptedExtensions to Finished, tickets, and what HTTP/2 servers send unasked), and the client's first (Finished).
 * Empty where sizes are not exact (CBC, unknown suites), where bytes are missing, and where the start was not seen.
 *
 * <p>In QUIC the two sides' first flights and the server's second are left out. A datagram's size is what it has more than the
 * shortest of its side, which is an acknowledgement alone: header and tag go away (RFC 9000 section 17.3.1). Padded datagrams
 * of the client, which probe the path (RFC 8899), are left out.
 */
final class ApplicationData {

    private static final int DATA = 23;
    private static final int TLS13 = 0x0304;
    private static final int HANDSHAKE_FLIGHTS = 2;
    private static final int PADDED = 1200; // RFC 9000 section 14

    private final int[] sizes = new int[Sequence.LIMIT];
    private final boolean[] client = new boolean[Sequence.LIMIT];
    private final long[] micros = new long[Sequence.LIMIT];
    private int count;
    private boolean datagrams;
    private boolean withoutHeaders;

    void read(FlowFacts facts, TlsFacts tls) {
        clear();
        boolean modern = tls.serverHello.version() == TLS13;
        int added = added(tls);
        if (added < 0 || tls.clientHello.earlyData()) {
            return;
        }
        Sequence records = facts.records;
        int fromClient = modern ? 0 : 2;
        for (int i = 0; i < records.count(); i++) {
            if (records.kind(i) == DATA) {
                fromClient += records.fromClient(i) ? 1 : 0;
                if (fromClient >= 2) {
                    add(Math.max(0, records.size(i) - added), records.fromClient(i), records.micros(i));
                }
            }
        }
    }

    void clear() {
        count = 0;
        datagrams = false;
        withoutHeaders = false;
    }

    /**
     * Takes over messages: what is longer than control frames, and is not of the length that headers have, each side's own;
     * 0: they are not apart.
     *
     * @param serverControl the longest control frame or headers of the server
     * @param updates the server sends several WINDOW_UPDATE frames in a record
     */
    void copyMessages(ApplicationData from, int clientHeaders, int serverHeaders, int serverControl, boolean updates) {
        clear();
        datagrams = from.datagrams;
        withoutHeaders = clientHeaders > 0;
        for (int i = 0; i < from.count; i++) {
            boolean fromClient = from.client[i];
            int size = from.sizes[i];
            boolean control = fromClient ? size <= HeaderRecords.CONTROL : size <= serverControl || updates && HeaderRecords.isUpdates(size);
            if (!control && !HeaderRecords.alike(size, fromClient ? clientHeaders : serverHeaders)) {
                add(size, fromClient, from.micros[i]);
            }
        }
    }

    void readDatagrams(Sequence packets) {
        clear();
        datagrams = true;
        int flights = 1; // of the client
        for (int i = 1; i < packets.count(); i++) {
            boolean fromClient = packets.fromClient(i);
            flights += fromClient && !packets.fromClient(i - 1) ? 1 : 0;
            if (flights > HANDSHAKE_FLIGHTS && !(fromClient && packets.size(i) >= PADDED)) {
                add(packets.size(i), fromClient, packets.micros(i));
            }
        }
        shorten(true);
        shorten(false);
    }

    private void add(int size, boolean fromClient, long time) {
        sizes[count] = size;
        client[count] = fromClient;
        micros[count++] = time;
    }

    /** Takes the size of a side's shortest datagram off all of that side. */
    private void shorten(boolean side) {
        int shortest = Integer.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            shortest = client[i] == side ? Math.min(shortest, sizes[i]) : shortest;
        }
        for (int i = 0; i < count; i++) {
            sizes[i] -= client[i] == side ? shortest : 0;
        }
    }

    /** What encryption adds to a record, or -1 where it cannot be told. */
    static int added(TlsFacts tls) {
        int version = tls.serverHello.version();
        return version == TLS13 ? 17 : version == 0x0303 ? Expansion.of(tls.serverHello.cipher()) : -1;
    }

    int count() {
        return count;
    }

    /** Each item is a datagram, and may be a part of a message or several. */
    boolean datagrams() {
        return datagrams;
    }

    /** Headers came in records of their own, which are left out: what remains of the client are messages, however short. */
    boolean withoutHeaders() {
        return withoutHeaders;
    }

    /** Bytes of plaintext. */
    int size(int i) {
        return sizes[i];
    }

    boolean fromClient(int i) {
        return client[i];
    }

    /** Since the flow began. */
    long micros(int i) {
        return micros[i];
    }

    /** What an AEAD suite of TLS 1.2 adds to a record: explicit nonce and tag. */
    private static final class Expansion {

        /** -1 where the plaintext's size cannot be told. */
        static int of(int cipher) {
            if (cipher >= 0x009C && cipher <= 0x00AD || cipher >= 0xC02B && cipher <= 0xC032) {
                return 24; // GCM
            }
            if (cipher >= 0xCCA8 && cipher <= 0xCCAE) {
                return 16; // ChaCha20-Poly1305 (RFC 7905)
            }
            if (cipher >= 0xC09C && cipher <= 0xC09F || cipher == 0xC0AC || cipher == 0xC0AD) {
                return 24; // CCM (RFC 6655, RFC 7251)
            }
            return cipher >= 0xC0A0 && cipher <= 0xC0A3 || cipher == 0xC0AE || cipher == 0xC0AF ? 16 : -1; // CCM_8
        }
    }
}
