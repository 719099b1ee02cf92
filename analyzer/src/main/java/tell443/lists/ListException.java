package tell443.lists;

/** A list that cannot be used; the message names file and line and says what is wrong, for people. */
public final class ListException extends Exception {

    private static final long serialVersionUID = 1;

    ListException(String message) {
        super(message);
    }
}
