package tell443.cli;

/** The command line is wrong. The message is for the person who typed it and says how to mend it; exit status 2. */
final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
