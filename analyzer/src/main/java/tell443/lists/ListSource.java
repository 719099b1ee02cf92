package tell443.lists;

/**
 * Where rows of a list come from.
 *
 * @param list file name, such as {@code resolver-names.tsv}
 * @param source who says so, with an address where it can be checked
 * @param licence of the facts taken
 * @param date ISO 8601 day on which the source said so
 * @param day the same as days since 1970-01-01
 */
public record ListSource(String list, String source, String licence, String date, long day) {

    public static final ListSource NONE = new ListSource("", "", "", "", 0);
}
