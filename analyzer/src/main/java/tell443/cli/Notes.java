package tell443.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tell443.report.SafeText;

/** What is said to people beside the results: standard error. Everything is escaped; a lost note is no failure. */
final class Notes {

    private final OutputStream err;

    Notes(OutputStream err) {
        this.err = err;
    }

    /** One line, with the program's name before it. */
    void line(String text) {
        raw(("tell443: " + SafeText.escape(text) + '\n').getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that are known to be harmless. */
    void raw(byte[] bytes) {
        try {
            err.write(bytes);
            err.flush();
        } catch (IOException e) {
            // nobody is left to tell
        }
    }
}
