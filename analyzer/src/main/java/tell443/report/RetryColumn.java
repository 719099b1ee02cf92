package tell443.report;

import static tell443.report.Column.Type.*;

import tell443.facts.ClientHelloFacts;
import tell443.facts.HelloRetry;

/** A HelloRetryRequest and the second ClientHello, which the columns of the hellos leave out. */
enum RetryColumn implements Column {
    RETRY_JA3S(TEXT, "", "MD5 in hex of the JA3S string of the HelloRetryRequest (RFC 8446 section 4.1.4), which is a ServerHello in form."
            + " ja3s is that of the ServerHello after it.", Text.NO_RETRY),
    RETRY_GROUP(INTEGER, "", "Group for which the HelloRetryRequest asks a key share.", "no HelloRetryRequest was read or it names none"),
    SECOND_JA3(TEXT, "", "MD5 in hex of the JA3 string of the ClientHello that answers a HelloRetryRequest; over TCP also of a second"
            + " one where no packet of the server was captured. ja3 and all columns of the ClientHello are those of the first. A QUIC client that begins again after version negotiation or Retry, and a DTLS client"
            + " that returns a cookie of HelloVerifyRequest, were not sent a HelloRetryRequest.", Text.NO_SECOND),
    SECOND_JA4(TEXT, "", "JA4 of that second ClientHello.", Text.NO_SECOND),
    SECOND_SNI(TEXT, "", "server_name of that second ClientHello, written as in sni. Who keeps to the RFC repeats it.",
            "no second ClientHello was read or it has no server_name"),
    SECOND_KEY_SHARES(INTEGER_LIST, "", "Groups of the key_share extension of that second ClientHello.",
            "no second ClientHello was read or it has no such extension"),
    SECOND_HELLO_LENGTH(INTEGER, "bytes", "Length of that second ClientHello, counted as client_hello_length.", Text.NO_SECOND);

    /** Reasons for emptiness; a class of its own, because an enum's own constants are not there yet. */
    private static final class Text {
        static final String NO_RETRY = "no HelloRetryRequest was read";
        static final String NO_SECOND = "no second ClientHello was read";
    }

    private final About about;

    RetryColumn(Type type, String unit, String meaning, String emptyWhen) {
        about = new About(type, unit, meaning, emptyWhen);
    }

    @Override
    public About about() {
        return about;
    }

    @Override
    public void write(Row row, RowSink out) {
        HelloRetry retry = row.facts().tls.retry;
        ClientHelloFacts second = retry.hello();
        switch (this) {
            case RETRY_JA3S -> out.text(retry.request().ja3s());
            case RETRY_GROUP -> Cells.count(out, retry.request().keyShareGroup());
            case SECOND_JA3 -> out.text(second.profile().ja3());
            case SECOND_JA4 -> out.text(second.profile().ja4());
            case SECOND_SNI -> out.text(second.sni());
            case SECOND_KEY_SHARES -> Cells.integers(out, second.profile().keyShares());
            case SECOND_HELLO_LENGTH -> Cells.countIf(out, second.present(), second.length());
        }
    }
}
