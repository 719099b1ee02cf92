package tell443.classify;

import static tell443.classify.Evidence.hard;
import static tell443.classify.Given.CLIENT_HELLO;
import static tell443.classify.Given.FRAMING_LOST;
import static tell443.classify.Given.SERVER_HELLO;

import tell443.facts.Quality;
import tell443.facts.Sequence;

/** Tunnels that put on the clothes of TLS without being TLS (PotatoVPN, ShadowTLS v1). */
final class FakeTls {

    /** Anything that may have made us read a hello at the wrong place. */
    private static final int DOUBT = Quality.GAP.bit() | Quality.SNAPPED.bit() | Quality.OVERLAP_CONFLICT.bit()
            | Quality.HELLO_MALFORMED.bit() | Quality.EXTRA_HELLO.bit() | Quality.LIMIT.bit()
            | Quality.URGENT.bit();

    static final Protocol PROTOCOL = Protocol.of("fake-tls", FlowClass.VPN,
            hard("fake-tls.cipher", 0.95, "the ServerHello selects a cipher suite that the client did not offer",
                    "RFC 8446 section 4.1.3; 10 of 5,399 public handshakes, all of them fakes or drafts, which are exempt",
                            FakeTls::foreignCipher).onlyWith(CLIENT_HELLO | SERVER_HELLO)
                    .telling(sight -> "selected 0x" + Integer.toHexString(sight.tls.serverHello.cipher())),
            hard("fake-tls.framing", 0.70, "after a whole handshake the stream stops being TLS records, though no byte is missing",
                    "net4people/bbs issue 322 (ShadowTLS v1)", FakeTls::framingLost).weighing(5.5).onlyWith(FRAMING_LOST),
            hard("fake-tls.no-change-cipher", 0.95,
                    "application data of a TLS 1.2 client that never sent ChangeCipherSpec", "RFC 5246 section 7.1; simple-obfs",
                    FakeTls::neverChangedCipher).onlyWith(CLIENT_HELLO | SERVER_HELLO),
            hard("fake-tls.finished", 0.95, "what follows a ChangeCipherSpec up to TLS 1.2 is longer than any Finished",
                    "RFC 5246 sections 6.2.3 and 7.4.9; simple-obfs", FakeTls::endlessFinished).onlyWith(CLIENT_HELLO | SERVER_HELLO));

    private static final int HANDSHAKE = 22;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int ALERT = 21;
    /** 16 bytes, an initial value of 16, a MAC of 48, and padding of at most 256. */
    private static final int LONGEST_FINISHED = 336;

    private FakeTls() {}

    private static boolean foreignCipher(Sight sight) {
        if (!sight.bothHellos() || sight.tls.clientHello.sslv2() || (sight.facts.quality & DOUBT) != 0) {
            return false;
        }
        int legacy = sight.tls.serverHello.legacyVersion();
        int version = sight.tls.serverHello.version();
        boolean published = legacy >= 0x0300 && legacy <= 0x0303 && version >= 0x0300 && version <= 0x0304;
        return published && sight.tls.clientHello.profile().ciphers().length > 0
                && !sight.tls.clientHello.profile().offersCipher(sight.tls.serverHello.cipher());
    }

    /** The server did change its cipher: a whole handshake of its own must have preceded that. */
    private static boolean neverChangedCipher(Sight sight) {
        int version = sight.tls.serverHello.version();
        return sight.bothHellos() && version >= 0x0300 && version <= 0x0303 && sight.tls.serverChangedCipher
                && !sight.tls.clientChangedCipher && sight.facts.client.dataRecords > 0
                && (sight.facts.quality & (DOUBT | Quality.MIDSTREAM.bit() | Quality.RECORDS_LOST.bit())) == 0;
    }

    /** Either side's first record behind its ChangeCipherSpec is a handshake's; bytes that are missing later do not matter. */
    private static boolean endlessFinished(Sight sight) {
        int version = sight.tls.serverHello.version();
        return sight.bothHellos() && version >= 0x0300 && version <= 0x0303
                && (sight.facts.quality & (DOUBT & ~Quality.GAP.bit() | Quality.MIDSTREAM.bit())) == 0
                && (afterChange(sight.facts.records, true) > LONGEST_FINISHED
                || afterChange(sight.facts.records, false) > LONGEST_FINISHED);
    }

    /** Length of that record, or -1. */
    private static int afterChange(Sequence records, boolean client) {
        boolean changed = false;
        for (int i = 0; i < records.count(); i++) {
            if (records.fromClient(i) == client) {
                if (changed) {
                    return records.kind(i) == HANDSHAKE ? records.size(i) : -1;
                }
                changed = records.kind(i) == CHANGE_CIPHER_SPEC;
            }
        }
        return -1;
    }

    /**
     * Bytes that came twice may differ, such as the padding of short frames that is taken for payload; and TLS that was ended by
     * an alert may be followed by anything (RFC 4217 section 12.3).
     */
    private static boolean framingLost(Sight sight) {
        return sight.tls.framingLost() && sight.bothHellos() && (sight.facts.quality & DOUBT) == 0
                && sight.facts.client.retransmitted == 0 && sight.facts.server.retransmitted == 0 && !alerted(sight.facts.records);
    }

    private static boolean alerted(Sequence records) {
        for (int i = 0; i < records.count(); i++) {
            if (records.kind(i) == ALERT) {
                return true;
            }
        }
        return records.count() == Sequence.LIMIT; // the rest is not known
    }
}
