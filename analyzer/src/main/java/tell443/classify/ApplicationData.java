package tell443.classify;

import tell443.facts.FlowFacts;
import tell443.facts.Sequence;
import tell443.facts.TlsFacts;

/**
 * Sizes of what an application handed to TLS, record by record: the length fields of type 23 less what encryption adds
 * (RFC 8446 section 5.2, RFC 5246 section 6.2.3). Reused; allocates nothing.
 *
 * <p>In TLS 1.3 the handshake's second half has the same content type: the server's records before the client's second are left
 * out (EncryptedExtensions to Finished, tickets, and what HTTP/2 servers send unasked), and the client's first (Finished).
 * Empty where sizes are not exact (CBC, unknown suites), where bytes are missing, and where the start was not seen.
 */
final class ApplicationData {

    private static final int DATA = 23;
    private static final int TLS13 = 0x0304;

    private final int[] sizes = new int[Sequence.LIMIT];
    private final boolean[] client = new boolean[Sequence.LIMIT];
    private final long[] micros = new long[Sequence.LIMIT];
    private int count;

    void read(FlowFacts facts, TlsFacts tls) {
        count = 0;
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
                    sizes[count] = Math.max(0, records.size(i) - added);
                    client[count] = records.fromClient(i);
                    micros[count++] = records.micros(i);
                }
            }
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
