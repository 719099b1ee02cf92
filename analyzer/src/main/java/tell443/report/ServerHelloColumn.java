package tell443.report;

import static tell443.report.Column.Type.*;

import tell443.facts.CertificateFacts;
import tell443.facts.FlowFacts;
import tell443.facts.ServerHelloFacts;
import tell443.facts.TlsFacts;

/** What the server's side of a handshake says beyond the core columns, and the handshake's course. */
enum ServerHelloColumn implements Column {
    TLS_PREFIX(TEXT, "", "What came before TLS in the stream, in the clear: proxy-v1, proxy-v2, http-connect, socks4, socks5 or rdp.",
            "nothing did"),
    SERVER_LEGACY_VERSION(INTEGER, "", "The ServerHello's version field.", Text.NO_HELLO),
    SERVER_EXTENSIONS(INTEGER_LIST, "", "The ServerHello's extension types in wire order.", "no ServerHello was read or it has none"),
    SERVER_KEY_SHARE(INTEGER, "", "Group of the ServerHello's key_share.", "no ServerHello was read or it has no key_share"),
    SERVER_PSK(INTEGER, "0 or 1", "1 when the ServerHello accepts a pre_shared_key.", Text.NO_HELLO),
    JA3S_RAW(TEXT, "", "The string whose MD5 is ja3s.", Text.NO_HELLO),
    HELLO_RETRY(INTEGER, "0 or 1", "1 when a HelloRetryRequest was seen.", Text.NO_TLS),
    RESUMED(INTEGER, "0 or 1", "1 when the session was resumed: TLS 1.3 by an accepted pre_shared_key; TLS 1.2 and older by an echoed"
            + " session id or"
            + " a ticket, with ChangeCipherSpec and without a Certificate message.", "one of the hellos was not read"),
    CLIENT_ALERT(INTEGER, "", "First alert of the client in the clear: level times 256 plus description.", "there was none"),
    SERVER_ALERT(INTEGER, "", "First alert of the server in the clear: level times 256 plus description.", "there was none"),
    CLIENT_HELLO_S(DECIMAL, "s", "From the flow's first packet to the packet that completes the ClientHello.", "no ClientHello was read"),
    SERVER_HELLO_S(DECIMAL, "s", "From the flow's first packet to the packet that completes the ServerHello.", Text.NO_HELLO),
    CERT_NAMES(TEXT_LIST, "", "Subject alternative names of the leaf certificate, DNS names and IP addresses, in its order, the first 256.",
            Text.NO_CERTIFICATE),
    CERT_NOT_BEFORE(TIME, "", "Start of the leaf certificate's validity, whole seconds.", Text.NO_CERTIFICATE),
    CERT_NOT_AFTER(TIME, "", "End of the leaf certificate's validity, whole seconds.", Text.NO_CERTIFICATE),
    CERT_SHA256(TEXT, "", "SHA-256 of the leaf certificate's DER bytes in hex.", Text.NO_CERTIFICATE),
    CERT_COUNT(INTEGER, "", "Certificates in the server's Certificate message.", Text.NO_CERTIFICATE);

    /** Reasons for emptiness; a class of its own, because an enum's own constants are not there yet. */
    private static final class Text {
        static final String NO_HELLO = "no ServerHello was read";
        static final String NO_TLS = "no hello was read";
        static final String NO_CERTIFICATE = "no certificate is visible (TLS 1.3, resumption)";
    }

    private final About about;

    ServerHelloColumn(Type type, String unit, String meaning, String emptyWhen) {
        about = new About(type, unit, meaning, emptyWhen);
    }

    @Override
    public About about() {
        return about;
    }

    @Override
    public boolean isShared() {
        return ordinal() >= CERT_NAMES.ordinal() || ordinal() >= SERVER_LEGACY_VERSION.ordinal() && ordinal() <= JA3S_RAW.ordinal();
    }

    @Override
    public void write(Row row, RowSink out) {
        FlowFacts facts = row.facts();
        if (ordinal() >= CERT_NAMES.ordinal()) {
            writeCertificate(facts.tls.certificate, out);
        } else if (ordinal() >= HELLO_RETRY.ordinal()) {
            writeCourse(facts, facts.tls, out);
        } else if (this == TLS_PREFIX) {
            out.text(facts.tls.prefix().label());
        } else {
            writeHello(facts.tls.serverHello, out);
        }
    }

    private void writeHello(ServerHelloFacts hello, RowSink out) {
        switch (this) {
            case SERVER_LEGACY_VERSION -> Cells.count(out, hello.legacyVersion());
            case SERVER_EXTENSIONS -> Cells.integers(out, hello.extensions());
            case SERVER_KEY_SHARE -> Cells.count(out, hello.keyShareGroup());
            case SERVER_PSK -> Cells.flagIf(out, hello.present(), hello.pskAccepted());
            default -> out.text(hello.ja3sRaw());
        }
    }

    private void writeCourse(FlowFacts facts, TlsFacts tls, RowSink out) {
        boolean client = tls.clientHello.present();
        boolean server = tls.serverHello.present();
        switch (this) {
            case HELLO_RETRY -> Cells.flagIf(out, client || server, tls.retry.request().present());
            case RESUMED -> Cells.flagIf(out, client && server, tls.resumed());
            case CLIENT_ALERT -> Cells.count(out, tls.clientAlert);
            case SERVER_ALERT -> Cells.count(out, tls.serverAlert);
            case CLIENT_HELLO_S -> Cells.seconds(out, client ? facts.clientHelloNanos : -1);
            default -> Cells.seconds(out, server ? facts.serverHelloNanos : -1);
        }
    }

    private void writeCertificate(CertificateFacts certificate, RowSink out) {
        if (!certificate.present() && this != CERT_NAMES) {
            out.empty();
            return;
        }
        switch (this) {
            case CERT_NAMES -> Cells.texts(out, certificate.names());
            case CERT_NOT_BEFORE -> Cells.wholeSeconds(out, certificate.notBeforeSeconds());
            case CERT_NOT_AFTER -> Cells.wholeSeconds(out, certificate.notAfterSeconds());
            case CERT_SHA256 -> out.text(certificate.sha256());
            default -> out.integer(certificate.chainLength());
        }
    }
}
