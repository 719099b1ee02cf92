package tell443.score;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often a label was true, said, and both; all together and for each group. Labels are classes, or protocols of classes. */
final class Agreement {

    /**
     * @param truth flows that truly have the label, with those that no row shows
     * @param classRight those of them whose class was said rightly
     */
    record Counts(long truth, long said, long right, long classRight) {

        private static final Counts NONE = new Counts(0, 0, 0, 0);

        Counts plus(long truth, long said, long right, long classRight) {
            return new Counts(this.truth + truth, this.said + said, this.right + right, this.classRight + classRight);
        }

        /** Of what was said, the share that is right; NaN when it was never said. */
        double precision() {
            return said == 0 ? Double.NaN : (double) right / said;
        }

        /** Of what is true, the share that was said; NaN when it never was true. */
        double recall() {
            return truth == 0 ? Double.NaN : (double) right / truth;
        }

        /** Of what is true, the share whose class was said. */
        double shareOfClass() {
            return truth == 0 ? Double.NaN : (double) classRight / truth;
        }

        /** Harmonic mean of both; 0 when neither was ever right. */
        double f1() {
            return truth + said == 0 ? Double.NaN : 2.0 * right / (truth + said);
        }
    }

    private final SortedMap<String, Map<String, Counts>> labels = new TreeMap<>();

    void judged(String group, String truth, String said, boolean classRight) {
        boolean right = truth.equals(said);
        add(group, truth, 1, right ? 1 : 0, right ? 1 : 0, classRight ? 1 : 0);
        if (!right) {
            add(group, said, 0, 1, 0, 0);
        }
    }

    void missing(String group, String truth) {
        add(group, truth, 1, 0, 0, 0);
    }

    SortedMap<String, Map<String, Counts>> labels() {
        return labels;
    }

    static Counts pooled(Collection<Counts> groups) {
        Counts all = Counts.NONE;
        for (Counts one : groups) {
            all = all.plus(one.truth, one.said, one.right, one.classRight);
        }
        return all;
    }

    private void add(String group, String label, long truth, long said, long right, long classRight) {
        Map<String, Counts> groups = labels.computeIfAbsent(label, key -> new HashMap<>());
        groups.put(group, groups.getOrDefault(group, Counts.NONE).plus(truth, said, right, classRight));
    }
}
