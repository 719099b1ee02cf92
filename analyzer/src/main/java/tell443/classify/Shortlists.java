package tell443.classify;

/**
 * Which reasons are worth asking for, by what flows hold: most flows hold the same as one before, and most reasons need what
 * they do not hold. One per worker; remembers some lists, and makes the others anew.
 */
final class Shortlists {

    /** Lists that are kept; a power of two. */
    private static final int KEPT = 64;

    private final Questions[] asked = new Questions[KEPT];
    private final int[] givens = new int[KEPT];
    private final int[][] lists = new int[KEPT][];

    /** Numbers of reasons, then -1; until the next call. */
    int[] of(Questions questions, int given) {
        int at = (given * 0x9E37_79B9 >>> 16 ^ given) & KEPT - 1;
        if (asked[at] != questions || givens[at] != given) {
            lists[at] = lists[at] == null ? new int[Reasons.LIMIT + 1] : lists[at];
            questions.shorten(given, lists[at]);
            asked[at] = questions;
            givens[at] = given;
        }
        return lists[at];
    }
}
