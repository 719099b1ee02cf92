package tell443.classify;

/** What may be said of Encrypted Client Hello: GREASE and real look alike, so {@code REAL} needs evidence from outside the hello. */
public enum Ech {
    /** There was no ClientHello. */
    NOT_APPLICABLE(""),
    NONE("none"),
    OFFERED("offered"),
    REAL("real");

    private final String label;

    Ech(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
