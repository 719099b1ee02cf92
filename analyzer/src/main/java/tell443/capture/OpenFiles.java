package tell443.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps at most {@link #LIMIT} files open: one more parks the one opened longest ago, which opens again when read. Pipes
 * stay open until another thread has enough of waiting for them.
 */
final class OpenFiles {

    static final int LIMIT = 64;

    private final FileBytes[] ring = new FileBytes[LIMIT];
    private final List<PipeBytes> pipes = new ArrayList<>();
    private int next;
    private boolean stopped;

    void opened(FileBytes file) {
        if (ring[next] != null) {
            ring[next].park();
        }
        ring[next] = file;
        next = (next + 1) % LIMIT;
    }

    PipeBytes open(Path path) throws IOException {
        PipeBytes pipe = new PipeBytes(path);
        synchronized (pipes) {
            pipes.add(pipe);
            if (stopped) {
                pipe.close();
            }
        }
        pipe.open();
        return pipe;
    }

    /** From any thread: all pipes end, also those opened later. */
    void stop() {
        synchronized (pipes) {
            stopped = true;
            for (PipeBytes pipe : pipes) {
                try {
                    pipe.close();
                } catch (IOException e) {
                    // nobody reads it any more
                }
            }
        }
    }

    void closed(FileBytes file) {
        for (int i = 0; i < LIMIT; i++) {
            if (ring[i] == file) {
                ring[i] = null;
            }
        }
    }
}
