package tell443.classify;

import java.util.ArrayList;
import java.util.List;

/** The evidence of all protocols of one carrier in a row, so that what a flow shows is one bit per reason. */
final class Questions {

    static final Questions NONE = new Questions();

    private final Protocol[] protocols;
    private final Evidence[] evidence;
    private final int[] needs; // of the evidence
    private final int[] starts; // index of each protocol's first reason, and of the end
    private final int[] order; // reasons for a protocol before those against
    private final Reasons[] supporting; // by protocol
    private final int[] partners; // of a reason against: its protocol, for which something must speak; else -1

    Questions(Protocol... protocols) {
        this.protocols = protocols;
        List<Evidence> all = new ArrayList<>();
        starts = new int[protocols.length + 1];
        for (int i = 0; i < protocols.length; i++) {
            all.addAll(protocols[i].evidence());
            starts[i + 1] = all.size();
        }
        if (all.size() > Reasons.LIMIT) {
            throw new IllegalStateException("more than " + Reasons.LIMIT + " reasons on one carrier");
        }
        evidence = all.toArray(new Evidence[0]);
        needs = new int[evidence.length];
        order = new int[evidence.length];
        partners = new int[evidence.length];
        supporting = new Reasons[protocols.length];
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
        supporting[protocol] = new Reasons();
        for (int i = starts[protocol]; i < starts[protocol + 1]; i++) {
            partners[i] = evidence[i].supports() ? -1 : protocol;
            if (evidence[i].supports()) {
                supporting[protocol].add(i);
            } else {
                order[count++] = i;
            }
        }
        return count;
    }

    /** What is seen; reasons against a protocol for which nothing speaks are left out. */
    void ask(Sight sight, Shortlists shortlists, Reasons seen) {
        seen.clear();
        int[] list = shortlists.of(this, sight.given);
        for (int at = 0; list[at] >= 0; at++) {
            int i = list[at];
            if ((partners[i] < 0 || seen.meets(supporting[partners[i]])) && evidence[i].seen().test(sight)) {
                seen.add(i);
            }
        }
    }

    /** Those reasons that can be seen where no more than that is given, in the order in which they are asked for; then -1. */
    void shorten(int given, int[] list) {
        int count = 0;
        for (int i : order) {
            if ((needs[i] & ~given) == 0) {
                list[count++] = i;
            }
        }
        list[count] = -1;
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
