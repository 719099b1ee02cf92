package tell443.lists;

/**
 * One row of a list.
 *
 * @param key name, domain or address as the row has it
 * @param operator who runs the service
 * @param dedicated nothing but this service is reached there; otherwise it is shared with web sites
 * @param source where the row comes from
 */
public record ListEntry(String key, String operator, boolean dedicated, ListSource source) {

    public static final ListEntry NONE = new ListEntry("", "", false, ListSource.NONE);

    public boolean present() {
        return this != NONE;
    }
}
