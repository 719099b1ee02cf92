package tell443.classify;

/**
 * How likely a class is before its evidence, as natural logarithms: how much of the traffic on port 443 it is, times how often
 * it is carried this way.
 *
 * <p>Why: published start values (75 % https, 20 % quic, 2 % doh, 2 % vpn, 1 % other), to be measured again. The second factor
 * keeps QUIC from competing for TCP flows. A prior never makes a verdict: only a class with evidence of its own can win.
 */
final class Prior {

    /** Share of flows on port 443, in the order of {@link FlowClass}. */
    private static final double[] SHARE = {0.75, 0.02, 0.02, 0.20, 0.01};

    /** How often a class is carried by NOTHING, TLS, QUIC, DTLS, TCP, UDP. */
    private static final double[][] CARRIED = {
        {0, 1.00, 0, 0, 0, 0}, // https
        {0, 0.90, 0.05, 0, 0.01, 0.04}, // doh: DNSCrypt is the last two
        {0, 0.50, 0.05, 0.02, 0.21, 0.22}, // vpn
        {0, 0, 0.98, 0, 0, 0.02}, // quic: joined late
        {0, 0.30, 0.01, 0.29, 0.25, 0.15}, // other
    };

    private static final int CARRIERS = Carrier.values().length;
    private static final double[] LOGARITHMS = logarithms();

    private Prior() {}

    static double nats(FlowClass flowClass, Carrier carrier) {
        return LOGARITHMS[flowClass.ordinal() * CARRIERS + carrier.ordinal()];
    }

    private static double[] logarithms() {
        double[] table = new double[SHARE.length * CARRIERS];
        for (int i = 0; i < SHARE.length; i++) {
            for (int k = 0; k < CARRIERS; k++) {
                table[i * CARRIERS + k] = Math.log(Math.max(1e-9, SHARE[i] * CARRIED[i][k]));
            }
        }
        return table;
    }
}
