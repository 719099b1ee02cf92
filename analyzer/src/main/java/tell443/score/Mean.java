package tell443.score;

/** The mean of what is known. */
final class Mean {

    private double sum;
    private long count;

    void add(double value) {
        if (!Double.isNaN(value)) {
            sum += value;
            count++;
        }
    }

    long count() {
        return count;
    }

    double sum() {
        return sum;
    }

    /** NaN when nothing was added. */
    double value() {
        return count == 0 ? Double.NaN : sum / count;
    }
}
