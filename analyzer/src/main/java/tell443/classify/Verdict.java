package tell443.classify;

import java.util.Arrays;

/** What a flow is, how sure that is, and why. Filled in anew for each flow. */
public final class Verdict {

    /** More reasons than this are never seen together. */
    private static final int LIMIT = 32;

    private final Evidence[] evidence = new Evidence[LIMIT];
    private final boolean[] against = new boolean[LIMIT];
    private final double[] scores = new double[FlowClass.values().length];
    private int count;
    private FlowClass flowClass = FlowClass.UNKNOWN;
    private String protocol = "";
    private String operator = "";
    private double confidence;
    private Ech ech = Ech.NOT_APPLICABLE;
    private Sight sight; // of the flow judged

    public FlowClass flowClass() {
        return flowClass;
    }

    /** The detail of the class, such as {@code h2} or {@code wireguard}. */
    public String protocol() {
        return protocol;
    }

    /** Who runs the service, where a list or certificate says so; empty otherwise. Contact, not proof of use. */
    public String operator() {
        return operator;
    }

    /** 0 to 1. Of an unknown flow: how sure it is that nothing more can be said. */
    public double confidence() {
        return confidence;
    }

    public int evidenceCount() {
        return count;
    }

    /** Strongest first; what speaks for the verdict before what speaks against it. */
    public Evidence evidence(int i) {
        return evidence[i];
    }

    public boolean against(int i) {
        return against[i];
    }

    /** A reason as a sentence for people, with what was seen in this flow; until the classifier judges another one. */
    public String sentence(int i) {
        String detail = sight == null ? "" : evidence[i].detail().apply(sight);
        return detail.isEmpty() ? evidence[i].because() : evidence[i].because() + " (" + detail + ")";
    }

    /** How much speaks for a class, 0 to 1, after the caps. */
    public double score(FlowClass flowClass) {
        return scores[flowClass.ordinal()];
    }

    public Ech ech() {
        return ech;
    }

    void clear() {
        Arrays.fill(evidence, 0, count, null);
        Arrays.fill(scores, 0);
        count = 0;
    }

    void seen(Sight sight) {
        this.sight = sight;
    }

    /** Takes over everything but {@link #owner} and {@link #seen}. */
    void copy(Verdict other) {
        for (int i = 0; i < other.count; i++) {
            evidence[i] = other.evidence[i];
            against[i] = other.against[i];
        }
        count = other.count;
        System.arraycopy(other.scores, 0, scores, 0, scores.length);
        flowClass = other.flowClass;
        protocol = other.protocol;
        confidence = other.confidence;
    }

    void detail(String protocol) {
        this.protocol = protocol;
    }

    void owner(Ech ech, String operator) {
        this.ech = ech;
        this.operator = operator;
    }

    void score(FlowClass flowClass, double score) {
        scores[flowClass.ordinal()] = score;
    }

    void decide(FlowClass flowClass, String protocol, double confidence) {
        this.flowClass = flowClass;
        this.protocol = protocol;
        this.confidence = confidence;
        if (flowClass == FlowClass.UNKNOWN) {
            scores[flowClass.ordinal()] = confidence;
        }
    }

    /** Keeps the order: reasons for it, then reasons against it, each by falling strength. */
    void add(Evidence reason, boolean speaksAgainst) {
        if (count == LIMIT) {
            return;
        }
        int at = count++;
        while (at > 0 && before(reason, speaksAgainst, at - 1)) {
            evidence[at] = evidence[at - 1];
            against[at] = against[at - 1];
            at--;
        }
        evidence[at] = reason;
        against[at] = speaksAgainst;
    }

    private boolean before(Evidence reason, boolean speaksAgainst, int other) {
        if (speaksAgainst != against[other]) {
            return !speaksAgainst;
        }
        return reason.strongerThan(evidence[other]);
    }
}
