package tell443.report;

import static tell443.report.Column.Type.*;

import tell443.facts.CertificateFacts;
import tell443.facts.ClientHelloFacts;
import tell443.facts.ClientHelloProfile;
import tell443.facts.FlowFacts;
import tell443.facts.ServerHelloFacts;
import tell443.tls.CipherSuites;
import tell443.tls.TlsVersions;

/** The core columns of a visible TLS, DTLS or QUIC handshake. */
enum HandshakeColumn implements Column {
    SNI(TEXT, "", "server_name of the ClientHello, the outer one under ECH; lower case; bytes outside printable ASCII as \\xNN; for"
            + " Google QUIC"
            + " the SNI tag. Of a ClientHello over TCP or DTLS that contradicts itself (hello-malformed), the name that was read before."
            + Text.IN_OPENVPN, "no ClientHello was read or it has no server_name"),
    ALPN_OFFERED(TEXT_LIST, "", "Protocols of the ClientHello's ALPN extension as offered, the first 32; bytes outside printable ASCII and"
            + " semicolons as"
            + " \\xNN." + Text.IN_OPENVPN, "no ClientHello was read or it has no ALPN extension"),
    ALPN_SELECTED(TEXT, "", "Protocol of the server's ALPN extension where it is visible (TLS 1.2 and older)."
            + Text.IN_OPENVPN, "the choice is not visible"),
    TLS_VERSION(TEXT, "", "Negotiated version: SSLv3, TLSv1.0 to TLSv1.3, DTLSv1.0, DTLSv1.2, DTLSv1.3, DTLSv0.9"
            + " (AnyConnect's 0x0100), TLSv1.3-draft-28 and the like; of the ServerHello's supported_versions,"
            + " else of its"
            + " version field. Without a ServerHello the highest version offered that is not GREASE."
            + Text.IN_OPENVPN, "no hello was read"),
    CIPHER(TEXT, "", "IANA name of the ServerHello's cipher suite, or 0x and four digits of one that has none." + Text.IN_OPENVPN,
            "no ServerHello was read"),
    ECH(TEXT, "", "none, offered (encrypted_client_hello is there, which may be GREASE) or real (there is evidence that it is not"
            + " GREASE)."
            + " Whether the server accepted it is not visible." + Text.IN_OPENVPN, "no ClientHello was read"),
    JA3(TEXT, "", "MD5 in hex of the ClientHello's JA3 string." + Text.IN_OPENVPN, "no ClientHello was read"),
    JA3S(TEXT, "", "MD5 in hex of the ServerHello's JA3S string." + Text.IN_OPENVPN, "no ServerHello was read"),
    JA4(TEXT, "", "JA4 (FoxIO, client) of the ClientHello; first letter t for TLS over TCP (and in OpenVPN), q for QUIC, d for"
            + " DTLS." + Text.IN_OPENVPN,
            "no ClientHello was read"),
    QUIC_VERSION(TEXT, "", "Version of the first client Initial (else of the first long header): v1, v2, draft-29, Q046, ...",
            "the flow is not QUIC or no long header was seen"),
    CERT_SUBJECT(TEXT, "", "Subject of the server's leaf certificate as RFC 4514 text." + Text.IN_OPENVPN,
            "no certificate is visible (TLS 1.3, resumption)"),
    CERT_ISSUER(TEXT, "", "Issuer of the server's leaf certificate as RFC 4514 text." + Text.IN_OPENVPN,
            "no certificate is visible (TLS 1.3, resumption)");

    /** A class of its own, because an enum's own constants are not there yet. */
    private static final class Text {
        static final String IN_OPENVPN = " For OpenVPN: of the handshake in its control channel; for RDP over UDP: of the one it carries.";
    }

    private final About about;

    HandshakeColumn(Type type, String unit, String meaning, String emptyWhen) {
        about = new About(type, unit, meaning, emptyWhen);
    }

    @Override
    public About about() {
        return about;
    }

    @Override
    public boolean isShared() {
        return this != SNI;
    }

    @Override
    public void write(Row row, RowSink out) {
        FlowFacts facts = row.facts();
        ClientHelloFacts client = facts.tls.clientHello;
        ServerHelloFacts server = facts.tls.serverHello;
        CertificateFacts certificate = facts.tls.certificate;
        switch (this) {
            case SNI -> out.text(client.sni().isEmpty() ? facts.quic.sni : client.sni());
            case ALPN_OFFERED -> Cells.texts(out, client.profile().alpn());
            case ALPN_SELECTED -> out.text(server.alpn());
            case TLS_VERSION -> out.word(version(server, client.profile()));
            case CIPHER -> out.word(server.present() ? CipherSuites.name(server.cipher()) : "");
            case ECH -> out.word(row.verdict().ech().label());
            case JA3 -> out.word(client.profile().ja3());
            case JA3S -> out.word(server.ja3s());
            case JA4 -> out.word(client.profile().ja4());
            case QUIC_VERSION -> out.text(facts.quic.versionName);
            case CERT_SUBJECT -> out.text(certificate.subject());
            case CERT_ISSUER -> out.text(certificate.issuer());
        }
    }

    private static String version(ServerHelloFacts server, ClientHelloProfile client) {
        int version = server.present() ? server.version() : client.maxVersion();
        return version < 0 ? "" : TlsVersions.name(version);
    }
}
