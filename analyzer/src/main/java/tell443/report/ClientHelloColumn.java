package tell443.report;

import static tell443.report.Column.Type.*;

import tell443.facts.ClientHelloFacts;
import tell443.facts.ClientHelloProfile;
import tell443.facts.EchFacts;
import tell443.facts.TlsFacts;

/** What a ClientHello says beyond the core columns. Lists keep the order of the wire, GREASE included. */
enum ClientHelloColumn implements Column {
    CLIENT_HELLO_LENGTH(INTEGER, "bytes", "Length of the ClientHello handshake message with its 4-byte header (DTLS: 12).",
            Text.NO_HELLO),
    CLIENT_LEGACY_VERSION(INTEGER, "", "Its legacy_version field, such as 771 for 0x0303.", Text.NO_HELLO),
    CLIENT_MAX_VERSION(INTEGER, "", "Highest version offered that is not GREASE: of supported_versions, else legacy_version.",
            Text.NO_HELLO),
    CLIENT_VERSIONS(INTEGER_LIST, "", "Its supported_versions extension.", Text.NO_EXTENSION),
    CLIENT_CIPHER_COUNT(INTEGER, "", "Cipher suites offered, GREASE included.", Text.NO_HELLO),
    CLIENT_CIPHERS(INTEGER_LIST, "", "Cipher suites offered.", Text.NO_HELLO),
    CLIENT_EXTENSION_COUNT(INTEGER, "", "Extensions, GREASE included.", Text.NO_HELLO),
    CLIENT_EXTENSIONS(INTEGER_LIST, "", "Extension types.", "no ClientHello was read or it has no extensions"),
    CLIENT_GROUPS(INTEGER_LIST, "", "Its supported_groups extension.", Text.NO_EXTENSION),
    CLIENT_KEY_SHARES(INTEGER_LIST, "", "Groups of its key_share extension.", Text.NO_EXTENSION),
    CLIENT_POST_QUANTUM(INTEGER, "0 or 1", "1 when key_share has a post-quantum group: 4587 to 4589 (0x11eb to 0x11ed), 512 to 514"
            + " (ML-KEM), 25497"
            + " (0x6399), 65072 (0xfe30), 65073 (0xfe31) or 16696 (CECPQ2).", Text.NO_HELLO),
    CLIENT_SIGNATURE_ALGORITHMS(INTEGER_LIST, "", "Its signature_algorithms extension.", Text.NO_EXTENSION),
    CLIENT_POINT_FORMATS(INTEGER_LIST, "", "Its ec_point_formats extension.", Text.NO_EXTENSION),
    CLIENT_SESSION_ID_LENGTH(INTEGER, "bytes", "Length of legacy_session_id.", Text.NO_HELLO),
    CLIENT_TICKET(INTEGER, "0 or 1", "1 when a session_ticket extension with content is there (TLS 1.2).", Text.NO_HELLO),
    CLIENT_PSK(INTEGER, "0 or 1", "1 when pre_shared_key is there (TLS 1.3).", Text.NO_HELLO),
    CLIENT_EARLY_DATA(INTEGER, "0 or 1", "1 when early_data is there: the client sends 0-RTT data.", Text.NO_HELLO),
    CLIENT_SSLV2(INTEGER, "0 or 1", "1 when it came in the SSLv2-compatible form.", Text.NO_HELLO),
    SNI_TRUNCATED(INTEGER, "0 or 1", "1 when server_name is longer than the 255 bytes that are kept.", Text.NO_HELLO),
    JA3_RAW(TEXT, "", "The string whose MD5 is ja3.", Text.NO_HELLO),
    JA4_RAW(TEXT, "", "JA4_r: the sorted lists themselves instead of their hashes.", Text.NO_HELLO),
    ECH_KDF(INTEGER, "", "HPKE KDF id of the outer encrypted_client_hello.", Text.NO_ECH),
    ECH_AEAD(INTEGER, "", "HPKE AEAD id of the outer encrypted_client_hello.", Text.NO_ECH),
    ECH_CONFIG_ID(INTEGER, "", "config_id of the outer encrypted_client_hello.", Text.NO_ECH),
    ECH_ENC_LENGTH(INTEGER, "bytes", "Length of enc, the encapsulated key.", Text.NO_ECH),
    ECH_PAYLOAD_LENGTH(INTEGER, "bytes", "Length of payload, the encrypted inner ClientHello.", Text.NO_ECH);

    /** Reasons for emptiness; a class of its own, because an enum's own constants are not there yet. */
    private static final class Text {
        static final String NO_HELLO = "no ClientHello was read";
        static final String NO_EXTENSION = "no ClientHello was read or it has no such extension";
        static final String NO_ECH = "no ClientHello with encrypted_client_hello was read";
    }

    private final About about;

    ClientHelloColumn(Type type, String unit, String meaning, String emptyWhen) {
        about = new About(type, unit, meaning, emptyWhen);
    }

    @Override
    public About about() {
        return about;
    }

    @Override
    public boolean isShared() {
        return ordinal() >= CLIENT_LEGACY_VERSION.ordinal() && ordinal() <= CLIENT_POINT_FORMATS.ordinal();
    }

    @Override
    public void write(Row row, RowSink out) {
        TlsFacts tls = row.facts().tls;
        if (ordinal() >= ECH_KDF.ordinal()) {
            writeEch(tls.clientHello.ech(), out);
        } else if (isShared()) {
            writeProfile(tls.clientHello.present(), tls.clientHello.profile(), out);
        } else {
            writeHello(tls.clientHello.present(), tls.clientHello, out);
        }
    }

    private void writeHello(boolean known, ClientHelloFacts hello, RowSink out) {
        switch (this) {
            case CLIENT_HELLO_LENGTH -> Cells.countIf(out, known, hello.length());
            case CLIENT_SESSION_ID_LENGTH -> Cells.countIf(out, known, hello.sessionIdLength());
            case CLIENT_TICKET -> Cells.flagIf(out, known, hello.ticketOffered());
            case CLIENT_PSK -> Cells.flagIf(out, known, hello.pskOffered());
            case CLIENT_EARLY_DATA -> Cells.flagIf(out, known, hello.earlyData());
            case CLIENT_SSLV2 -> Cells.flagIf(out, known, hello.sslv2());
            case SNI_TRUNCATED -> Cells.flagIf(out, known, hello.sniTruncated());
            case JA3_RAW -> out.text(hello.profile().ja3Raw());
            default -> out.text(hello.profile().ja4Raw());
        }
    }

    private void writeProfile(boolean known, ClientHelloProfile profile, RowSink out) {
        switch (this) {
            case CLIENT_LEGACY_VERSION -> Cells.count(out, profile.legacyVersion());
            case CLIENT_MAX_VERSION -> Cells.count(out, profile.maxVersion());
            case CLIENT_VERSIONS -> Cells.integers(out, profile.versions());
            case CLIENT_CIPHER_COUNT -> Cells.countIf(out, known, profile.ciphers().length);
            case CLIENT_CIPHERS -> Cells.integers(out, profile.ciphers());
            case CLIENT_EXTENSION_COUNT -> Cells.countIf(out, known, profile.extensions().length);
            case CLIENT_EXTENSIONS -> Cells.integers(out, profile.extensions());
            case CLIENT_GROUPS -> Cells.integers(out, profile.groups());
            case CLIENT_KEY_SHARES -> Cells.integers(out, profile.keyShares());
            case CLIENT_POST_QUANTUM -> Cells.flagIf(out, known, postQuantum(profile.keyShares()));
            case CLIENT_SIGNATURE_ALGORITHMS -> Cells.integers(out, profile.signatureAlgorithms());
            default -> Cells.integers(out, profile.pointFormats());
        }
    }

    private void writeEch(EchFacts ech, RowSink out) {
        switch (this) {
            case ECH_KDF -> Cells.count(out, ech.kdf());
            case ECH_AEAD -> Cells.count(out, ech.aead());
            case ECH_CONFIG_ID -> Cells.count(out, ech.configId());
            case ECH_ENC_LENGTH -> Cells.count(out, ech.encLength());
            default -> Cells.count(out, ech.payloadLength());
        }
    }

    private static boolean postQuantum(int[] groups) {
        for (int group : groups) {
            switch (group) {
                case 0x0200, 0x0201, 0x0202, 0x11EB, 0x11EC, 0x11ED, 0x6399, 0xFE30, 0xFE31, 0x4138 -> {
                    return true;
                }
                default -> { }
            }
        }
        return false;
    }
}
