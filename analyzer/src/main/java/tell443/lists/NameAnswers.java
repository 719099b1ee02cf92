package tell443.lists;

/** What the lists know of one name. Reused; see the methods of {@link Lists} for what each answer means. */
public final class NameAnswers {

    public ListEntry resolver = ListEntry.NONE;
    public ListEntry tunnelEndpoint = ListEntry.NONE;
    public ListEntry vpnOperator = ListEntry.NONE;

    private byte[] bytes = new byte[256];

    /** The lower bytes of the name's characters; valid below its length. */
    @SuppressWarnings("deprecation") // drops the upper bytes, as said; character by character takes five times as long
    byte[] bytes(String name) {
        if (name.length() > bytes.length) {
            bytes = new byte[name.length()];
        }
        name.getBytes(0, name.length(), bytes, 0);
        return bytes;
    }

    public void clear() {
        resolver = ListEntry.NONE;
        tunnelEndpoint = ListEntry.NONE;
        vpnOperator = ListEntry.NONE;
    }
}
