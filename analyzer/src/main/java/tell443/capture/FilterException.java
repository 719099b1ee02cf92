package tell443.capture;

/** The person is wrong: the filter expression means nothing, or nothing for the captures' link type. Says it in libpcap's words. */
public final class FilterException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public FilterException(String message) {
        super(message);
    }
}
