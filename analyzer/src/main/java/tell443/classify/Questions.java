package tell443.classify;

import java.util.ArrayList;
import java.util.List;

/** The evidence of all protocols of one carrier in a row, so that what a flow shows is one number with a bit per reason. */
final class Questions {

    static final Questions NONE = new Questions();

    private final Protocol[] protocols;
    private final Evidence[] evidence;
    private final int[] needs; // of the evidence
    private final int[] starts; // index of each protocol's first reason, and of the end
    private final int[] order; // reasons for a protocol before those against
    private final long[] partners; // of a reason against: those for the same protocol, without which it says nothing

    Questions(Protocol... protocols) {
        this.protocols = protocols;
        List<Evidence> all = new ArrayList<>();
        starts = new int[protocols.length + 1];
        for (int i = 0; i < protocols.length; i++) {
            all.addAll(protocols[i].evidence());
            starts[i + 1] = all.size();
        }
        if (all.size() > Long.SIZE) {
            throw new IllegalStateException("more than 64 reasons on one carrier");
        }
        evidence = all.toArray(new Evidence[0]);
        needs = new int[evidence.length];
        order = new int[evidence.length];
        partners = new long[evidence.length];
        int count = 0;
        for (int i = 0; i < evidence.length; i++) {
            needs[i] = evidence[i].needs();
            if (evidence[i].supports()) {
                order[count++] = i;
            }
        }
        for (int protocol = 0; protocol < protocols.length; protocol++) {
            count = orderAgainst(protocol, count);
        }
    }

    private int orderAgainst(int protocol, int before) {
        int count = before;
        long supporting = 0;
        for (int i = starts[protocol]; i < starts[protocol + 1]; i++) {
            supporting |= evidence[i].supports() ? 1L << i : 0;
        }
        for (int i = starts[protocol]; i < starts[protocol + 1]; i++) {
            if (!evidence[i].supports()) {
                partners[i] = supporting;
                order[count++] = i;
            }
        }
        return count;
    }

    /** One bit per reason that is seen; reasons against a protocol for which nothing speaks are left out. */
    long ask(Sight sight) {
        int missing = ~sight.given;
        long seen = 0;
        for (int i : order) {
            if ((needs[i] & missing) == 0 && (partners[i] == 0 || (partners[i] & seen) != 0) && evidence[i].seen().test(sight)) {
                seen |= 1L << i;
            }
        }
        return seen;
    }

    Protocol[] protocols() {
        return protocols;
    }

    Evidence evidence(int i) {
        return evidence[i];
    }

    /** Index of the first reason of that protocol; of the protocol behind the last, the end. */
    int start(int protocol) {
        return starts[protocol];
    }
}
