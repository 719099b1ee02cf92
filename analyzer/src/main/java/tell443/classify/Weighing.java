package tell443.classify;

import java.util.Arrays;
import tell443.classify.Evidence.Group;
import tell443.classify.Evidence.Kind;
import tell443.facts.FlowFacts;
import tell443.facts.Quality;

/** Adds up what was seen for one protocol: inside a group the strongest reason, over groups the sum; and how high it may go. */
final class Weighing {

    private static final int GROUPS = Group.values().length;
    private static final double MIDSTREAM_CAP = 0.6;
    private static final double ONE_WAY_CAP = 0.7;
    private static final double HIDDEN_NAME_CAP = 0.7;
    private static final double BEHAVIOURS_CAP = 0.85;

    private final double[] strongestFor = new double[GROUPS];
    private final double[] strongestAgainst = new double[GROUPS];
    private boolean supported;
    private boolean proven;
    private boolean decisive;
    private double cap;
    private double behaviourCap;
    private int behaviours; // one bit per group

    void clear() {
        Arrays.fill(strongestFor, 0);
        Arrays.fill(strongestAgainst, 0);
        supported = false;
        proven = false;
        decisive = false;
        cap = 0;
        behaviourCap = 0;
        behaviours = 0;
    }

    void add(Evidence evidence) {
        int group = evidence.group().ordinal();
        if (!evidence.supports()) {
            strongestAgainst[group] = Math.min(strongestAgainst[group], evidence.weight());
            return;
        }
        supported = true;
        strongestFor[group] = Math.max(strongestFor[group], evidence.weight());
        if (evidence.kind() == Kind.BEHAVIOUR) {
            behaviours |= 1 << group;
            behaviourCap = Math.max(behaviourCap, evidence.cap());
        } else {
            cap = Math.max(cap, evidence.cap());
            proven |= evidence.kind() == Kind.HARD;
            decisive |= evidence.kind() == Kind.HARD && evidence.weight() >= Evidence.PROOF;
        }
    }

    /** At least one reason speaks for the protocol; reasons against it alone make no candidate. */
    boolean supported() {
        return supported;
    }

    /** Bytes prove the protocol and exclude all others. */
    boolean decisive() {
        return decisive;
    }

    double nats() {
        double sum = 0;
        for (int i = 0; i < GROUPS; i++) {
            sum += strongestFor[i] + strongestAgainst[i];
        }
        return sum;
    }

    double cap(FlowClass flowClass, Sight sight) {
        double highest = behaviours == 0 ? cap : Math.max(cap, behaviourCap());
        if (sight.ech == Ech.REAL && (flowClass == FlowClass.HTTPS || !proven)) {
            highest = Math.min(highest, HIDDEN_NAME_CAP);
        }
        return proven ? highest : Math.min(highest, captureCap(sight.facts));
    }

    private double behaviourCap() {
        if (cap > 0 || Integer.bitCount(behaviours) > 1) {
            return Math.max(BEHAVIOURS_CAP, behaviourCap); // bytes or a list agree, or two independent observations do
        }
        return behaviourCap;
    }

    private static double captureCap(FlowFacts facts) {
        double midstream = facts.has(Quality.MIDSTREAM) ? MIDSTREAM_CAP : 1;
        return facts.has(Quality.ONE_WAY) ? Math.min(midstream, ONE_WAY_CAP) : midstream;
    }
}
