package tell443.lists;

/** What the lists know of one name. Reused; see the methods of {@link Lists} for what each answer means. */
public final class NameAnswers {

    public ListEntry resolver = ListEntry.NONE;
    public ListEntry tunnelEndpoint = ListEntry.NONE;
    public ListEntry vpnOperator = ListEntry.NONE;

    public void clear() {
        resolver = ListEntry.NONE;
        tunnelEndpoint = ListEntry.NONE;
        vpnOperator = ListEntry.NONE;
    }
}
