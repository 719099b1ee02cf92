package tell443.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import tell443.report.SafeText;

/** What is said to people beside the results: standard error. Everything is escaped; a lost note is no failure. */
final class Notes {

    private static final int KEPT = 200;

    private final OutputStream err;
    private final Deque<byte[]> kept = new ArrayDeque<>();
    private Optional<Consumer<byte[]>> instead = Optional.empty();

    Notes(OutputStream err) {
        this.err = err;
    }

    /** One line, with the program's name before it. */
    void line(String text) {
        raw(("tell443: " + SafeText.escape(text) + '\n').getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that are known to be harmless. */
    synchronized void raw(byte[] bytes) {
        if (instead.isPresent()) {
            instead.get().accept(bytes);
            kept.add(bytes);
            if (kept.size() > KEPT) {
                kept.remove();
            }
            return;
        }
        try {
            err.write(bytes);
            err.flush();
        } catch (IOException e) {
            // nobody is left to tell
        }
    }

    /** Somebody else shows what is said, because the terminal is his; the last of it is said again afterwards. */
    synchronized void divert(Consumer<byte[]> other) {
        instead = Optional.of(other);
    }

    synchronized void release() {
        instead = Optional.empty();
        kept.forEach(this::raw);
        kept.clear();
    }
}
