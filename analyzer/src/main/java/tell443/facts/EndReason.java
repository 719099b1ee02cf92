package tell443.facts;

/** Why a flow's row was closed. */
public enum EndReason {
    FIN("fin", "both sides closed the TCP connection"),
    RST("rst", "one side reset the TCP connection"),
    IDLE("idle", "no packet for the idle time-out"),
    ACTIVE("active", "the flow lasted longer than the active time-out; it goes on in a later row"),
    EVICTED("evicted", "the flow table was full"),
    EOF("eof", "the capture ended"),
    OPEN("open", "the flow goes on; a later row of the same flow_id and start_time takes the place of this one");

    private final String label;
    private final String meaning;

    EndReason(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    public String label() {
        return label;
    }

    public String meaning() {
        return meaning;
    }
}
