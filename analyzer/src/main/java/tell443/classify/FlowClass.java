package tell443.classify;

import java.util.Locale;

/** What a flow is. */
public enum FlowClass {
    HTTPS, DOH, VPN, QUIC, OTHER, UNKNOWN;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
        return label;
    }
}
