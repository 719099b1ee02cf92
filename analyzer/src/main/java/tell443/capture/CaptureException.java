package tell443.capture;

/** The world is wrong: a capture cannot be read, or not further. The message is for people and names path and offset. */
public final class CaptureException extends Exception {

    private static final long serialVersionUID = 1L;

    public CaptureException(String message) {
        super(message);
    }

    public CaptureException(String message, Throwable cause) {
        super(message, cause);
    }
}
