package tell443.score;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What came of comparing flows with their truth: what was right, and everything that has no partner. */
public final class Outcome {

    /** More rows than this are not kept for a list. */
    static final int LISTED = 100_000;

    /** A flow of the truth that no row shows. */
    record Missing(String group, Truth truth) {}

    private final List<Judged> judged = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();
    private final List<Said> unlabelled = new ArrayList<>();
    private final Set<String> absentCaptures = new HashSet<>();
    private long truths;
    private long repeated;
    private long flows;
    private long absent;
    private long unlabelledCount;

    void truth(boolean again) {
        truths++;
        repeated += again ? 1 : 0;
    }

    void flow() {
        flows++;
    }

    void judged(Judged flow) {
        judged.add(flow);
    }

    /** @param analysed the flows have rows of that capture, or it was read here; otherwise nothing can be said */
    void notFound(String group, Truth truth, boolean analysed) {
        if (analysed) {
            missing.add(new Missing(group, truth));
        } else {
            absent++;
            absentCaptures.add(truth.place().substring(0, truth.place().lastIndexOf(':')) + '\t' + truth.capture());
        }
    }

    void unlabelled(Said flow) {
        unlabelledCount++;
        if (unlabelled.size() < LISTED) {
            unlabelled.add(flow);
        }
    }

    /** Whether there is anything to judge. */
    public boolean isEmpty() {
        return judged.isEmpty();
    }

    List<Judged> judged() {
        return judged;
    }

    List<Missing> missing() {
        return missing;
    }

    List<Said> unlabelled() {
        return unlabelled;
    }

    long unlabelledCount() {
        return unlabelledCount;
    }

    /** Rows of the truth. */
    long truths() {
        return truths;
    }

    /** Rows of the truth that say again what an earlier one says. */
    long repeated() {
        return repeated;
    }

    long flows() {
        return flows;
    }

    /** Flows of the truth in captures of which there is no row. */
    long absent() {
        return absent;
    }

    long absentCaptures() {
        return absentCaptures.size();
    }

    /** Captures or sources with a flow that counts. */
    long groups() {
        Set<String> groups = new HashSet<>();
        judged.forEach(flow -> groups.add(flow.group()));
        missing.forEach(flow -> groups.add(flow.group()));
        return groups.size();
    }
}
