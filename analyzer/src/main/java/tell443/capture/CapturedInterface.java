package tell443.capture;

/** An interface as a capture file names it. Texts are the file's, not to be trusted; empty where there are none. */
public record CapturedInterface(String name, String description) {

    public static final CapturedInterface NONE = new CapturedInterface("", "");
}
