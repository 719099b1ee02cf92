package tell443.screen;

import java.io.IOException;

/** A terminal that shows lines and hears keys. */
public interface Console extends AutoCloseable {

    /** No key came. */
    int NOTHING = -2;

    /** Characters of a line, and lines; as the terminal is now. */
    int width();

    int height();

    /** The next character, or {@link #NOTHING} when none came for so long, or -1 when none will. */
    int key(long waitMillis) throws IOException;

    /** Shows text as it is; escape sequences are obeyed. */
    void write(String text);

    /** The terminal is as it was before. */
    @Override
    void close();
}
