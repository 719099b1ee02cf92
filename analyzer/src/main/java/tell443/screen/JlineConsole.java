package tell443.screen;

import java.io.IOError;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/** The terminal of the process. */
public final class JlineConsole implements Console {

    private static final Logger LIBRARY = Logger.getLogger("org.jline"); // kept: who forgets it forgets its level
    private static final int USUAL_WIDTH = 80;
    private static final int USUAL_HEIGHT = 24;

    private final Terminal terminal;
    private final Attributes before;
    private volatile int width;
    private volatile int height;
    private boolean closed;

    private JlineConsole(Terminal terminal) {
        this.terminal = terminal;
        before = terminal.enterRawMode();
        resized();
    }

    /** @throws IOException when standard input and output are no terminal */
    public static JlineConsole open() throws IOException {
        LIBRARY.setLevel(Level.OFF); // of a terminal that it does not know it would print a stack trace
        try {
            return new JlineConsole(TerminalBuilder.builder().name("tell443").system(true).provider("exec").dumb(false)
                    .nativeSignals(false).build());
        } catch (IOError | IllegalStateException e) {
            throw new IOException(e);
        }
    }

    /** The size may be another one now: asks for it, which starts a process. */
    public void resized() {
        int columns = terminal.getWidth();
        int lines = terminal.getHeight();
        width = columns > 0 ? columns : USUAL_WIDTH; // a serial line does not know
        height = lines > 0 ? lines : USUAL_HEIGHT;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int key(long waitMillis) throws IOException {
        int key = terminal.reader().read(waitMillis);
        return key == NonBlockingReader.READ_EXPIRED ? NOTHING : key;
    }

    @Override
    public void write(String text) {
        terminal.writer().write(text);
        terminal.writer().flush();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                terminal.setAttributes(before);
                terminal.close();
            } catch (IOException | IOError | IllegalStateException e) {
                // the terminal is gone
            }
        }
    }
}
