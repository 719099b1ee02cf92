package tell443.score;

/**
 * One row of flows beside what it truly is.
 *
 * @param group the capture or source in whose averages it counts
 */
record Judged(String group, Truth truth, Said said) {

    boolean classRight() {
        return truth.flowClass() == said.flowClass();
    }

    /** Client and server are the wrong way round. */
    boolean swapped() {
        return !truth.tuple().client().equals(said.tuple().client());
    }
}
