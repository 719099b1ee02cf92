package tell443.facts;

/** What makes a flow's row less than a full account; the label is what the {@code quality} column shows. */
public enum Quality {
    MIDSTREAM("midstream", "the capture does not hold the start of the connection"),
    ONE_WAY("one-way", "packets of one direction only"),
    GAP("gap", "bytes of a TCP stream are missing in the capture"),
    SNAPPED("snapped", "packets were captured only in part"),
    OVERLAP_CONFLICT("overlap-conflict", "two segments or fragments claim different content for the same place; the first was believed"),
    HELLO_INCOMPLETE("hello-incomplete", "a ClientHello or ServerHello began and never became whole"),
    HELLO_MALFORMED("hello-malformed", "a ClientHello or ServerHello contradicts itself"),
    RECORDS_LOST("records-lost", "TLS records stopped following each other"),
    CERTIFICATE_MALFORMED("certificate-malformed", "the server's certificate could not be read"),
    CRYPTO_CONFLICT("crypto-conflict", "QUIC CRYPTO frames claim different content for the same place; the first was believed"),
    QUIC_UNOPENED("quic-unopened", "a QUIC Initial packet could not be opened"),
    LIMIT("limit", "a limit on memory ended the reading of this flow early"),
    FRAGMENTS("fragments", "packets arrived as IP fragments"),
    TIME_BACKWARDS("time-backwards", "packets are older than packets before them"),
    URGENT("urgent", "TCP urgent data, whose place in the stream is ambiguous"),
    TTL_CHANGE("ttl-change", "segments of one direction whose time to live differs by more than 30"),
    TCP_OPTION_ODD("tcp-option-odd", "a segment with a TCP option or time stamp that does not fit its connection"),
    EXTRA_HELLO("extra-hello", "a second ClientHello that no HelloRetryRequest asked for; the first was believed");

    private final String label;
    private final String meaning;

    Quality(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    public String label() {
        return label;
    }

    public String meaning() {
        return meaning;
    }

    /** This flag's bit in {@link FlowFacts#quality}. */
    public int bit() {
        return 1 << ordinal();
    }

    public boolean in(int bits) {
        return (bits & bit()) != 0;
    }
}
