package tell443.classify;

import java.util.List;

/** What one flow is, how sure that is, and why. */
public final class Verdict {

    private final FlowClass flowClass;
    private final String protocol;
    private final String operator;
    private final double confidence;
    private final String ech;
    private final List<Evidence> evidence;
    private final boolean[] against;
    private final double[] scores;

    public Verdict(FlowClass flowClass, String protocol, String operator, double confidence, String ech,
            List<Evidence> evidence, boolean[] against, double[] scores) {
        this.flowClass = flowClass;
        this.protocol = protocol;
        this.operator = operator;
        this.confidence = confidence;
        this.ech = ech;
        this.evidence = evidence;
        this.against = against;
        this.scores = scores;
    }

    public FlowClass flowClass() {
        return flowClass;
    }

    public String protocol() {
        return protocol;
    }

    public String operator() {
        return operator;
    }

    public double confidence() {
        return confidence;
    }

    public String ech() {
        return ech;
    }

    public int evidenceCount() {
        return evidence.size();
    }

    public Evidence evidence(int i) {
        return evidence.get(i);
    }

    public boolean against(int i) {
        return against[i];
    }

    public double score(FlowClass c) {
        return scores[c.ordinal()];
    }
}
