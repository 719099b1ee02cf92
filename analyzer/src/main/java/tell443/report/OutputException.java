package tell443.report;

/** The world is wrong: results cannot be written, or not further. The message is for people and names the place. */
public final class OutputException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    public OutputException(String message, Throwable cause, boolean readerGone) {
        super(message, cause);
        this.readerGone = readerGone;
    }

    /** Whoever read our standard output has had enough ({@code | head}); nobody wants to hear of it. */
    public boolean readerGone() {
        return readerGone;
    }
}
