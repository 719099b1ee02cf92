package tell443.classify;

/** What a flow is, in one word. */
public enum FlowClass {
    HTTPS("https"),
    DOH("doh"),
    VPN("vpn"),
    QUIC("quic"),
    OTHER("other"),
    UNKNOWN("unknown");

    private final String label;

    FlowClass(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
